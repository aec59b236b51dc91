"""Tests of the slice calls."""
