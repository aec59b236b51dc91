"""Drafting: an application is begun and written, page by page, by several people without losing a word."""
