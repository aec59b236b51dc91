"""Two who say yes at the same moment: one of them goes, and the other is thanked."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy.orm import Session

from tests.builders import post
from tests.volunteers.asking.conftest import Asking
from volunteers.asking.models import AskStatus


def test_of_two_at_the_same_moment_one_goes(app: Flask, session: Session, asking: Asking) -> None:
    people = (asking.gunnar, asking.solveig, asking.arne)
    addresses = [asking.ask(each) for each in people]

    def yes(address: str) -> int:
        return post(app.test_client(), address, {"said": "yes", "seen": "0"}).status_code

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(yes, addresses)) == [303] * 3
    statuses = asking.statuses(session)
    assert sorted(statuses.values()) == [AskStatus.WITHDRAWN, AskStatus.WITHDRAWN, AskStatus.YES]
    goes = next(each for each in people if statuses[each.name] is AskStatus.YES)
    assert asking.trip(session).volunteer_id == goes.id
