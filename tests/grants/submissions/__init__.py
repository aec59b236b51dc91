"""The tests of submissions."""
