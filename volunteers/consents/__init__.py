"""Consents: asked, written down and taken back, and who has seen somebody."""
