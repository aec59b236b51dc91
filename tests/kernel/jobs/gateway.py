"""A gateway for text messages, as real as one on the loopback address can be, that keeps what it is handed."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.services import LOOPBACK


@dataclass
class Handed:
    """One message as it came."""

    key: str
    authorization: str | None
    body: dict[str, str]


@dataclass
class Gateway:
    """What came, and how to answer: with a status, after a while, or one byte at a time."""

    address: str = ""
    status: int = 202
    wait: float = 0
    trickles: bool = False
    location: str = ""
    came: list[Handed] = field(default_factory=list)

    @property
    def messages(self) -> dict[str, dict[str, str]]:
        """What people get: each message once, by its key."""
        return {each.key: each.body for each in self.came}


@contextmanager
def gateway() -> Iterator[Gateway]:
    """A gateway while it is needed."""
    made = Gateway()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            made.came.append(
                Handed(self.headers["Idempotency-Key"], self.headers["Authorization"], json.loads(content))
            )
            time.sleep(made.wait)
            if made.trickles:
                self.trickle()
            self.send_response(made.status)
            if made.location:
                self.send_header("Location", made.location)
            self.end_headers()

        def trickle(self) -> None:
            for sign in b"HTTP/1.0 202 " + b"x" * 50:
                self.wfile.write(bytes([sign]))
                time.sleep(0.1)

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_words: Any) -> None:
            """Who hangs up is no fault of ours."""

    server = Server((LOOPBACK, 0), Taking)
    made.address = f"http://{LOOPBACK}:{server.server_address[1]}/send?from=trinn"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
