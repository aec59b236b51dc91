"""Safeguards: what a body has recorded before personal data may be kept for it."""
