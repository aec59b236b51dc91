"""A relation's history."""
