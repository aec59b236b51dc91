"""Organisations that ask a municipality for a cooperation."""
