"""Quality assurance: what a step asks for, and what has been seen."""
