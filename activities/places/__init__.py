"""Places: where postcodes and municipalities lie, and maps drawn of them."""
