"""Home care: the offers on paper, and when they were gone through with those who visit people at home."""
