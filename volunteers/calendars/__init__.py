"""A volunteer's trips as a calendar feed that tells nothing of anybody."""
