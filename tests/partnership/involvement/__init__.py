"""Tests of anchoring and involvement."""
