"""Municipalities: all of Norway's, with the figures that equity and overview need."""
