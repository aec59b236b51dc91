"""How municipalities and voluntary organisations cooperate, and where each of them says that they stand."""
