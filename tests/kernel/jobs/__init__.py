"""Tests of promised work, with real processes that are really killed."""
