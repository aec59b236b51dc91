"""Text messages through a real gateway, and through one that is down, slow or unwell."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kernel import checks, clock, keys
from kernel.config import BadSettings, Settings, from_environment
from kernel.db import transaction
from kernel.jobs import outbox, sms
from kernel.jobs.outbox import JobStatus, OutboxJob
from kernel.jobs.pace import EXTENSION
from kernel.jobs.worker import run_due
from kernel.registry import registry
from tests.conftest import settings_for
from tests.kernel.jobs.conftest import QUICK
from tests.kernel.jobs.gateway import Gateway
from tests.kernel.jobs.gateway import gateway as a_gateway
from tests.services import LOOPBACK, free_port

KEYS = {"TRINN_SECRET_KEY": "s" * 32, "TRINN_DATA_KEY": "d" * 32}
TEXT = "Tysdagsturen tysdag 1. desember kl. 10.30 er avtalt."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that name no gateway."""
    made = settings_for("sqlite://", tmp_path)
    keys.init(made)
    return made


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """A gateway that takes everything."""
    with a_gateway() as made:
        yield made


def send(settings: Settings, gateway: Gateway, key: str = "17") -> None:
    """Send one message through a gateway."""
    sms.send(replace(settings, sms_url=gateway.address), key=key, to="+4790000001", text=TEXT)


def test_a_message_is_handed_in_with_its_key(settings: Settings, gateway: Gateway) -> None:
    for _again in range(2):
        send(settings, gateway)
    assert [each.key for each in gateway.came] == ["17", "17"]
    assert gateway.messages == {"17": {"key": "17", "to": "+4790000001", "text": TEXT}}
    assert not (settings.var / "messages").exists()


def test_a_gateway_with_a_password_is_given_it(settings: Settings, gateway: Gateway) -> None:
    address = gateway.address.replace("http://", "http://trinn:p%40ss@")
    sms.send(replace(settings, sms_url=address), key="18", to="90000001", text=TEXT)
    assert gateway.came[0].authorization == "Basic dHJpbm46cEBzcw=="


def test_without_a_gateway_it_is_one_file_that_holds_no_number(settings: Settings) -> None:
    for _again in range(2):
        sms.send(settings, key="19", to="90000001", text=TEXT)
    (path,) = (settings.var / "messages").iterdir()
    assert "90000001" not in path.read_text(encoding="utf-8")
    laid = json.loads(path.read_text(encoding="utf-8"))
    assert (path.name, laid["text"], keys.unseal(laid["to"])) == ("19.json", TEXT, "90000001")


@pytest.mark.parametrize("status", [500, 503, 404, 302, 199])
def test_what_is_not_taken_is_a_fault_for_the_worker(settings: Settings, gateway: Gateway, status: int) -> None:
    gateway.status, gateway.location = status, f"{gateway.address}-elsewhere"
    with pytest.raises(sms.NotTaken):
        send(settings, gateway)
    assert len(gateway.came) == 1, "it goes to no other address"


def test_a_gateway_that_is_down_is_a_fault_for_the_worker(settings: Settings) -> None:
    with pytest.raises(sms.NotTaken):
        send(settings, Gateway(address=f"http://{LOOPBACK}:{free_port()}/"))


@pytest.mark.parametrize("trickles", [True, False])
def test_a_slow_gateway_is_left_in_time(
    settings: Settings, gateway: Gateway, monkeypatch: pytest.MonkeyPatch, trickles: bool
) -> None:
    monkeypatch.setattr(sms, "TIMEOUT", 0.4)
    gateway.wait, gateway.trickles = (0, True) if trickles else (6, False)
    began = time.monotonic()
    with pytest.raises(sms.NotTaken):
        send(settings, gateway)
    assert time.monotonic() - began < 5  # either would take six


@pytest.mark.parametrize(("key", "to"), [("../1", "90000001"), ("1", "9000 0001"), ("1", ""), ("1", "x@example.no")])
def test_a_key_is_no_path_and_a_number_is_a_number(settings: Settings, key: str, to: str) -> None:
    with pytest.raises(ValueError, match="text message"):
        sms.send(settings, key=key, to=to, text=TEXT)


def test_the_worker_tries_again_with_the_same_key(
    app: Flask, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unwell once, then taken, but killed before it was marked: the gateway sees one key."""
    settings = replace(app.extensions["trinn"], sms_url=gateway.address)
    monkeypatch.setattr(registry, "jobs", dict(registry.jobs))
    monkeypatch.setattr(registry, "outside", set(registry.outside))
    slow = replace(QUICK, backoff=timedelta(minutes=1))  # each attempt is made when the test lets it
    monkeypatch.setitem(app.extensions, EXTENSION, slow)
    dying = [True]

    def text(_session: Session, *, key: str, **_more: object) -> None:
        sms.send(settings, key=key, to="90000001", text=TEXT)
        if dying.pop() if dying else False:
            raise SystemExit

    registry.jobs["test.text"] = text
    registry.outside.add("test.text")
    gateway.status = 500
    with app.app_context(), transaction() as writing:
        outbox.promise(writing, "test.text", at=clock.now())
    for _attempt in range(3):
        assert run_due(app) == 1
        gateway.status = 202
        with app.app_context(), transaction() as writing:
            writing.execute(update(OutboxJob).where(OutboxJob.done_at.is_(None)).values(run_at=clock.real()))
    with app.app_context(), transaction() as writing:
        assert writing.scalars(select(OutboxJob.status)).all() == [JobStatus.DONE]
    assert len(gateway.came) == 3
    assert len(gateway.messages) == 1


def test_the_demo_sends_nothing(tmp_path: Path) -> None:
    given = {"TRINN_DEMO": "1", "TRINN_VAR": str(tmp_path), "TRINN_SMS_URL": "https://gateway.example/"}
    assert from_environment(given).sms_url is None


@pytest.mark.parametrize(
    "value", ["gateway.example", "http://gateway.example/", "ftp://127.0.0.1", "https://", "https://a.no/#b"]
)
def test_a_gateway_that_is_not_safe_is_refused(value: str) -> None:
    with pytest.raises(BadSettings, match="TRINN_SMS_URL"):
        from_environment({**KEYS, "TRINN_SMS_URL": value})


def test_the_check_says_whether_the_gateway_answers(settings: Settings, gateway: Gateway) -> None:
    down = f"http://{LOOPBACK}:{free_port()}/"
    assert checks.text_messages(settings) is None
    assert checks.text_messages(replace(settings, sms_url=gateway.address)) is None
    assert "look at TRINN_SMS_URL" in str(checks.text_messages(replace(settings, sms_url=down)))
    assert gateway.came == [], "nothing is sent"
