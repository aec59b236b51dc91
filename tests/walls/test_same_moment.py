"""The same sent several times in the same moment: one effect, a calm answer to each, and never a fault of ours."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.actions import count_failure, throttle_key
from kernel import clock
from partnership.relations import actions
from partnership.relations.models import CoordinationModel, Relation
from tests.builders import post
from tests.pages import read
from tests.walls.conftest import Open, Relations, Rows

AT_ONCE = 5
A_MOMENT = 0.4
FORMS = [
    ("kom.krs", "/partnership/relations/new", {"organisation": "own", "scope": "Kafé"}, "relation"),
    (
        "kom.krs",
        "/directory/organisations/new",
        {"org_number": "974760673", "name": "Korpset", "kind": "local_association"},
        "organisation",
    ),
    ("adm", "/directory/people/new", {"name": "Ny", "email": "ny@example.no", "role": "lead"}, "person"),
    ("org.o5", "/partnership/relations/{P7}/staircase/quick-start/", {"step": "2"}, "placement"),
    ("kom.volda", "/partnership/relations/{P5}/staircase/points/2.3/", {"reference": "Sak 99"}, "evidence"),
]


def sent_at_once(clients: list[FlaskClient], address: str, values: dict[str, str]) -> list[int]:
    """Send a form from each browser in the same moment, and give the answers' statuses."""
    gate = Barrier(len(clients))

    def send(client: FlaskClient) -> int:
        gate.wait(10)
        return post(client, address, values).status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(send, clients))


@pytest.mark.parametrize("case", FORMS, ids=[each[3] for each in FORMS])
def test_a_form_sent_five_times_at_once_has_one_effect(
    browse: Open, relations: Relations, rows: Rows, case: tuple[str, str, dict[str, str], str]
) -> None:
    account, page, values, table = case
    address = page.format(**relations)
    clients = [browse(account) for _ in range(AT_ONCE)]
    form = next(each for each in read(clients[0].get(address).text).forms if set(values) <= set(each.kinds))
    filled = {name: value for name, value in form.values.items() if name != "csrf_token"}
    if "dated_on" in form.kinds:
        filled["dated_on"] = "1.11.2026"
    before = len(rows()[table])
    answers = sent_at_once(clients, form.action or address, filled | values)
    assert 303 in answers, answers
    assert set(answers) <= {303, 409, 422}, answers
    assert len(rows()[table]) <= before + 1


def sent_a_moment_later(client: FlaskClient, earlier: Session, address: str, values: dict[str, str]) -> int:
    """Send a form while somebody else's writing is about to be committed, and give the answer's status."""
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(post, client, address, values)
        time.sleep(A_MOMENT)
        earlier.commit()
        return later.result(20).status_code


def test_a_first_wrong_password_a_moment_after_another_is_refused(
    browse: Open, stage: tuple[Session, Relations]
) -> None:
    earlier, email = stage[0], "nobody@example.no"
    count_failure(earlier, throttle_key(email), person=None, now=clock.real(), at=clock.now())
    earlier.flush()
    values = {"email": email, "password": "wrong"}
    assert sent_a_moment_later(browse(None), earlier, "/sign-in", values) == 422


def test_a_relation_begun_a_moment_after_the_same_is_the_same(browse: Open, stage: tuple[Session, Relations]) -> None:
    earlier, relations = stage
    client, known = browse("kom.krs"), earlier.get_one(Relation, relations["P6"])
    actions.begin(
        earlier,
        municipality_id=known.municipality_id,
        organisation_id=known.organisation_id,
        model=CoordinationModel.ORGANISATION,
        scope="Hagearbeid",
        about="",
        actor_id=1,
        at=clock.now(),
    )
    earlier.flush()
    parties = {"municipality": str(known.municipality_id), "organisation": str(known.organisation_id)}
    sent = {**parties, "scope": "Hagearbeid", "model": "organisation"}
    assert sent_a_moment_later(client, earlier, "/partnership/relations/new", sent) == 303
