"""Tests of group work."""
