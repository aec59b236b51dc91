"""Two who do the same in a cooperation in the same moment: one effect, a calm answer to each, never a fault of ours."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from kernel import clock
from partnership.dialogue import actions as dialogue
from partnership.dialogue.models import Meeting
from partnership.invitations import actions as invitations
from partnership.invitations import queries as invited
from partnership.invitations.actions import Leader, Moment
from partnership.relations.sides import Side
from tests.activities.builders import an_offer
from tests.builders import an_organisation
from tests.pages import read
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.rooms import Crew, Rooms, ask
from tests.walls.test_same_moment import sent_at_once

AT_ONCE = 4
CALM = {303, 404, 409, 422}


@dataclass(frozen=True)
class Pressed:
    """A button: on which page, where it goes, who presses it, and which table has one row more at most."""

    name: str
    account: str
    page: str
    action: str
    table: str
    typed: dict[str, str]


PRESSED = [
    Pressed("sign", "org.o4", "{relation}agreements/1/sign/", "/sign/", "agreement_signature", {}),
    Pressed("approve", "org.o4", "{relation}dialogue/meetings/{held}/", "/minutes/approve", "", {}),
    Pressed("contacts", "kom.krs", "{relation}contacts/", "/contacts/confirm", "", {}),
    Pressed("tasks", "kom.krs", "{relation}tasks/", "/tasks/confirm", "", {}),
    Pressed("roadmap", "kom.krs", "{relation}roadmap/", "/roadmap/adopt", "", {}),
    Pressed("request", "kom.krs", "/partnership/requests/{request}/", "/accept", "relation", {}),
    Pressed("invitation", None, "{invitation}", "", "relation", {"accept": "1"}),  # type: ignore[arg-type]
    Pressed("offer", "kom.krs", "/activities/offers/own/{offer}/", "/confirm", "", {}),
]


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations], crews: dict[str, Crew], rooms: dict[str, Rooms]) -> dict[str, object]:
    """Where the buttons are: minutes that are sent, a request, an invitation by mail, and an offer to confirm."""
    opened, crew, cafe = stage[0], crews["cafe"], rooms["cafe"]
    meeting, now = opened.get_one(Meeting, cafe.held), clock.now()
    by = crew.coordinator.id
    dialogue.send(opened, meeting, Side.MUNICIPALITY, version=meeting.version, actor_id=by, at=now)
    invitation = invitations.invite(
        opened,
        municipality_id=crew.municipality.id,
        organisation=an_organisation(opened, "Nykomarane"),
        scope="",
        leader=Leader("Sara Lund", "sara@example.no", ""),
        actor_id=by,
        moment=Moment(now, clock.real()),
    )
    offer = an_offer(opened, crew.municipality, crew.municipality, actor=crew.coordinator)
    request = ask(opened, crew, by=crew.leader)
    opened.commit()
    return {
        "relation": f"/partnership/relations/{cafe.relation}/",
        "held": cafe.held,
        "request": request.id,
        "invitation": f"/partnership/invitations/{invited.token_of(invitation)}/",
        "offer": offer.id,
        "signer": crew.leader.name,
    }


@pytest.mark.parametrize("button", PRESSED, ids=[each.name for each in PRESSED])
def test_a_button_pressed_by_several_at_once_has_one_effect(
    browse: Open, places: dict[str, object], rows: Rows, button: Pressed
) -> None:
    clients = [browse(button.account) for _ in range(AT_ONCE)]
    address = button.page.format(**places)
    forms = read(clients[0].get(address).text).forms
    form = next(
        each
        for each in forms
        if (each.action or address).endswith(button.action)
        and each.method == "post"
        and not each.action.startswith(("/language", "/sign-out", "/session"))
    )
    values = {name: value for name, value in form.values.items() if name != "csrf_token"} | button.typed
    if button.name == "sign":
        values |= dict.fromkeys(form.kinds, "y") | values | {"name": str(places["signer"]), "agreed": "y"}
        values.pop("csrf_token", None)
    before = rows()
    answers = sent_at_once(clients, form.action or address, values)
    after = rows()
    assert 303 in answers, answers
    assert set(answers) <= CALM, answers
    if button.table:
        assert len(after[button.table]) == len(before[button.table]) + 1
    lines = [row for row in after["audit_line"] if row not in before["audit_line"]]
    assert len({row[1:] for row in lines}) == len(lines), "nothing is written twice in the log"
