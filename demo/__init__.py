"""The demo: a story that anybody can walk into, above everything and imported by nothing below."""
