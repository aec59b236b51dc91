"""What a browser is known by whoever uses it: a secret in the cookie that every page has, and nowhere else."""

import secrets

from flask import session as cookie

PHONE = "phone"


def secret() -> str:
    """The browser's own secret, the same before, while and after somebody is signed in."""
    if not isinstance(cookie.get(PHONE), str):
        cookie[PHONE] = secrets.token_urlsafe(24)
    return str(cookie[PHONE])


def forget_session() -> None:
    """Begin a new session: nothing of the old one stays but what the browser itself is known by."""
    kept = cookie.get(PHONE)
    cookie.clear()
    if kept is not None:
        cookie[PHONE] = kept
