"""A core team's strategic roadmap: goals, measures, what was learnt, and the councils that adopt it."""
