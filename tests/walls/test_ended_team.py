"""A team that has ended: nothing is written about it through any address, each says why, and all of it can be read."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.guard import permission_of
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.i18n import force_locale
from kernel.i18n import gettext as _
from tests.builders import an_organisation, post, sign_in
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.hostile import own_forms
from tests.walls.teams import LEARNING, SENIORS, TEAM, Door, Ids, doors, person, team_of, what_teams_have
from tests.walls.test_hostile_teams import COURSE, PAGES
from tests.walls.test_teams_same_moment import (
    ACTOR,
    ADOPTED,
    COUNCIL,
    LEARNT,
    MEASURE,
    NEED,
    OURS,
    SEAT,
    SEGMENT,
    WISH,
    WISHES,
    WORKED,
)
from volunteers.senior_resources.queries import organisations_for

WITHDRAWN, MANY = "senior_resources.forget", 40
ANSWERED = "core_teams.membership.reply"  # by the municipality that is asked
READ = [
    *(f"{OURS}{page}" for page in ("", "people/", "hours/", "meetings/", "involvement/", "roadmap/")),
    *(f"{OURS}roadmap/{page}" for page in ("board/", "timeline/", "measures/", "lessons/", "wordings/1/")),
    *(f"{WISHES}{page}" for page in ("", "resources/", "needs/", "opportunities/", "connections/", "figures/")),
]
WRITER, OF_A_TEAM = "kom.volda", (f"{TEAM}<int:team_id>", f"{SENIORS}<int:team_id>", LEARNING)
CHOIR = {"wish": "Å syngje", "themes": "culture", "people": "20"}
SAID = {
    f"{OURS}people/new": SEAT,
    f"{OURS}hours/": WORKED | {"seat": "{leader_id}"},
    f"{OURS}municipalities/new": {"municipality": "4204"},
    f"{OURS}guests/new": {"organisation": "{guest}"},
    f"{OURS}meetings/new": {"held_on": "20.11.2026", "about": "Kaien"},
    f"{OURS}involvement/anchoring/{{municipality_id}}": {
        "kind": "plan_adopted", "plan": "Planen", "on_date": "20.11.2026", "political": "Ja", "administrative": "Ja",
    },
    f"{OURS}involvement/actors/new": ACTOR,
    f"{OURS}involvement/councils/new": COUNCIL,
    f"{OURS}roadmap/goals/new": {"text": "Eitt mål", "due_on": "1.6.2027"},
    f"{OURS}roadmap/goals/{{goal_id}}/measures/new": MEASURE,
    f"{OURS}roadmap/measures/{{measure_id}}/move": {"progress": "done"},
    f"{OURS}roadmap/adoptions/new": ADOPTED,
    f"{OURS}roadmap/lessons/new": LEARNT,
    f"{COURSE}teams/{{team_id}}/ask": {"topic": "methods", "question": "Korleis?"},
    f"{COURSE}teams/{{team_id}}/network": {"is_listed": "y", "good_at": "Samtalar"},
    f"{COURSE}homework/{{homework_id}}/teams/{{team_id}}/": {"text": "Svar"},
    f"{WISHES}resources/new/person": WISH,
    f"{WISHES}resources/new/group": WISH | {"people": "5"},
    f"{WISHES}resources/new/organisation": {"organisation": "{choir}"} | CHOIR,
    f"{WISHES}resources/{{resource_id}}/connect": {"need": "{number}", "is_wished": "no"},
    f"{WISHES}connections/{{connection_id}}/answer": {"status": "wished"},
    f"{WISHES}needs/new": NEED,
    f"{WISHES}opportunities/new": NEED,
    f"{WISHES}segments/change": SEGMENT,
}  # fmt: skip


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations]) -> Ids:
    """The ids of what the team has."""
    opened = stage[0]
    ids = what_teams_have(opened) | {"guest": an_organisation(opened, "Gjestene").id}
    known = organisations_for(opened, team_of(opened).id)
    ids["choir"] = min(each.id for each in known)
    opened.commit()
    return ids


def of_the_team(app: Flask, ids: Ids, method: str) -> Iterator[tuple[Door, Permission | None]]:
    """The addresses of a team, of what its senior resources are, and of its part in a programme."""
    for door in doors(app, ids):
        if door.method == method and door.rule.startswith(OF_A_TEAM) and "<int:team_id>" in door.rule:
            path = door.path.replace(f"opportunities/{ids['number']}/", f"opportunities/{ids['chance']}/")
            yield replace(door, path=path), permission_of(app.view_functions[door.endpoint])


@pytest.fixture(scope="module")
def sent(stage: tuple[Session, Relations], places: Ids, whole_app: Flask) -> list[tuple[Door, dict[str, str]]]:
    """Each address, and what is sent there: its form as it stands while the team goes on, and what somebody types."""
    opened, client = stage[0], whole_app.test_client()
    sign_in(client, opened, person(opened, WRITER))
    forms: dict[str, dict[str, str]] = {}
    for page in PAGES[WRITER]:
        address = page.format(**places)
        for form in own_forms(client.get(address).text):
            forms[form.action or address] = {name: form.values[name] for name in form.values if name != "csrf_token"}
    for address, values in SAID.items():
        typed = {name: value.format(**places) for name, value in values.items()}
        forms[address.format(**places)] = forms.get(address.format(**places), {}) | typed
    found = of_the_team(whole_app, places, "POST")
    return [(door, forms.get(door.path, {})) for door, permission in found if permission is Permission.TEAM_WRITE]


@pytest.fixture(scope="module")
def ended(stage: tuple[Session, Relations], sent: list[tuple[Door, dict[str, str]]], whole_app: Flask) -> str:
    """That the team has ended when its forms have been filled in, and the sentence that says so."""
    assert sent
    team_of(stage[0]).ended_on = clock.local_date(clock.now())
    stage[0].commit()
    with whole_app.test_request_context(), force_locale("nn"):
        return str(_("The team has ended. It can be read, but not changed."))


def test_nothing_that_is_sent_changes_a_row_and_each_answer_says_why(
    sent: list[tuple[Door, dict[str, str]]], browse: Open, rows: Rows, ended: str
) -> None:
    client, before = browse(WRITER), rows()
    for door, values in sent:
        if door.endpoint != WITHDRAWN:
            answer = post(client, door.path, values)
            is_others = door.endpoint == ANSWERED
            assert answer.status_code in ({404} if is_others else {409, 422}), (door.path, answer.status_code)
            assert ended in answer.text or answer.is_json or is_others, (door.path, answer.text)
            assert rows() == before, door.path
    assert len(sent) > MANY


def test_no_page_to_write_on_is_shown_and_all_the_others_are(
    whole_app: Flask, browse: Open, places: Ids, ended: str
) -> None:
    client = browse(WRITER)
    for door, permission in of_the_team(whole_app, places, "GET"):
        answer = client.get(door.path)
        if answer.status_code == 409:
            assert permission is Permission.TEAM_WRITE
            assert ended in answer.text, door.path
        elif answer.mimetype == "text/html" and answer.status_code == 200:
            sent = {form.action for form in own_forms(answer.text)}
            assert sent <= {f"{SENIORS}{places['team_id']}/resources/{places['resource_id']}/forget"}, door.path
        else:
            assert answer.status_code in {200, 404}, door.path
    for shown in READ:
        assert client.get(shown.format(**places)).status_code == 200, shown


def test_who_has_written_down_a_wish_can_always_have_it_erased(browse: Open, places: Ids, ended: str) -> None:
    client = browse(WRITER)
    address = f"{SENIORS}{places['team_id']}/resources/{places['resource_id']}/"
    assert ended not in client.get(address).text
    assert post(client, f"{address}forget").status_code == 303
    assert "/forget" not in client.get(address).text
