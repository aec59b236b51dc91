"""The audit trail: who did what, when, sealed into a chain."""
