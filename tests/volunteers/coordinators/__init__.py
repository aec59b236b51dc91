"""Coordinators: posts with a share of the week, who holds them, stand-ins and vacancies."""
