"""The desk: requests come in, are assessed, and find their volunteer."""
