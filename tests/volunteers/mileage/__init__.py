"""Kilometres, dated rates, claims and their approval."""
