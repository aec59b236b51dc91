"""Organisations without an account that are invited to a cooperation."""
