"""Core teams: a few people of one or several municipalities who mobilise senior resources together."""
