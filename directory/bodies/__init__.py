"""Bodies: what a role is held for and what takes part in a relation or an application."""
