"""The front: the first page, and what waits for the signed-in person."""
