"""Reviews: impartial people read, and give points with reasons."""
