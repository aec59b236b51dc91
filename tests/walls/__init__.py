"""What holds for every page, whoever built it."""
