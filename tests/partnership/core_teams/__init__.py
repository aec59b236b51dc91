"""Tests of core teams."""
