"""Whether the installation is well: each check gives None, or one sentence that says what is wrong and the remedy."""

import os
import smtplib
import socket
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from redis import Redis, RedisError
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from kernel import clock
from kernel.config import ROOT, Settings
from kernel.db import session
from kernel.jobs import sms
from kernel.jobs.outbox import JobStatus, OutboxJob

LATE = timedelta(minutes=15)
TIMEOUT = 5


def settings(given: Settings) -> str | None:
    """The settings that are allowed but unwise."""
    host = urlsplit(given.base_url).hostname
    if not given.is_https and host not in {"127.0.0.1", "localhost"}:
        return "TRINN_BASE_URL is not https, so passwords travel in the open; serve it by https."
    return None


def database(_given: Settings) -> str | None:
    """The database."""
    try:
        session().execute(text("SELECT 1"))
    except SQLAlchemyError as fault:
        return f"does not answer ({type(fault).__name__}); look at DATABASE_URL and whether the server runs."
    return None


def migrations(_given: Settings) -> str | None:
    """The tables."""
    wanted = set(ScriptDirectory(str(ROOT / "migrations")).get_heads())
    try:
        found = set(MigrationContext.configure(session().connection()).get_current_heads())
    except SQLAlchemyError:
        return "cannot be read while the database does not answer."
    if found != wanted:
        return f"are at {_named(found)} and should be at {_named(wanted)}; run `trinn db upgrade`."
    return None


def queue(given: Settings) -> str | None:
    """The queue of jobs."""
    if given.redis_url and (trouble := _redis(given.redis_url)):
        return trouble
    late = select(func.count()).where(OutboxJob.status == JobStatus.WAITING, OutboxJob.run_at < clock.real() - LATE)
    failed = select(func.count()).where(OutboxJob.status == JobStatus.FAILED)
    try:
        late_count, failed_count = session().scalar(late), session().scalar(failed)
    except SQLAlchemyError:
        return "cannot be read; put the database and its tables right first."
    if late_count:
        return f"{late_count} jobs are late; start `trinn serve` or, with Redis, `trinn worker`."
    if failed_count:
        return f"{failed_count} jobs have failed; their faults stand in the table outbox_job."
    return None


def _redis(url: str) -> str | None:
    try:
        with Redis.from_url(url, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT) as connection:
            connection.ping()
    except (RedisError, ValueError) as fault:
        return f"Redis does not answer ({type(fault).__name__}); look at REDIS_URL and whether the server runs."
    return None


def mail(given: Settings) -> str | None:
    """The way out for mail."""
    if given.smtp_url is None:
        return _writable(given, "mail")
    url = urlsplit(given.smtp_url)
    kind, port = (smtplib.SMTP_SSL, 465) if url.scheme == "smtps" else (smtplib.SMTP, 25)
    try:
        with kind(url.hostname or "localhost", url.port or port, timeout=TIMEOUT) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as fault:
        return f"the server does not answer ({type(fault).__name__}); look at TRINN_SMTP_URL."
    return None


def text_messages(given: Settings) -> str | None:
    """The way out for text messages; nothing is sent."""
    if given.sms_url is None:
        return _writable(given, "messages")
    url = urlsplit(given.sms_url)
    try:
        socket.create_connection((url.hostname, url.port or sms.PORTS[url.scheme]), timeout=TIMEOUT).close()
    except OSError as fault:
        return f"the gateway does not answer ({type(fault).__name__}); look at TRINN_SMS_URL."
    return None


def files(given: Settings) -> str | None:
    """The place for files."""
    return _writable(given, "files")


def _writable(given: Settings, name: str) -> str | None:
    folder = given.var / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_writable = os.access(folder, os.W_OK)
    except OSError:
        is_writable = False
    return None if is_writable else f"{folder} cannot be written to; give the user that runs Trinn the right to."


def _named(heads: set[str]) -> str:
    return ", ".join(sorted(heads)) or "nothing"


CHECKS: dict[str, Callable[[Settings], str | None]] = {
    "Settings": settings,
    "Database": database,
    "Tables": migrations,
    "Queue": queue,
    "Mail": mail,
    "Text messages": text_messages,
    "Files": files,
}
