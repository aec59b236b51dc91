"""The coordinator's day and week, on screen and on paper."""
