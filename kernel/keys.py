"""Keyed digests and signatures; the keys come from the settings and stand in no database."""

import hashlib
import hmac

from kernel.config import Settings

_keys: dict[str, bytes] = {}


def init(settings: Settings) -> None:
    """Take the keys from the settings, once at start."""
    _keys["secret"] = settings.secret_key.encode()
    _keys["digest"] = settings.data_keys[0].encode()


def digest(purpose: str, text: str) -> str:
    """A digest of something personal, for comparing without keeping it."""
    return _hmac("digest", purpose, text)


def sign(purpose: str, text: str) -> str:
    """A signature that only this installation can make."""
    return _hmac("secret", purpose, text)


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing; any text may be compared."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _hmac(key: str, purpose: str, text: str) -> str:
    return hmac.new(_keys[key], f"{purpose}\0{text}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
