"""Tests of roadmaps."""
