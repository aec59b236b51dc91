"""Tests of the teams' strategic roadmaps."""
