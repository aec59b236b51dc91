"""Reminders: what ends, what has ended, who waits."""
