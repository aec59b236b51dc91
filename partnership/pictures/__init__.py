"""Pictures: a relation on the staircase as page, sheet and document."""
