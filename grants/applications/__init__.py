"""Applications: drafted together, page by page, from what is known already."""
