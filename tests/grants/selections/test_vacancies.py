"""When a place becomes free after a selection is made: who is told to be next, and how the place can be given."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from grants.applications.models import Application, ApplicationStatus
from grants.decisions import actions as decisions
from grants.decisions.models import Outcome
from grants.decisions.queries import decision_of
from grants.decisions.rules import Proposal
from grants.selections.models import Selection
from grants.selections.vacancies import Gone, Standing, vacancy
from grants.selections.weighing import Facts, Ground, plain
from kernel import clock
from partnership.core_teams.models import CoreTeam
from partnership.programmes import actions as programmes
from partnership.programmes.models import Participation
from tests.builders import post, sign_in
from tests.conftest import TODAY
from tests.grants.assessing import WEIGHTS
from tests.grants.selections.builders import FAIR, MADE, TOLD
from tests.grants.selections.conftest import PAGE, Field
from tests.pages import read


def standing(
    reference: str, county: str = "50", *, score: str = "70", is_chosen: bool = False, **other: Any
) -> Standing:
    """What has become of a line; nothing yet unless it is told."""
    ground, status = other.get("ground", Ground.FIT), other.get("status", ApplicationStatus.SUBMITTED)
    facts = Facts(ground, score, 50, (), "starting", "medium", county, "Fylket", (reference,))
    line: Any = SimpleNamespace(
        application=SimpleNamespace(reference=reference, status=status), facts=plain(facts), is_chosen=is_chosen
    )
    return Standing(line, other.get("is_granted"), other.get("is_there"))


def test_nothing_is_free_while_all_who_are_chosen_have_their_places() -> None:
    assert vacancy([standing("A", is_chosen=True), standing("B")], 1) is None
    assert vacancy([standing("A", is_chosen=True, is_granted=True, is_there=True), standing("B")], 1) is None


@pytest.mark.parametrize(
    ("other", "gone"),
    [
        ({"status": ApplicationStatus.WITHDRAWN}, Gone.WITHDRAWN),
        ({"status": ApplicationStatus.DECIDED, "is_granted": False}, Gone.REFUSED),
        ({"status": ApplicationStatus.DECIDED, "is_granted": True, "is_there": False}, Gone.LEFT),
    ],
)
def test_a_place_is_free_when_who_was_chosen_is_gone(other: dict[str, Any], gone: Gone) -> None:
    found = vacancy([standing("A", is_chosen=True), standing("B", is_chosen=True, **other), standing("C")], 2)
    assert found is not None
    assert (found.free, [(each.reference, why) for each, why in found.gone]) == (1, [("B", gone)])
    assert [each.reference for each in found.next] == ["C"]


def test_next_is_who_makes_the_best_mix_with_those_who_are_there() -> None:
    there, gone = standing("A", "50", is_chosen=True), standing("B", is_chosen=True, status=ApplicationStatus.WITHDRAWN)
    same_county, other_county = standing("C", "50", score="90"), standing("D", "15", score="60")
    unfit = standing("E", "18", score="95", ground=Ground.KNOCKED_OUT)
    found = vacancy([there, gone, same_county, other_county, unfit], 2)
    assert found is not None
    assert [each.reference for each in found.next] == ["D"]
    loss = found.facts["D"].loss
    assert loss is not None
    assert (loss.comes, loss.counties) == (("C",), 1)


def test_who_has_been_given_the_place_by_itself_fills_it() -> None:
    gone = standing("B", is_chosen=True, status=ApplicationStatus.WITHDRAWN)
    assert vacancy([gone, standing("C", is_granted=True), standing("D")], 1) is None
    assert vacancy([gone, standing("C", is_granted=False, is_there=True), standing("D")], 1) is None
    empty = vacancy([gone], 1)
    assert empty is not None
    assert empty.next == []


def two_places(held: Field) -> Selection:
    """Two are chosen of three who may have a place."""
    for name, points in (("Tydal", (5,) * 7), ("Volda", (5,) * 7), ("Hol", FAIR)):
        held.apply(name, points)
    selection = held.propose()
    held.make(selection)
    return selection


def withdraw(held: Field, application: Application) -> None:
    application.status, application.withdrawn_at = ApplicationStatus.WITHDRAWN, MADE
    held.session.commit()


def shown(client: FlaskClient, held: Field) -> str:
    sign_in(client, held.session, held.office.caseworker)
    return read(client.get(PAGE).text).text


def waits(client: FlaskClient, held: Field) -> bool:
    """Whether a caseworker's work says that a place is free; nobody else's does."""
    sign_in(client, held.session, held.office.lead)
    assert "er blitt ledig" not in client.get("/my-work").text
    sign_in(client, held.session, held.office.caseworker)
    page = client.get("/my-work").text
    assert ("er blitt ledig" in page) == ("Se hvem som er neste" in page)
    return "1 plass er blitt ledig" in page


def test_before_the_day_the_place_is_given_by_a_decision_of_its_own(
    app: Flask, client: FlaskClient, session: Session, held: Field
) -> None:
    selection = two_places(held)
    _tydal, volda, hol = held.sent
    assert "1 plass er blitt ledig" not in shown(client, held)
    assert not waits(client, held)
    withdraw(held, volda)
    clock.set_today(MADE.date())
    page = shown(client, held)
    assert waits(client, held)
    clock.set_today(TODAY)
    assert "1 plass er blitt ledig" in page
    assert f"Hol ({hol.reference})" in page
    assert f"Foreslå vedtak om {hol.reference}" in page
    by = held.office
    said = Proposal(Outcome.GRANTED, "En plass ble ledig.", "Oppdraget.", reasons=dict.fromkeys(WEIGHTS, "Fordi."))
    own = decisions.propose(session, hol, said, version=0, actor_id=by.caseworker.id, at=MADE)
    session.commit()
    assert "er blitt ledig" not in shown(client, held), "the place that is proposed is kept"
    assert not waits(client, held)
    held.carry_out(app, selection)
    assert hol.status is ApplicationStatus.SUBMITTED, "the selection leaves it alone"
    decisions.make(session, own, version=own.version, actor_id=by.lead.id, at=TOLD)
    session.commit()
    assert "er blitt ledig" not in shown(client, held)
    address = f"{PAGE}applications/{hol.reference}/team"
    assert address in client.get(PAGE).text
    assert post(client, address).status_code == 303
    session.rollback()
    assert session.scalars(select(Participation).where(Participation.application == hol.reference)).one()


def test_after_the_day_the_page_says_how_to_go_on_by_hand(
    app: Flask, client: FlaskClient, session: Session, held: Field
) -> None:
    selection = two_places(held)
    held.programme.starts_on = TODAY + timedelta(days=1)
    held.carry_out(app, selection)
    _tydal, volda, hol = held.sent
    session.commit()
    assert "er blitt ledig" not in shown(client, held)
    part = session.scalars(select(Participation).where(Participation.application == volda.reference)).one()
    by = {"actor_id": held.office.caseworker.id, "at": clock.now()}
    assert not waits(client, held)
    programmes.leave(session, held.programme, session.get_one(CoreTeam, part.team_id), **by)
    session.commit()
    assert waits(client, held)
    page = shown(client, held)
    assert "Teamet gikk ut før programmet begynte." in page
    assert f"Hol ({hol.reference})" in page
    assert "kan ikke endres i Trinn" in page
    assert f"/partnership/programmes/{held.programme.code}/teams/add" in client.get(PAGE).text
    rejected = decision_of(session, hol.id)
    assert rejected is not None
    assert rejected.outcome is Outcome.REJECTED, "what is decided stands"
    theirs = CoreTeam(
        name="Kjerneteamet i Hol",
        about="",
        lead_id=hol.applicant_id,
        maturity="starting",
        begun_on=TODAY,
        created_by_id=held.office.caseworker.id,
    )
    session.add(theirs)
    session.flush()
    programmes.join(session, held.programme, theirs, application="", **by)
    session.commit()
    assert "er blitt ledig" not in shown(client, held)


def test_when_the_programme_has_begun_nobody_is_next(client: FlaskClient, held: Field) -> None:
    two_places(held)
    withdraw(held, held.sent[1])
    held.programme.starts_on = TODAY
    held.session.commit()
    assert "er blitt ledig" not in shown(client, held)
    assert not waits(client, held)


def test_where_nobody_waits_for_the_place_nobody_is_asked_to_give_it(client: FlaskClient, held: Field) -> None:
    selection = two_places(held)
    withdraw(held, held.sent[1])
    withdraw(held, held.sent[2])
    assert not waits(client, held)
    assert selection.places == 2
