"""Service users: those who are helped, what a helper must know, their consents, and who has seen them."""
