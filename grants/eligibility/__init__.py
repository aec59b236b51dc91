"""Eligibility: the formal check of a sent application, rule by rule."""
