"""What is about to run out: people are told ahead, and reminded."""
