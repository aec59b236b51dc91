"""New versions of the staircase: what they would change, and two people who put one in force."""
