"""The pages of anchoring and involvement: writing, refusing, two at once, what waits, and what stands in the trail."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from kernel import clock
from kernel.lifecycle import NotAllowed, Stale
from partnership.core_teams import actions as teams
from partnership.involvement import actions, queries
from partnership.involvement.actions import AnchoringSaid, CouncilSaid, InvolvementSaid
from partnership.involvement.models import ActorKind, Anchoring, AnchoringKind, Council, CouncilContact, Involvement
from tests.builders import NOW, a_municipality, a_person, post, sign_in
from tests.pages import read
from tests.partnership.teaming import Table, a_centre, a_table

TODAY = clock.local_date(NOW)
ANCHORING = {
    "kind": "plan_adopted",
    "plan": "Planen",
    "on_date": "26.2.2026",
    "case_number": "2026/417",
    "political": "Ordføraren",
    "administrative": "Kommunedirektøren",
    "version": "0",
}
ACTOR = {"actor": "informal_group", "name": "Gjengen på kaia", "how": "Kaffe", "on_date": "1.12.2026", "version": "0"}
COUNCIL = {"council": "youth", "on_date": "8.12.2026", "case_number": "2026/618", "version": "0"}


@pytest.fixture
def table(session: Session) -> Table:
    return a_table(session)


def base(table: Table) -> str:
    return f"/partnership/core-teams/{table.team.id}/involvement/"


def test_what_is_missing_goes_away_as_it_is_written(client: FlaskClient, session: Session, table: Table) -> None:
    sign_in(client, session, table.member)
    assert len(queries.standing_of(session, [table.team.id], TODAY)[table.team.id].missing) == 7
    town = {"municipality": str(table.municipality.id)}
    assert post(client, f"{base(table)}anchoring/{table.municipality.id}", ANCHORING).status_code == 303
    assert post(client, f"{base(table)}actors/new", ACTOR).status_code == 303
    for kind in ("public_health", "residents"):
        assert post(client, f"{base(table)}actors/new", ACTOR | {"actor": kind}).status_code == 303
    for council in Council:
        assert post(client, f"{base(table)}councils/new", COUNCIL | town | {"council": council}).status_code == 303
    session.rollback()
    standing = queries.standing_of(session, [table.team.id], TODAY)[table.team.id]
    assert standing.is_whole
    assert standing.planned == 3
    page = client.get(base(table))
    assert "Gjengen på kaia" in page.text
    assert "2026/618" in page.text
    further = "Dere kan også ta med: frivillige organisasjoner, næringsliv, skoler, idrett, kultur."
    assert further in page.text
    assert "3 er planlagt." in client.get(f"/partnership/core-teams/{table.team.id}/").text
    assert read(page.text).headings == 1
    contact = session.scalars(select(CouncilContact).where(CouncilContact.council == Council.YOUTH)).one()
    said = COUNCIL | town | {"on_date": "20.11.2026", "is_done": "y", "statement": "Vi vil lære", "version": "1"}
    said |= {"used": "Kurs"}
    assert post(client, f"{base(table)}councils/{contact.id}", said).status_code == 303
    assert "Vi vil lære" in client.get(base(table)).text
    happened = {"on_date": "20.11.2026", "is_done": "y"}
    for kind in ("voluntary", "business", "school", "sport", "culture"):
        assert post(client, f"{base(table)}actors/new", ACTOR | happened | {"actor": kind}).status_code == 303
    assert "Ingenting mangler" in client.get(base(table)).text
    assert "Dere har involvert 5. 3 er planlagt." in client.get(f"/partnership/core-teams/{table.team.id}/").text
    for kind, path in ((Involvement, "actors"), (CouncilContact, "councils")):
        session.rollback()
        row = session.scalars(select(kind).limit(1)).one()
        gone = post(client, f"{base(table)}{path}/{row.id}/remove", {"version": str(row.version)})
        assert gone.status_code == 303


@pytest.mark.parametrize(
    "path", ["anchoring/{town}", "actors/new", "councils/new", "actors/{row}", "councils/{contact}"]
)
def test_who_only_reads_does_not_write(client: FlaskClient, session: Session, table: Table, path: str) -> None:
    who = {"actor_id": table.member.id, "at": NOW}
    said = InvolvementSaid(ActorKind.SPORT, "Laget", "Møte", TODAY, True, "")
    row = actions.involve(session, table.team, said, **who)  # type: ignore[arg-type]
    asked = CouncilSaid(table.municipality.id, Council.YOUTH, TODAY, False, "", "", "")
    contact = actions.note_council(session, table.team, asked, **who)  # type: ignore[arg-type]
    address = base(table) + path.format(town=table.municipality.id, row=row.id, contact=contact.id)
    for person in (
        a_centre(session).caseworker,
        a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session, "Ørsta")),
    ):
        browser = client.application.test_client()
        sign_in(browser, session, person)
        assert browser.get(address).status_code == 404
        assert post(browser, address, ACTOR | COUNCIL | ANCHORING).status_code == 404
    sign_in(client, session, table.member)
    page = client.get(address)
    assert page.status_code == 200
    assert read(page.text).headings == 1


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("anchoring/{town}", ANCHORING | {"plan": ""}),
        ("anchoring/{town}", ANCHORING | {"on_date": "1.1.2027"}),
        ("anchoring/{town}", ANCHORING | {"kind": "process_described"}),
        ("anchoring/{town}", {"version": "0"}),
        ("actors/new", ACTOR | {"actor": "naboen"}),
        ("actors/new", ACTOR | {"is_done": "y"}),
        ("councils/new", COUNCIL | {"statement": "Bra"}),
        ("councils/new", COUNCIL | {"is_done": "y"}),
        ("councils/new", COUNCIL | {"municipality": "0"}),
    ],
)
def test_a_wrong_form_is_shown_again(
    client: FlaskClient, session: Session, table: Table, path: str, sent: dict[str, str]
) -> None:
    sign_in(client, session, table.coordinator)
    whole = {"municipality": str(table.municipality.id)} | sent
    page = post(client, base(table) + path.format(town=table.municipality.id), whole)
    assert page.status_code == 422
    assert 'id="error-summary"' in page.text


def test_two_who_write_the_same_anchoring_see_both_texts(client: FlaskClient, session: Session, table: Table) -> None:
    sign_in(client, session, table.coordinator)
    address = f"{base(table)}anchoring/{table.municipality.id}"
    assert post(client, address, ANCHORING | {"plan": "Plan A"}).status_code == 303
    answer = post(client, address, ANCHORING | {"plan": "Plan B"})
    assert answer.status_code == 409
    assert "Plan A" in answer.text
    assert "Plan B" in answer.text
    assert post(client, address, ANCHORING | {"plan": "Plan B", "version": "1"}).status_code == 303


def test_days_that_have_passed_wait_for_those_who_write(
    client: FlaskClient, session: Session, table: Table, statements: list[str]
) -> None:
    who = {"actor_id": table.member.id, "at": NOW}
    asked = CouncilSaid(table.municipality.id, Council.YOUTH, date(2026, 11, 20), False, "", "", "")
    contact = actions.note_council(session, table.team, asked, **who)  # type: ignore[arg-type]
    plan = AnchoringSaid(
        table.municipality.id, AnchoringKind.PROCESS_DESCRIBED, "", "Rådet", date(2026, 11, 1), "", "", ""
    )
    actions.anchor(session, table.team, plan, **who)  # type: ignore[arg-type]
    sign_in(client, session, table.member)
    links = read(client.get("/my-work").text).links
    assert f"{base(table)}councils/{contact.id}" in links
    assert f"{base(table)}anchoring/{table.municipality.id}" in links
    assert len(queries.standing_of(session, [table.team.id], TODAY)[table.team.id].late) == 2
    statements.clear()
    queries.standing_of(session, [table.team.id, 0], TODAY)
    assert len(statements) == 1


def test_a_municipality_that_has_left_is_neither_missing_nor_late(session: Session, table: Table) -> None:
    who = {"actor_id": table.coordinator.id, "at": NOW}
    other = a_municipality(session, "Selbu")
    teams.add_municipality(session, table.team, other.id, **who)  # type: ignore[arg-type]
    asked = CouncilSaid(other.id, Council.YOUTH, date(2026, 11, 20), False, "", "", "")
    actions.note_council(session, table.team, asked, **who)  # type: ignore[arg-type]
    session.flush()
    both = queries.standing_of(session, [table.team.id], TODAY)[table.team.id]
    assert (len(both.missing), len(both.late)) == (10, 1)
    teams.leave(session, table.team, other.id, **who)  # type: ignore[arg-type]
    session.flush()
    alone = queries.standing_of(session, [table.team.id], TODAY)[table.team.id]
    assert (len(alone.missing), len(alone.late)) == (7, 0)
    with pytest.raises(NotAllowed):
        actions.note_council(session, table.team, asked, **who)  # type: ignore[arg-type]


def test_what_a_council_said_is_not_in_the_trail_and_the_same_is_written_once(session: Session, table: Table) -> None:
    who = {"actor_id": table.coordinator.id, "at": NOW}
    said = CouncilSaid(table.municipality.id, Council.YOUTH, TODAY, True, "2026/1", "Kari sa nei", "Vi lyttet")
    first = actions.note_council(session, table.team, said, **who)  # type: ignore[arg-type]
    assert actions.note_council(session, table.team, said, **who) is first  # type: ignore[arg-type]
    lines = session.scalars(select(AuditLine).where(AuditLine.subject == "core_team_council")).all()
    assert [line.verb for line in lines] == ["noted"]
    assert "Kari" not in str(lines[0].changes)
    assert lines[0].changes["case_number"] == [None, "2026/1"]
    with pytest.raises(Stale):
        actions.change_council(session, table.team, first.id, said, version=9, **who)  # type: ignore[arg-type]
    plan = AnchoringSaid(table.municipality.id, AnchoringKind.PLAN_ADOPTED, "Planen", "", TODAY, "", "", "")
    held = actions.anchor(session, table.team, plan, **who)  # type: ignore[arg-type]
    assert isinstance(held, Anchoring)
    with pytest.raises(Stale):
        actions.anchor(session, table.team, plan, **who)  # type: ignore[arg-type]
