"""A relation's history: the level of each side on every day."""
