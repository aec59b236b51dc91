"""Grants: what the state funds, from a published call to a decision, through a dossier."""
