"""The application in a real Chromium: the walk of both sides, and the standing checks of every page."""
