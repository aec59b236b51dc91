"""Tests of planning guides."""
