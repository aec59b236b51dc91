"""Figures of volunteers, hours, trips and coordinators, with small numbers hidden."""
