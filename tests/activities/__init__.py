"""The partnership's tests."""
