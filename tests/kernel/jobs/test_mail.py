"""Mail that cannot be bent and is not sent twice."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from hypothesis import given
from hypothesis import strategies as st

from kernel.config import Settings, from_environment
from kernel.jobs import mail
from tests.services import LOOPBACK, free_port


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The demo's settings, which name no server."""
    return from_environment({"TRINN_DEMO": "1", "TRINN_VAR": str(tmp_path)})


class Postbox:
    """Keeps what a real SMTP server receives."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        """Take a message from who has given the password."""
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.recipients.append(envelope.rcpt_tos)
        return "250 OK"


@pytest.fixture
def postbox() -> Postbox:
    """An empty postbox."""
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[str]:
    """A real SMTP server, and the address with its password."""

    def knows(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=given == LoginPassword(b"trinn", b"p@ss:word"))

    port = free_port()
    controller = Controller(postbox, hostname=LOOPBACK, port=port, authenticator=knows, auth_require_tls=False)
    controller.start()
    yield f"smtp://trinn:p%40ss%3Aword@{LOOPBACK}:{port}"
    controller.stop()


def read(settings: Settings, key: str) -> EmailMessage:
    """A mail that was laid in its folder."""
    content = (settings.var / "mail" / f"{key}.eml").read_bytes()
    return email.message_from_bytes(content, policy=email.policy.default)


def test_a_mail_is_one_file_however_often_it_is_sent(settings: Settings) -> None:
    for _ in range(2):
        mail.send(settings, key="17", to="ola@example.com", subject="Møte på trinn 3", text="Hei på deg,\nvelkommen.")
    assert [path.name for path in (settings.var / "mail").iterdir()] == ["17.eml"]
    message = read(settings, "17")
    assert (message["To"], message["Subject"]) == ("ola@example.com", "Møte på trinn 3")
    assert message["Message-ID"] == "<trinn-17@127.0.0.1>"
    assert message.get_content() == "Hei på deg,\nvelkommen.\n"
    assert message.get_content_charset() == "utf-8"


def test_a_mail_goes_through_the_named_server(settings: Settings, server: str, postbox: Postbox) -> None:
    for _ in range(2):
        mail.send(replace(settings, smtp_url=server), key="18", to="kari@example.com", subject="Ærlig", text="Å ja.")
    assert postbox.recipients == [["kari@example.com"]] * 2
    assert {message["Message-ID"] for message in postbox.messages} == {"<trinn-18@127.0.0.1>"}
    assert postbox.messages[0]["Subject"] == "Ærlig"
    assert postbox.messages[0].get_content() == "Å ja.\r\n"
    assert not (settings.var / "mail").exists()


def test_a_server_that_is_away_is_an_error_for_the_worker(settings: Settings) -> None:
    away = replace(settings, smtp_url=f"smtp://{LOOPBACK}:{free_port()}")
    with pytest.raises(ConnectionRefusedError):
        mail.send(away, key="19", to="kari@example.com", subject="Hei", text="Hei")


@given(subject=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_subject_never_becomes_another_header(subject: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "subjects"
    settings = from_environment({"TRINN_DEMO": "1", "TRINN_VAR": str(folder)})
    mail.send(settings, key="1", to="ola@example.com", subject=f"{subject}\r\nBcc: eve@example.com", text="Hei")
    message = read(settings, "1")
    assert message["Bcc"] is None
    assert message.get_content() == "Hei\n"
    assert sorted(message.keys()) == sorted(
        ["Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted", "Content-Type",
         "Content-Transfer-Encoding", "MIME-Version"]
    )  # fmt: skip


@pytest.mark.parametrize(
    "to", ["ola@example.com\r\nBcc: eve@example.com", "ola@example.com, eve@example.com", "Ola <ola@example.com>", ""]
)
def test_a_mail_goes_to_one_plain_address(settings: Settings, to: str) -> None:
    with pytest.raises((ValueError, email.errors.HeaderParseError)):
        mail.send(settings, key="20", to=to, subject="Hei", text="Hei")
    assert not (settings.var / "mail").exists()


def test_a_key_is_no_path(settings: Settings) -> None:
    with pytest.raises(ValueError, match="key"):
        mail.send(settings, key="../20", to="ola@example.com", subject="Hei", text="Hei")
