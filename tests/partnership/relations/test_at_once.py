"""Written in the same moment by several: one effect, a calm answer to each, and no word lost."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from kernel.orm import Base
from partnership.contacts.models import ContactList
from partnership.relations.models import RelationGroup
from partnership.requests.models import RelationRequest
from partnership.tasks.models import TaskConfirmation, TaskTable
from tests.builders import a_municipality, post
from tests.partnership.relations.builders import Stage

AT_ONCE = 4
TASK = {"tasks-0-mode": "shared", "tasks-0-responsible": "municipality", "version": "0"}


def sent_at_once(clients: list[FlaskClient], address: str, sent: list[Mapping[str, object]]) -> list[int]:
    gate = Barrier(len(clients))

    def send(client: FlaskClient, values: Mapping[str, object]) -> int:
        gate.wait(10)
        return post(client, address, dict(values)).status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(send, clients, sent))


@pytest.mark.parametrize(
    ("path", "values", "table"),
    [
        ("contacts/edit", {"people-0-phone": "22334455", "version": "0", "people-0-name": "{}"}, ContactList),
        ("tasks/edit", {**TASK, "tasks-0-description": "{}"}, TaskTable),
    ],
)
def test_several_first_writers_write_one_and_the_others_see_it(
    stage: Stage, path: str, values: dict[str, str], table: type[Base]
) -> None:
    clients = [stage.browser(stage.kom) for _ in range(AT_ONCE)]
    each_own = [{key: text.format(f"Ord {number}") for key, text in values.items()} for number in range(AT_ONCE)]
    answers = sent_at_once(clients, stage.address + path, each_own)
    assert sorted(answers) == [303] + [409] * (AT_ONCE - 1)
    assert stage.session.scalar(select(func.count()).select_from(table)) == 1


def test_what_the_cooperation_is_said_to_be_at_once_is_kept_once(stage: Stage) -> None:
    clients = [stage.browser(stage.kom) for _ in range(AT_ONCE)]
    said = {"model": "organisation", "groups": ["relatives"], "version": stage.relation.version}
    each_own = [{**said, "about": f"Ord {number}"} for number in range(AT_ONCE)]
    answers = sent_at_once(clients, f"{stage.address}about/edit", each_own)
    assert sorted(answers) == [303] + [409] * (AT_ONCE - 1)
    assert stage.session.scalar(select(func.count()).select_from(RelationGroup)) == 1


def test_a_button_pressed_several_times_at_once_confirms_once(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    assert post(kom, f"{stage.address}tasks/edit", {**TASK, "tasks-0-description": "Rom"}).status_code == 303
    clients = [stage.browser(stage.kom) for _ in range(AT_ONCE)]
    answers = sent_at_once(clients, f"{stage.address}tasks/confirm", [{"version": 1}] * AT_ONCE)
    assert answers == [303] * AT_ONCE
    assert stage.session.scalar(select(func.count()).select_from(TaskConfirmation)) == 1


def test_asked_several_times_at_once_is_one_request(stage: Stage) -> None:
    hol = a_municipality(stage.session, "Hol")
    stage.session.commit()
    clients = [stage.browser(stage.org) for _ in range(AT_ONCE)]
    sent = {"organisation": stage.friends.id, "municipality": hol.number, "about": "Turar", "reason": "Ønske"}
    answers = sent_at_once(clients, "/partnership/requests/new", [{**sent, "version": 0}] * AT_ONCE)
    assert answers == [303] * AT_ONCE
    assert stage.session.scalar(select(func.count()).select_from(RelationRequest)) == 1
