"""The last ten seconds of a call: whoever gets a receipt is in, once; whoever is late is told the time."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from statistics import median
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from directory.accounts.models import UserSession
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from grants.applications.models import Application, ApplicationStatus
from grants.calls.models import Call
from kernel import clock
from kernel.jobs.outbox import JobStatus, OutboxJob
from tests.builders import a_municipality, a_person, a_relation, an_organisation, the_staircase
from tests.grants.builders import ANSWERS, a_call, an_application
from tests.grants.rush import Answer, Browser, served, signed_in
from tests.pages import read
from tests.services import free_port

pytestmark = pytest.mark.faults

EVENLY, AT_THE_END, DOUBLE_CLICKS, LATE = 140, 60, 20, 20
IN_TIME = EVENLY + AT_THE_END
AT_ONCE = 120
SECOND = timedelta(seconds=1)
FIRST, LAST, TOO_LATE = -9 * SECOND, 0.6 * SECOND, 1.05 * SECOND  # from the deadline, whose own second is the tenth
TOLD_TIME = re.compile(r"(?:kl\.|at) (\d\d)[.:](\d\d)[.:](\d\d)")
RECEIPTS = ("grants.mail_receipt", "grants.mail_receipt_to_contact")
GIVEN_UP_AFTER = 30
MAIL_SECONDS = 120


@dataclass(frozen=True)
class Sender:
    """Somebody with an application that is ready, and the last step as it was filled in."""

    application_id: int
    reference: str
    email: str
    browser: Browser
    filled: dict[str, str]

    @property
    def home(self) -> str:
        """Where the application is."""
        return f"/grants/applications/{self.reference}/"


@dataclass(frozen=True)
class Attempt:
    """One press of the button, and what came of it."""

    sender: Sender
    answer: Answer
    receipt: Answer | None


def ready(app: Flask, session: Session, port: int) -> list[Sender]:
    """Applications that are ready, each with somebody who has signed in."""
    the_staircase(session)
    call, volda = a_call(session), a_municipality(session)
    written = []
    for number in range(IN_TIME + LATE):
        friends = an_organisation(session, f"Følgjevenene {number}")
        leader = a_person(session, Role.ORGANISATION_LEADER, friends, name=f"Oddny {number}")
        a_relation(session, volda, friends, actor=leader)
        application = an_application(session, call, friends, actor=leader, partners=[volda], now=clock.now())
        written.append((application, leader))
    session.commit()
    return [
        Sender(application.id, application.reference, leader.email, signed_in(app, session, leader, port), {})
        for application, leader in written
    ]


def come_to_the_last_step(sender: Sender) -> None:
    """Open the check and fill in its form."""
    form = sender.browser.form(f"{sender.home}check/", "signed_as")
    sender.filled.update(form.values, signed_as="chair", confirmed="y")


def deadline_soon(session: Session) -> datetime:
    """Let the call close a little after now, and every session be one that has long been in use."""
    soon = (clock.now() - FIRST + 2 * SECOND).replace(microsecond=0)
    session.execute(update(Call).values(closes_at=soon))
    session.execute(update(UserSession).values(last_seen_at=clock.real() - timedelta(minutes=5)))
    session.commit()
    return soon


def presses(senders: Sequence[Sender], deadline: datetime) -> list[tuple[datetime, Sender]]:
    """Who presses the button when: evenly, then many in the very last second, some twice at once, and the late ones."""
    moments = [
        *spread(FIRST, 0 * SECOND, EVENLY),
        *spread(0 * SECOND, LAST, AT_THE_END),
        *spread(TOO_LATE, TOO_LATE + SECOND, LATE),
    ]
    once = [(deadline + moment, sender) for moment, sender in zip(moments, senders, strict=True)]
    twice = once[: IN_TIME : IN_TIME // DOUBLE_CLICKS]
    return sorted([*once, *twice], key=lambda press: press[0])


def spread(first: timedelta, last: timedelta, count: int) -> list[timedelta]:
    """Moments at even distances, the last one left out."""
    return [first + (last - first) / count * place for place in range(count)]


def pressed(press: tuple[datetime, Sender]) -> Attempt:
    """Press the button when the moment comes, and follow to the receipt as a browser does."""
    at, sender = press
    time.sleep(max(0, (at - clock.now()).total_seconds()))
    answer = sender.browser.post(f"{sender.home}submit", sender.filled)
    is_sent = (answer.status, answer.location) == (303, f"{sender.home}receipt/")
    return Attempt(sender, answer, sender.browser.get(answer.location) if is_sent else None)


@contextmanager
def looking_on(port: int) -> Iterator[list[Answer]]:
    """Somebody who reads the call again and again meanwhile."""
    seen: list[Answer] = []
    over = Event()

    def look() -> None:
        while not over.wait(0.25):
            seen.append(Browser(port).get("/grants/calls/T1/"))

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look)
        try:
            yield seen
        finally:
            over.set()
            looking.result()


def wait_for_mail(session: Session) -> None:
    """Wait until the worker has done what was promised, but not for ever."""
    waiting = select(func.count()).where(OutboxJob.name.in_(RECEIPTS), OutboxJob.status != JobStatus.DONE)
    until = time.monotonic() + MAIL_SECONDS
    while left := session.scalar(waiting):
        assert time.monotonic() < until, f"{left} receipts have not been mailed."
        session.rollback()
        time.sleep(0.2)


def test_who_gets_a_receipt_in_the_last_ten_seconds_is_in_once_and_who_is_late_is_told_the_time(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    port, log = free_port(), tmp_path / "served.log"
    senders = ready(app, session, port)
    with served(app.extensions["trinn"], port, log), ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(come_to_the_last_step, senders))
        deadline = deadline_soon(session)
        with looking_on(port) as seen:
            attempts = list(pool.map(pressed, presses(senders, deadline)))
        wait_for_mail(session)
    tell(attempts, seen, deadline)
    assert_all_are_answered(attempts, seen)
    assert "Traceback" not in log.read_text()
    received = [each for each in attempts if each.receipt]
    assert received == [each for each in attempts if each.answer.asked_at < deadline + SECOND]
    assert len(received) > IN_TIME // 2  # a busy machine may itself be late with some
    assert_late_ones_are_told([each for each in attempts if not each.receipt], deadline)
    assert_receipts_are_kept(session, {each.sender.application_id: each for each in received}, deadline)
    assert_mail_is_laid_once(tmp_path / "mail", received)


def tell(attempts: Sequence[Attempt], seen: Sequence[Answer], deadline: datetime) -> None:
    """Say how long people waited; shown with -s."""
    for name, answers in {
        "sent": [each.answer for each in attempts],
        "receipts": [each.receipt for each in attempts if each.receipt],
        "beside": seen,
    }.items():
        waits = [each.seconds for each in answers]
        worst = max(answers, key=lambda each: each.seconds)
        print(  # noqa: T201  the figures are what one runs it with -s for
            f"\n{name}: {len(waits)} answers, median {median(waits):.3f} s, slowest {max(waits):.3f} s, "
            f"asked {(worst.asked_at - deadline).total_seconds():+.2f} s from the deadline; "
            f"{dict(Counter(each.status for each in answers))}"
        )


def assert_all_are_answered(attempts: Sequence[Attempt], seen: Sequence[Answer]) -> None:
    """Nobody is turned away by the load, and nobody waits so long as to give up."""
    receipts = [each.receipt for each in attempts if each.receipt]
    assert {each.status for each in [*receipts, *seen]} == {200}
    assert {each.answer.status for each in attempts} == {303, 422}
    assert max(each.seconds for each in [*receipts, *seen, *(each.answer for each in attempts)]) < GIVEN_UP_AFTER


def assert_late_ones_are_told(refused: Sequence[Attempt], deadline: datetime) -> None:
    """Whoever was too late reads when the call closed and what the time was."""
    assert len(refused) >= LATE
    closed = clock_of(deadline)
    for each in refused:
        assert each.answer.asked_at >= deadline + SECOND
        assert each.answer.status == 422
        times = {"".join(found) for found in TOLD_TIME.findall(read(each.answer.text).text)}
        assert closed in times
        assert any(closed < other for other in times)


def clock_of(at: datetime) -> str:
    """The time of day in Oslo: 130000."""
    return f"{at.astimezone(clock.OSLO):%H%M%S}"


def assert_receipts_are_kept(session: Session, received: dict[int, Attempt], deadline: datetime) -> None:
    """Every receipt is in the database, once, in time, and nothing else is."""
    session.expire_all()
    found = {each.id: each for each in session.scalars(select(Application))}
    sent = {key: each for key, each in found.items() if each.status is ApplicationStatus.SUBMITTED}
    assert sent.keys() == received.keys()
    assert {each.status for key, each in found.items() if key not in sent} == {ApplicationStatus.DRAFT}
    for each in sent.values():
        assert each.submitted_at is not None
        assert each.submitted_at.replace(microsecond=0) <= deadline
    lines = select(AuditLine.subject_id).where(AuditLine.verb == "submitted", AuditLine.subject == "application")
    assert Counter(session.scalars(lines)) == Counter(received.keys())
    for name in RECEIPTS:
        jobs = session.scalars(select(OutboxJob).where(OutboxJob.name == name))
        assert Counter(each.args["application_id"] for each in jobs) == Counter(received.keys())


def assert_mail_is_laid_once(folder: Path, received: Sequence[Attempt]) -> None:
    """Sender and contact person have each got one mail with the reference."""
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.iterdir()]
    contact = ANSWERS["4"]["contact_email"]
    told = Counter((str(mail["To"]), str(mail["Subject"]).rpartition(" ")[2]) for mail in mails)
    senders = {each.sender.reference: each.sender.email for each in received}
    expected = {(email, reference) for reference, email in senders.items()} | {(contact, each) for each in senders}
    assert told == Counter(expected)
