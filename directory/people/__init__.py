"""People: the administrator's register of who can sign in, and what they are for whom."""
