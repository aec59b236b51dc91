"""Who sees which of a team's wishes: names only in the team, numbers for others, and nothing of another team."""

import re
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.core_teams.models import TeamGuest
from tests.activities.builders import shown
from tests.builders import NOW, a_municipality, a_person, an_organisation, post, sign_in
from tests.partnership.teaming import a_centre
from tests.volunteers.builders import a_volunteer
from tests.volunteers.senior_resources.builders import (
    PERSON,
    Ready,
    a_need,
    a_ready_team,
    a_tie,
    a_wish,
    an_opportunity,
    an_organisations_wish,
)


def test_a_volunteer_is_named_only_to_those_who_may_see_volunteers(
    client: FlaskClient, session: Session, ready: Ready, base: str
) -> None:
    volunteer = a_volunteer(session, ready.table.municipality, name="Gunnar Lid")
    foreign = a_volunteer(session, an_organisation(session, "Andre"), name="Solveig Framand")
    resource = a_wish(session, ready, volunteer_id=volunteer.id)
    session.commit()
    sign_in(client, session, ready.table.coordinator)
    change = shown(client, f"{base}resources/{resource.id}/change")
    assert ("Gunnar Lid" in change, "Solveig" in change) == (True, False)
    assert "Gunnar Lid" in shown(client, f"{base}resources/{resource.id}/")
    sent = {**PERSON, "version": "1", "volunteer_id": str(foreign.id)}
    assert post(client, f"{base}resources/{resource.id}/change", sent).status_code == 422
    sign_in(client, session, ready.table.member)
    assert "Gunnar" not in shown(client, f"{base}resources/{resource.id}/")
    assert "Gunnar" not in shown(client, f"{base}resources/{resource.id}/change")
    assert post(client, f"{base}resources/{resource.id}/change", {**PERSON, "version": "1"}).status_code == 303
    session.rollback()
    assert resource.volunteer_id == volunteer.id


def test_where_there_are_no_volunteers_nobody_is_asked_which(
    client: FlaskClient, session: Session, ready: Ready, base: str
) -> None:
    sign_in(client, session, ready.table.coordinator)
    assert "volunteer_id" not in shown(client, f"{base}resources/new/person")
    assert post(client, f"{base}resources/new/person", PERSON).status_code == 303


def test_nobody_outside_the_team_sees_more_than_numbers(
    client: FlaskClient, session: Session, ready: Ready, base: str
) -> None:
    resource, need = a_wish(session, ready), a_need(session, ready)
    connection, chance = a_tie(session, ready, resource, need), an_opportunity(session, ready)
    guests = an_organisation(session, "Gjestane")
    invited: dict[str, Any] = {"invited_at": NOW, "invited_by_id": ready.actor_id}
    session.add(TeamGuest(team_id=ready.team.id, organisation_id=guests.id, **invited))
    guest = a_person(session, Role.ORGANISATION_LEADER, guests)
    stranger = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session, "Tydal"))
    caseworker = a_centre(session).caseworker
    session.commit()
    pages = ["", "resources/", "needs/", "opportunities/", "connections/", "segments/change", "resources/new/person"]
    pages += [f"resources/{resource.id}/", f"resources/{resource.id}/change", f"resources/{resource.id}/connect"]
    pages += [f"needs/{need.id}/change", f"opportunities/{chance.id}/change", f"connections/{connection.id}/answer"]
    doors = [f"resources/{resource.id}/forget", f"needs/{need.id}/met"]
    doors += [each for each in pages[5:] if not each.endswith("/")]
    for person in (guest, stranger, caseworker):
        sign_in(client, session, person)
        for path in pages:
            assert client.get(f"{base}{path}").status_code == 404, path
        for path in doors:
            assert post(client, f"{base}{path}", PERSON).status_code == 404, path
    for person in (guest, caseworker):
        sign_in(client, session, person)
        figures = shown(client, f"{base}figures/")
        assert "Berit" not in figures
        card = shown(client, f"/partnership/core-teams/{ready.team.id}/")
        assert f"{base}figures/" in card
        assert "Berit" not in card
    session.rollback()
    assert resource.erased_on is None


def test_another_teams_rows_are_not_there(client: FlaskClient, session: Session, ready: Ready, base: str) -> None:
    other = a_ready_team(session, number="5033")
    resource, need = a_wish(session, other), a_need(session, other)
    connection, mine = a_tie(session, other, resource, need), a_wish(session, ready)
    session.commit()
    sign_in(client, session, ready.table.member)
    for path in (f"resources/{resource.id}/", f"needs/{need.id}/change", f"connections/{connection.id}/answer"):
        assert client.get(f"{base}{path}").status_code == 404, path
    assert post(client, f"{base}resources/{resource.id}/forget").status_code == 404
    sent = {"need": str(need.id), "is_wished": "no"}
    assert post(client, f"{base}resources/{mine.id}/connect", sent).status_code == 422


def test_a_name_stands_in_no_title_address_download_or_task(
    client: FlaskClient, session: Session, ready: Ready, base: str
) -> None:
    resource = a_wish(session, ready, name="Berit Hemmeleg", consent_until=date(2026, 11, 25))
    connection = a_tie(session, ready, resource, a_need(session, ready), is_wished=True)
    session.commit()
    sign_in(client, session, ready.table.member)
    page = shown(client, f"{base}resources/{resource.id}/")
    for found in re.findall(r"<title>.*?</title>|href=\"[^\"]*\"|action=\"[^\"]*\"|<h1.*?</h1>", page, re.DOTALL):
        assert "Berit" not in found
    for path in ("resources/?format=csv", "connections/?format=csv"):
        assert "Berit" not in client.get(f"{base}{path}").get_data(as_text=True)
    work = shown(client, "/my-work")
    assert "Berit" not in work
    assert f"{base}resources/?sort=consent_until" in work
    assert f"{base}connections/?status=wished" in work
    sent = {"status": "under_way", "version": str(connection.version)}
    answered = post(client, f"{base}connections/{connection.id}/answer", sent, follow_redirects=True)
    assert "Berit" not in "".join(re.findall(r"role=\"status\".*?</div>", answered.text, re.DOTALL))


def test_the_pages_take_as_many_statements_however_much_there_is(
    client: FlaskClient, session: Session, ready: Ready, base: str, statements: list[str]
) -> None:
    first = a_wish(session, ready)
    a_tie(session, ready, first, a_need(session, ready))
    session.commit()
    sign_in(client, session, ready.table.member)
    paths = ["", "resources/", "needs/", "opportunities/", "connections/", f"resources/{first.id}/", "figures/"]
    counts = []
    for more in (0, 20):
        for number in range(more):
            resource = a_wish(session, ready, name=f"Person {number}")
            a_tie(session, ready, resource, a_need(session, ready, text=f"Noko {number}"))
            a_tie(session, ready, first, a_need(session, ready, text=f"Anna {number}", themes="food"))
            an_organisations_wish(session, ready, organisation=an_organisation(session, f"Lag {number}"))
            an_opportunity(session, ready, text=f"Rom {number}")
        session.commit()
        for path in paths:
            statements.clear()
            shown(client, f"{base}{path}")
            counts.append(len(statements))
    half = len(paths)
    assert counts[:half] == counts[half:]
    assert max(counts) <= 12
