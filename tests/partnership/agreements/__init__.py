"""Agreements: what may be done, what is frozen, and what people see."""
