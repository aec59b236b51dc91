"""The settings, read once from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

ROOT = Path(__file__).resolve().parent.parent
DEMO_DAY = date(2026, 11, 21)
MIN_KEY_LENGTH = 32
BRREG = "https://data.brreg.no"
LOOPBACK = {"127.0.0.1", "localhost"}
MAP_SERVERS = {"osrm", "valhalla"}


class BadSettings(Exception):
    """A setting is missing or wrong; the sentence says which and how to put it right."""


@dataclass(frozen=True)
class Settings:
    """Everything that a deployment may choose; each field is described in .env.example."""

    secret_key: str
    data_keys: tuple[str, ...]
    database_url: str
    redis_url: str | None
    smtp_url: str | None
    mail_from: str
    base_url: str
    var: Path
    today: date | None
    demo: bool
    help_contact: str
    brreg_url: str | None = None
    roads_url: str | None = None
    sms_url: str | None = None

    @property
    def is_https(self) -> bool:
        """Whether browsers reach us over https, which cookies and headers follow."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises BadSettings."""
    demo = environ.get("TRINN_DEMO") == "1"
    var = Path(environ.get("TRINN_VAR", ROOT / "var"))
    return Settings(
        secret_key=_key(environ, "TRINN_SECRET_KEY", var if demo else None),
        data_keys=tuple(_key(environ, "TRINN_DATA_KEY", var if demo else None).split(",")),
        database_url=_database_url(environ.get("DATABASE_URL") or f"sqlite:///{var / 'trinn.sqlite3'}"),
        redis_url=environ.get("REDIS_URL") or None,
        smtp_url=None if demo else environ.get("TRINN_SMTP_URL") or None,
        mail_from=environ.get("TRINN_MAIL_FROM", "trinn@localhost"),
        base_url=_base_url(environ.get("TRINN_BASE_URL", "http://127.0.0.1:8000")),
        var=var,
        today=_day(environ.get("TRINN_TODAY"), DEMO_DAY if demo else None),
        demo=demo,
        help_contact=environ.get("TRINN_HELP_CONTACT", "hjelp@trinn.example, 21 00 00 00"),
        brreg_url=_brreg_url(environ.get("TRINN_BRREG_URL") or (None if demo else BRREG)),
        roads_url=_roads_url(environ.get("TRINN_ROADS_URL")),
        sms_url=_sms_url(None if demo else environ.get("TRINN_SMS_URL") or None),
    )


def _key(environ: Mapping[str, str], name: str, var: Path | None) -> str:
    """A key from the environment, or in the demo one that is made once and kept in var/."""
    value = environ.get(name, "")
    if not value and var is not None:
        return _kept_key(var / f"{name.lower()}.txt")
    if any(len(part) < MIN_KEY_LENGTH for part in value.split(",")):
        raise BadSettings(f"{name} must be set, each key at least {MIN_KEY_LENGTH} characters long.")
    return value


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def _database_url(value: str) -> str:
    """SQLAlchemy's form of the address, always with psycopg 3 on PostgreSQL."""
    scheme, _, rest = value.partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite":
        return value
    raise BadSettings("DATABASE_URL must start with sqlite:// or postgresql://.")


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise BadSettings("TRINN_BASE_URL must be a whole address, such as https://trinn.example.")
    return value.rstrip("/")


def _brreg_url(value: str | None) -> str | None:
    """The one address that organisations are looked up at; plain http only on this machine."""
    if value is None:
        return None
    parts = urlsplit(value)
    if not _is_safe(parts) or parts.query or parts.fragment:
        raise BadSettings("TRINN_BRREG_URL must be an address such as https://data.brreg.no.")
    return value.rstrip("/")


def _sms_url(value: str | None) -> str | None:
    """The one address that text messages are handed in at; plain http only on this machine."""
    if value is not None and (not _is_safe(parts := urlsplit(value)) or parts.fragment):
        raise BadSettings("TRINN_SMS_URL must be an address such as https://USER:PASSWORD@gateway.example/send.")
    return value


def _is_safe(parts: SplitResult) -> bool:
    """Whether nobody on the way reads what is sent to an address."""
    is_secret = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    return is_secret and bool(parts.hostname)


def _roads_url(value: str | None) -> str | None:
    """The map server of one's own that ways are asked of, on this machine or the network it stands in."""
    if not value:
        return None
    kind, _, address = value.rstrip("/").partition("+")
    parts = urlsplit(address)
    is_address = kind in MAP_SERVERS and parts.scheme in {"http", "https"} and not (parts.query or parts.fragment)
    if not is_address or not _is_near(parts.hostname):
        raise BadSettings(
            "TRINN_ROADS_URL must be an address such as osrm+http://127.0.0.1:5000 or valhalla+http://10.0.0.5:8002, "
            "on this machine or its own network."
        )
    return f"{kind}+{address}"


def _is_near(host: str | None) -> bool:
    """Whether a host is this machine, or a numeric address on its own network."""
    if host in LOOPBACK:
        return True
    try:
        found = ip_address(host or "")
    except ValueError:
        return False
    return found.is_loopback or (found.is_private and not found.is_link_local and not found.is_unspecified)


def _day(value: str | None, default: date | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else default
    except ValueError:
        raise BadSettings("TRINN_TODAY must be a date such as 2026-11-21.") from None
