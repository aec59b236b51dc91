"""Roadmaps: goals and measures with owner, date, budget and anchoring."""
