"""Mail as text: sent by SMTP, or laid in var/mail where no server is named."""

import os
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from kernel import clock
from kernel.config import Settings

TIMEOUT = 20


def send(settings: Settings, *, key: str, to: str, subject: str, text: str) -> None:
    """Send a mail once for each key: a second time it has the same Message-ID, and the same name as a file."""
    if not key.replace("-", "").isalnum():
        raise ValueError("The key of a mail is letters, digits and hyphens.")
    if "@" not in to:
        raise ValueError("A mail goes to an address.")
    message = EmailMessage()
    message["Message-ID"] = f"<trinn-{key}@{urlsplit(settings.base_url).hostname}>"
    message["Date"] = format_datetime(clock.real())
    message["From"] = settings.mail_from
    message["To"] = str(Address(addr_spec=to))
    message["Subject"] = _one_line(subject)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, charset="utf-8")
    if settings.smtp_url:
        _deliver(message, urlsplit(settings.smtp_url))
    else:
        lay(message.as_bytes(), settings.var / "mail" / f"{key}.eml")


def _one_line(text: str) -> str:
    """A header in one line: what breaks or hides a line becomes a space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _deliver(message: EmailMessage, url: SplitResult) -> None:
    """Hand a mail to the server of `smtp://`, `smtp://…?starttls=1` or `smtps://`."""
    host, context = url.hostname or "localhost", ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT, context=context)
        if url.scheme == "smtps"
        else smtplib.SMTP(host, url.port or 25, timeout=TIMEOUT)
    ) as server:
        if "starttls" in parse_qs(url.query, keep_blank_values=True):
            server.starttls(context=context)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


def lay(content: bytes, path: Path) -> None:
    """Write what is not sent as a whole file or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
