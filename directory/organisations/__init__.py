"""Organisations: voluntary organisations and volunteer centres, by organisation number."""
