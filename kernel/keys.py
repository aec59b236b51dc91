"""Keyed digests, signatures and seals; the keys come from the settings and stand in no database."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet

from kernel.config import Settings

_keys: dict[str, bytes] = {}
_digesting: list[bytes] = []
_sealing: list[MultiFernet] = []


def init(settings: Settings) -> None:
    """Take the keys from the settings, once at start; of several data keys the first seals, the others still open."""
    _keys["secret"] = settings.secret_key.encode()
    _digesting[:] = [key.encode() for key in settings.data_keys]
    _sealing[:] = [MultiFernet([Fernet(_derived(key)) for key in _digesting])]


def digest(purpose: str, text: str) -> str:
    """A digest of something personal, for comparing without keeping it."""
    return _hmac(_digesting[0], purpose, text)


def digests(purpose: str, text: str) -> list[str]:
    """The digests that something personal may be kept under, one for each data key."""
    return [_hmac(key, purpose, text) for key in _digesting]


def sign(purpose: str, text: str) -> str:
    """A signature that only this installation can make."""
    return _hmac(_keys["secret"], purpose, text)


def seal(text: str) -> str:
    """A personal text as it may stand in a database; the same text is sealed differently each time."""
    return _sealing[0].encrypt(text.encode("utf-8", "replace")).decode()


def unseal(sealed: str) -> str:
    """A sealed text as it was; raises InvalidToken where no data key opens it."""
    return _sealing[0].decrypt(sealed).decode()


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing; any text may be compared."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _derived(key: bytes) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"trinn seal\0" + key).digest())


def _hmac(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}\0{text}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
