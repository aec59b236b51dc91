"""Tests of quality assurance."""
