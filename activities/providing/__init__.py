"""Providing: how those who offer something write it down, set it running and say that it still holds."""
