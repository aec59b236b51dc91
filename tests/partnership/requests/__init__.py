"""Tests of requests for a cooperation."""
