"""The task table: who does what in a cooperation, shared, divided or both."""
