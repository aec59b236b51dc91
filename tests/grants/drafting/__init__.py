"""Tests of the slice drafting."""
