"""Requests: by phone, from home care, from the person or a relative; once or again and again."""
