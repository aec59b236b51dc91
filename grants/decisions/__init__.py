"""Decisions: proposed by one, made by another, with a reason for each criterion."""
