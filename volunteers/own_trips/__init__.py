"""A volunteer's own trips, with large buttons."""
