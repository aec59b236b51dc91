"""The grants' tests."""
