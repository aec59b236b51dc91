"""Programmes in which core teams learn together: gatherings, homework, guidance, and the view of the centre."""
