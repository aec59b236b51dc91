"""Incidents on trips, without names, and what was done."""
