"""Asking: volunteers asked one by one, answering with one tap, and stand-ins."""
