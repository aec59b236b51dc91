"""The catalogues: what people read, in bokmål, nynorsk and English."""
