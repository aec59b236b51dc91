"""Senior resources: what people and groups wish to contribute, what is needed, and how the two meet."""
