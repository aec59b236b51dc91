"""The staircase: its versions as data, the engine that climbs it, and its drawing."""
