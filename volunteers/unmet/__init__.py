"""Needs that were not met: why, where and on which day of the week, without any person."""
