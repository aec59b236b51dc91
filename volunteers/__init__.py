"""Volunteers: who helps, and how people get there: coordinators, volunteers, transport, escort and companions."""
