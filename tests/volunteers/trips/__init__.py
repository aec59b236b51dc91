"""Trips: out, wait and home as one linked thing, from the door and home again."""
