"""Roads: about how far and how long it is between two places, from postcodes or from a map server of one's own."""
