"""Backup: the whole installation in one file, taken while it runs, and put back as it was; keys are never in it."""
