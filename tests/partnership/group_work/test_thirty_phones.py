"""Thirty phones at once against a served Trinn: whatever is told to have come is there, and is there once."""

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from partnership.group_work import queries
from partnership.group_work.models import GroupAnswer, GroupQuestion, GroupWork, GroupWorkStatus
from tests.conftest import TODAY
from tests.grants.rush import Answer, Browser, served, signed_in
from tests.pages import Form, read
from tests.partnership.group_work.builders import QUESTIONS, Room, a_room
from tests.services import free_port

pytestmark = pytest.mark.faults

PHONES, EACH = 30, 4
PATIENCE = 30


@dataclass
class Phone:
    """Somebody's phone in the meeting, and what it was told to have come."""

    number: int
    browser: Browser
    home: str

    def join(self) -> list[int]:
        """Open the page, and press the button twice."""
        (own,) = (each for each in read(self.browser.get(self.home).text).forms if each.action == self.home)
        return [self.browser.post(self.home, own.values).status for _time in range(2)]

    def forms(self) -> list[Form]:
        """A form for each question."""
        return [each for each in read(self.browser.get(self.home).text).forms if "/questions/" in each.action]

    def say(self) -> list[str]:
        """Answer every question several times, each answer sent twice at once; what was told to have come."""
        told = []
        for place, form in enumerate(self.forms(), 1):
            name = next(name for name in form.values if name.endswith("text"))
            for count in range(EACH):
                text = f"Telefon {self.number}, spørsmål {place}, svar {count}"
                values = form.values | {name: text, name.replace("text", "key"): f"{self.number}-{place}-{count}"}
                with ThreadPoolExecutor(2) as pool:
                    sent = list(pool.map(lambda _time: self.browser.post(form.action, values), range(2)))  # noqa: B023  used up here
                assert {each.status for each in sent} == {303}, [each.text for each in sent]
                assert json.loads(self.browser.get(f"{self.home}state").text)["shown"] == "running"
                told.append(text)
        return told


def opened(session: Session, room: Room, browser: Browser) -> GroupWork:
    """The group work as it is when the centre has opened it from its page."""
    press(browser, room.base, "open")
    session.rollback()
    session.expire_all()
    work = session.scalars(select(GroupWork)).one()
    assert work.status is GroupWorkStatus.OPEN
    return work


def press(browser: Browser, page: str, verb: str) -> Answer:
    """Press one of the centre's buttons."""
    shown = browser.get(page)
    form = next((each for each in read(shown.text).forms if each.action.endswith(verb)), None)
    assert form, (shown.status, read(shown.text).text)
    answer = browser.post(form.action, form.values)
    assert answer.status == 303
    return answer


@contextmanager
def looking_on(browser: Browser, address: str) -> Iterator[list[Answer]]:
    """The centre's screen, which looks again and again meanwhile."""
    seen: list[Answer] = []
    over = Event()

    def look() -> None:
        while not over.wait(0.25):
            seen.append(browser.get(address))

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look)
        try:
            yield seen
        finally:
            over.set()
            looking.result()


def test_thirty_phones_at_once_lose_no_answer_and_double_none(app: Flask, session: Session, tmp_path: Path) -> None:
    clock.set_today(TODAY)
    room, port, log = a_room(session), free_port(), tmp_path / "served.log"
    session.commit()
    centre = signed_in(app, session, room.centre.caseworker, port)
    with served(app.extensions["trinn"], port, log), ThreadPoolExecutor(PHONES) as pool:
        home = f"/join/{opened(session, room, centre).code}/"
        phones = [Phone(number, Browser(port), home) for number in range(PHONES)]
        assert set(chain.from_iterable(pool.map(Phone.join, phones))) == {303}
        press(centre, room.base, "start")
        with looking_on(centre, f"{room.base}state") as seen:
            told = list(chain.from_iterable(pool.map(Phone.say, phones)))
        press(centre, room.base, "close")
        over = [json.loads(phone.browser.get(f"{home}state").text) for phone in phones]
    assert "Traceback" not in log.read_text()
    assert {each.status for each in seen} == {200}
    assert max(each.seconds for each in seen) < PATIENCE
    assert_all_are_there_once(session, told)
    assert_groups_are_equal(session, room)
    assert {each["shown"] for each in over} == {"over"}


def assert_all_are_there_once(session: Session, told: list[str]) -> None:
    """What was told to have come is there, once, under its question, and nothing else is."""
    session.rollback()
    kept = session.execute(select(GroupAnswer.text, GroupQuestion.place).join(GroupAnswer.question)).all()
    assert len(told) == PHONES * EACH * len(QUESTIONS)
    assert Counter(text for text, _place in kept) == Counter(told)
    assert all(f"spørsmål {place}," in text for text, place in kept)


def assert_groups_are_equal(session: Session, room: Room) -> None:
    """All are in a group of five, and each group has what its phones have sent."""
    crowd = queries.crowd_of(session, room.work)
    assert (crowd.joined, set(crowd.sizes.values())) == (PHONES, {5})
    groups = Counter(session.scalars(select(GroupAnswer.group_number)))
    assert set(groups.values()) == {5 * EACH * len(QUESTIONS)}
