"""How addresses answer who may open them and who may not, the same for every wing."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from flask.testing import FlaskClient

from directory.accounts.permissions import Permission
from tests.builders import post
from tests.walls.conftest import Rows

OPENED = {200, 302, 303, 409}


@dataclass(frozen=True)
class Door:
    """An address with its ids, the same with ids that nothing has, and what it asks for; None is for everybody."""

    method: str
    rule: str
    path: str
    unknown: str
    permission: Permission | None

    @property
    def is_of_somebody(self) -> bool:
        """Whether the address names something that belongs to somebody."""
        return "<" in self.rule


D = TypeVar("D", bound=Door)


def without_ids(html: str) -> str:
    """A page without its token, its own address and the seconds that pass."""
    html = re.sub(r"/relations/\d+/", "/relations/N/", html)
    return re.sub(r'value="[^"]{60,}"|data-ends-in="\d+"', "", html)


def assert_opens(client: FlaskClient, known: Iterable[D], may: Callable[[D], bool]) -> None:
    """Each page opens for whoever may see it, and says that it is forbidden or nowhere to others."""
    for door in known:
        if door.method == "GET":
            status = client.get(door.path, buffered=True).status_code
            assert status in (OPENED if may(door) else refused(door)), (door.path, status)


def assert_changes_nothing(client: FlaskClient, rows: Rows, known: Iterable[D], may: Callable[[D], bool]) -> None:
    """A form that somebody may not send is refused, and nothing is written."""
    before = rows()
    for door in known:
        if door.method == "POST" and not may(door):
            status = post(client, door.path, {"version": "1"}).status_code
            assert status in refused(door), (door.path, status)
    assert rows() == before


def assert_leads_to_sign_in(client: FlaskClient, rows: Rows, known: Iterable[Door]) -> None:
    """Who is not signed in is led to sign-in from each page, and no form is taken."""
    before = rows()
    for door in known:
        if door.method == "GET":
            answer = client.get(door.path)
            assert (answer.status_code, (answer.location or "")[:14]) == (303, "/sign-in?next="), door.path
        else:
            assert post(client, door.path).status_code == 401, door.path
    assert rows() == before


def assert_answers_alike(client: FlaskClient, known: Iterable[D], may: Callable[[D], bool]) -> None:
    """What somebody may not see looks as what is not there."""
    for door in known:
        if door.method == "GET" and door.is_of_somebody and not may(door):
            told = []
            for path in (door.path, door.unknown):
                answer = client.get(path)
                assert answer.status_code == 404, path
                told.append(without_ids(answer.text.replace(path, "")))
            assert told[0] == told[1], door.path


def refused(door: Door) -> set[int]:
    """How an address says no: what belongs to somebody is nowhere, what belongs to nobody is forbidden."""
    return {404 if door.is_of_somebody else 403}
