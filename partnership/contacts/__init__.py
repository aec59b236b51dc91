"""The contacts of each side, confirmed once a year by one click."""
