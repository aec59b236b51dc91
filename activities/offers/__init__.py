"""Offers: what, where, when and for whom, confirmed twice a year."""
