"""Tests of partner lists."""
