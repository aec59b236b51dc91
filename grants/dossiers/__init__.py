"""Dossiers: all of an application on paper and on a page, for those who assess it."""
