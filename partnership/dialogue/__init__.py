"""Dialogue: meetings made from what two sides see differently, and what they answer together there."""
