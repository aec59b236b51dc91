"""Placements: where a side places a relation in one tap, and the step it wishes for."""
