"""Overview: a municipality's relations on the steps, and the directorate's distribution."""
