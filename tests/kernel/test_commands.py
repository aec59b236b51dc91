"""`trinn serve` and `trinn check`, as real processes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from app import cli
from kernel.config import ROOT
from tests.services import LOOPBACK, free_port

TRINN = [sys.executable, "-c", "from app import cli; cli()"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of an installation of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRINN_")}
    kept.pop("DATABASE_URL", None)
    kept.pop("REDIS_URL", None)
    keys = {"TRINN_SECRET_KEY": "s" * 40, "TRINN_DATA_KEY": "d" * 40}
    return {**kept, **keys, "TRINN_VAR": str(tmp_path), "PYTHONPATH": str(ROOT)}


def _trinn(environment: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TRINN, *words], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310  our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_serving_answers_and_ends_cleanly_when_told(environment: dict[str, str], end: signal.Signals) -> None:
    port = free_port()
    served = subprocess.Popen(
        [*TRINN, "serve", "--port", str(port)],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 30
        while not _answers(f"http://{LOOPBACK}:{port}/health/live"):
            assert served.poll() is None, served.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        served.send_signal(end)
        told, complaints = served.communicate(timeout=30)
    finally:
        served.kill()
        served.communicate()
    assert served.returncode == 0
    assert "Traceback" not in complaints
    assert f"http://{LOOPBACK}:{port}" in told


def test_a_port_in_use_is_told_in_one_sentence(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        refused = _trinn(environment, "serve", "--port", str(taken.getsockname()[1]))
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)


def test_check_says_what_is_wrong_until_it_is_put_right(environment: dict[str, str]) -> None:
    bare = _trinn(environment, "check")
    assert bare.returncode == 1
    assert "run `trinn db upgrade`" in bare.stdout
    _trinn(environment, "db", "upgrade")
    upgraded = _trinn(environment, "check")
    assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr
    environment["REDIS_URL"] = f"redis://{LOOPBACK}:{free_port()}"
    environment["TRINN_SMTP_URL"] = f"smtp://{LOOPBACK}:{free_port()}"
    environment["TRINN_BASE_URL"] = "http://trinn.example"
    troubled = _trinn(environment, "check")
    assert troubled.returncode == 1
    for words in ("look at REDIS_URL", "look at TRINN_SMTP_URL", "TRINN_BASE_URL is not https"):
        assert words in troubled.stdout


def test_a_missing_setting_is_told_in_one_sentence(environment: dict[str, str]) -> None:
    del environment["TRINN_SECRET_KEY"]
    refused = _trinn(environment, "check")
    assert refused.returncode == 2
    assert refused.stderr == "TRINN_SECRET_KEY must be set, each key at least 32 characters long.\n"


@pytest.mark.parametrize("command", ["serve", "check", "worker", "register", "user", "audit", "db"])
def test_each_command_has_help(environment: dict[str, str], command: str) -> None:
    assert CliRunner(env=environment).invoke(cli, [command, "--help"]).exit_code == 0
