"""Versions of the staircase: taken in, tried dry, proposed by one and put in force by another."""
