"""Gaps: the postcodes of a municipality that have no offer within reach."""
