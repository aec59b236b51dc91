"""The tests of selections."""
