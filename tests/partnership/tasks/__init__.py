"""Tests of the task table."""
