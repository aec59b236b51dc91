"""The register of volunteers: their wish, what they can do and when, and what makes them ready."""
