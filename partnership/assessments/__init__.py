"""Assessments: what each side says about a relation, and what shows it."""
