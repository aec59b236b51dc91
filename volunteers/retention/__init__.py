"""Deletion: what is no longer needed is erased by a job, with a report."""
