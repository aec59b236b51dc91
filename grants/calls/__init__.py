"""Calls: what money is announced, to whom, by which criteria, with which form."""
