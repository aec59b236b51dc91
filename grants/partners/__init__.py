"""Partners: invited to an application, each confirming its own tasks and amount."""
