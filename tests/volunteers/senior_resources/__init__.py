"""Tests of senior resources."""
