"""Random people do random things to applications, and nothing that must never be comes about."""
