"""Text messages: handed to a gateway as JSON by HTTP, or laid in var/messages where no gateway is named."""

import base64
import json
import socket
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, unquote, urlsplit

from kernel import keys
from kernel.config import Settings
from kernel.jobs.mail import lay

TIMEOUT = 10
PORTS = {"https": 443, "http": 80}
TAKEN = range(200, 300)


class NotTaken(Exception):
    """The gateway did not take a message, or did not say so in time."""


def send(settings: Settings, *, key: str, to: str, text: str) -> None:
    """Send a text message once for each key, by which the gateway knows one that comes again; raises NotTaken."""
    if not key.replace("-", "").isalnum():
        raise ValueError("The key of a text message is letters, digits and hyphens.")
    if not to.removeprefix("+").isdigit():
        raise ValueError("A text message goes to a telephone number.")
    if settings.sms_url:
        _hand_in(urlsplit(settings.sms_url), key, {"key": key, "to": to, "text": text})
    else:  # a file outlives the message, so no number can be read in it
        lay(_json({"key": key, "to": keys.seal(to), "text": text}), settings.var / "messages" / f"{key}.json")


def _hand_in(url: SplitResult, key: str, message: dict[str, str]) -> None:
    """Post a message to the address in the settings, and to no other that it may name."""
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key, "Connection": "close"}
    if url.username:
        known = f"{unquote(url.username)}:{unquote(url.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(known.encode()).decode()}"
    kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
    line = kind(url.hostname or "", url.port or PORTS[url.scheme], timeout=TIMEOUT)
    over = threading.Timer(TIMEOUT, _hang_up, [line])  # an answer that trickles is no answer either
    over.start()
    try:
        line.request("POST", f"{url.path or '/'}{'?' if url.query else ''}{url.query}", _json(message), headers)
        status = line.getresponse().status
    except (OSError, HTTPException) as fault:
        raise NotTaken(type(fault).__name__) from fault
    finally:
        over.cancel()
        line.close()
    if status not in TAKEN:
        raise NotTaken(f"status {status}")


def _hang_up(line: HTTPConnection) -> None:
    with suppress(OSError):
        if line.sock is not None:
            line.sock.shutdown(socket.SHUT_RDWR)


def _json(message: dict[str, str]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()
