"""The volunteers: who helps, and how people get there."""
