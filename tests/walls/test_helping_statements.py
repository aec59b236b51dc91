"""A list, a page and a board of the volunteers' wing ask the database as often whatever is in them."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts import queries
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from kernel import clock
from kernel.registry import registry
from tests.builders import a_person, sign_in, the_directorate
from tests.walls.filled import House, a_house
from tests.walls.test_statements import WORK_LIMIT

WING, TRANSPORT = "/volunteers/", "/volunteers/transport/"
FEW, MANY = 5, 200
LIST_LIMIT, DETAIL_LIMIT = 12, 20
LISTS = [
    f"{WING}register/",
    f"{WING}service-users/",
    f"{WING}consents/",
    f"{WING}hours/",
    f"{WING}deletions/",
    f"{WING}mileage/claims/",
    f"{TRANSPORT}requests/",
    f"{TRANSPORT}messages/",
    f"{TRANSPORT}incidents/",
    f"{TRANSPORT}offers/",
    f"{TRANSPORT}vehicles/",
]
PAGES = [
    WING,
    f"{WING}register/{{volunteer}}/",
    f"{WING}register/{{volunteer}}/end",
    f"{WING}hours/volunteers/{{volunteer}}/",
    f"{WING}service-users/{{user}}/",
    f"{WING}consents/{{user}}/",
    f"{WING}consents/{{user}}/who-has-seen",
    f"{WING}deletions/people/{{user}}/",
    f"{WING}figures/{{number}}/",
    f"{WING}unmet/{{number}}/",
    f"{TRANSPORT}requests/new",
    f"{TRANSPORT}requests/{{request}}/",
    f"{TRANSPORT}trips/{{trip}}/",
    f"{TRANSPORT}stand-ins/",
    f"{TRANSPORT}stand-ins/offers/{{offer}}/",
    f"{TRANSPORT}board/{{number}}/{{day}}/",
    f"{TRANSPORT}weeks/{{number}}/{{day}}/",
]
OWN = [f"{WING}my-trips/", f"{WING}mileage/", f"{WING}hours/mine/", f"{WING}calendar/", "/my-work"]
LIMITS = {"/my-work": WORK_LIMIT, **dict.fromkeys(LISTS, LIST_LIMIT)}


def asked(client: FlaskClient, house: House, who: Person, paths: list[str], statements: list[str]) -> dict[str, int]:
    """How often each page asks, when somebody looks at it for the second time."""
    sign_in(client, house.session, who)
    counts = {}
    for path in paths:
        address = path.format(**house.ids)
        client.get(address, buffered=True)
        statements.clear()
        answer = client.get(address)
        counts[path] = len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))])
        assert answer.status_code == 200, (address, answer.status_code)
        answer.get_data()
        answer.close()
    return counts


def test_a_page_asks_as_often_with_5_things_as_with_200(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    found = []
    for number, size in (("1577", FEW), ("1516", MANY)):
        house = a_house(session, number, size)
        coordinator = [*LISTS, *PAGES, "/my-work"]
        found.append(
            [
                asked(client, house, house.desk.coordinator, coordinator, statements),
                asked(client, house, house.driver, OWN, statements),
                asked(client, house, house.nurse, [f"{WING}home-care/{{number}}/"], statements),
            ]
        )
    few, many = found
    for less, more in zip(few, many, strict=True):
        assert {path: (less[path], more[path]) for path in less if less[path] != more[path]} == {}
        over = {path: count for path, count in more.items() if count > LIMITS.get(path, DETAIL_LIMIT)}
        assert over == {}


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.REVIEWER, Role.LEAD, Role.ADMINISTRATOR])
def test_whoever_has_nothing_to_do_with_the_wing_waits_for_none_of_it(
    client: FlaskClient, session: Session, statements: list[str], role: Role
) -> None:
    body = None if role is Role.ADMINISTRATOR else the_directorate(session)
    person = a_person(session, role, body)
    sign_in(client, session, person)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    viewer = queries.viewer(session, token, accounts.token_hash(token), clock.real())
    shares = [each for each in registry.my_work if each.__module__.startswith("volunteers.")]
    assert len(shares) > 5
    statements.clear()
    for share in shares:
        with client.application.test_request_context():
            assert list(share(session, viewer, clock.now())) == []
    assert statements == []
