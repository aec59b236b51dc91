"""Points: one indicator of a relation, its evidence and its disputes."""
