"""A stand-in for the registers at Brønnøysund: a real server on this machine that answers what a test says."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask

from directory.organisations import brreg

SAMPLES = Path(__file__).parent / "brreg"
UNIT = "/enhetsregisteret/api/enheter/310000027"
VOLUNTARY = "/frivillighetsregisteret/api/frivillige-organisasjoner/310000027"
FLOODS = {"drips": b" ", "endless": b" " * 100_000}
JSON = {"Content-Type": "application/json"}


@dataclass
class Reply:
    """What the stand-in answers at a path, and how."""

    content: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: dict(JSON))
    manner: str = "at once"


@dataclass
class StandIn:
    """The registers as a test wants them, and what was asked of them."""

    url: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def says(self, path: str, content: str | bytes, **more: object) -> None:
        """Answer a path so from now on."""
        self.replies[path] = Reply(content.encode() if isinstance(content, str) else content, **more)  # type: ignore[arg-type]


def sample(name: str) -> bytes:
    """One of the registers' own answers."""
    return (SAMPLES / f"{name}.json").read_bytes()


class Door(BaseHTTPRequestHandler):
    """The server's side of a connection, which answers as the test has said."""

    stand_in: StandIn

    def do_GET(self) -> None:
        """Answer, in the manner that was wished for."""
        self.stand_in.asked.append(self.path)
        reply = self.stand_in.replies.get(self.path, Reply(status=404))
        if reply.manner == "hangs":
            self.stand_in.over.wait(20)
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # the client has had enough, which is what the test is about
            self.wfile.write(reply.content)
            while reply.manner in FLOODS and not self.stand_in.over.is_set():
                self.wfile.write(FLOODS[reply.manner])
                time.sleep(0.01)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def stand_in(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """The registers with their samples, and Trinn set up to ask them."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    made = StandIn()
    made.says(UNIT, sample("enhet_forening_sample"))
    made.says(VOLUNTARY, sample("frivillig_organisasjon_sample"))
    made.says("/enhetsregisteret/api/enheter/821227062", sample("enhet_slettet_sample"))
    with ThreadingHTTPServer(("127.0.0.1", 0), type("OurDoor", (Door,), {"stand_in": made})) as server:
        made.url = f"http://127.0.0.1:{server.server_port}"
        before = app.extensions["trinn"]
        app.extensions["trinn"] = replace(before, brreg_url=made.url)
        running = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        running.start()
        brreg.forget()
        yield made
        made.over.set()
        server.shutdown()
        running.join()
    brreg.forget()
    app.extensions["trinn"] = before
