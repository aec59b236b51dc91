"""Agreements: written from a template, signed by both, renewed and ended."""
