"""Which applications to a programme are chosen: a good mix proposed and explained, and made by another."""
