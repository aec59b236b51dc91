"""Hours that volunteers plan and give."""
