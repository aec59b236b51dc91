"""What Trinn promises, as tests."""
