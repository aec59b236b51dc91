"""Tests of the web's ground."""
