"""Matching: volunteers ranked for a trip, and an independent checker of schedules."""
