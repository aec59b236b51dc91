"""Who said yes to one municipality is nobody's business in the next, until they have said yes again."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.core_teams import actions as teams
from tests.builders import NOW, a_municipality, a_person, post, sign_in
from tests.volunteers.senior_resources.builders import (
    PERSON,
    Ready,
    a_need,
    a_tie,
    a_wish,
    an_organisations_wish,
)
from volunteers.senior_resources.models import ConnectionStatus, ResourceKind, SeniorResource

KINDS = [ResourceKind.INDIVIDUAL, ResourceKind.INFORMAL_GROUP]
NAME, WISH, SAID = "Berit Løyndom", "Eg vil helst gå i fjøra", "Ring aldri før ti"


def joined(client: FlaskClient, session: Session, ready: Ready) -> FlaskClient:
    """The browser of a coordinator of a municipality that joins today."""
    other = a_municipality(session, "Ørsta")
    coordinator = a_person(session, Role.MUNICIPAL_COORDINATOR, other)
    teams.add_municipality(session, ready.team, other.id, actor_id=ready.actor_id, at=NOW)
    session.commit()
    browser = client.application.test_client()
    sign_in(browser, session, coordinator)
    return browser


@pytest.mark.parametrize("kind", KINDS)
def test_a_municipality_that_joins_later_reads_and_writes_of_nobody_who_said_yes_before(
    client: FlaskClient, session: Session, ready: Ready, kind: ResourceKind
) -> None:
    resource, need = a_wish(session, ready, kind=kind, name=NAME, wish=WISH, prerequisites=SAID), a_need(session, ready)
    tie = a_tie(session, ready, resource, need)
    tie.status, tie.said = ConnectionStatus.WISHED, SAID
    browser, base = joined(client, session, ready), f"/volunteers/senior-resources/{ready.team.id}/"
    for path in ("", "resources/", "resources/?format=csv", "connections/", "connections/?format=csv", "needs/"):
        shown = browser.get(base + path)
        assert shown.status_code == 200, path
        told = shown.get_data(as_text=True)
        found = [words for words in (NAME, WISH, SAID, f"/resources/{resource.id}/") if words in told]
        assert found == [], path
    work = browser.get("/my-work").text
    assert "connections/" not in work, "what waits with them waits for others"
    for path in ("", "change", "connect"):
        assert browser.get(f"{base}resources/{resource.id}/{path}").status_code == 404, path
    assert browser.get(f"{base}connections/{tie.id}/answer").status_code == 404
    for path in ("change", "connect", "forget"):
        assert post(browser, f"{base}resources/{resource.id}/{path}", PERSON).status_code == 404, path
    answer = {"status": "under_way", "said": "Ja", "version": str(tie.version)}
    assert post(browser, f"{base}connections/{tie.id}/answer", answer).status_code == 404
    session.rollback()
    session.expire_all()
    assert (resource.name, tie.status) == (NAME, ConnectionStatus.WISHED)


def test_who_says_yes_again_is_told_to_all_who_are_there_then(
    client: FlaskClient, session: Session, ready: Ready
) -> None:
    resource = a_wish(session, ready, name=NAME, wish=WISH)
    browser, base = joined(client, session, ready), f"/volunteers/senior-resources/{ready.team.id}/"
    address = f"{base}resources/{resource.id}/"
    sign_in(client, session, ready.table.member)
    form = client.get(f"{address}change").text
    assert f"{ready.table.municipality.name}, Ørsta" in form, "they are told who reads it now"
    again = {**PERSON, "name": NAME, "consent_on": "21.11.2026", "version": str(resource.version)}
    assert post(client, f"{address}change", again).status_code == 303
    assert NAME in browser.get(address).text
    assert NAME in browser.get(f"{base}resources/").text


def test_an_organisation_is_no_person_and_is_read_at_once(client: FlaskClient, session: Session, ready: Ready) -> None:
    resource = an_organisations_wish(session, ready)
    browser = joined(client, session, ready)
    assert browser.get(f"/volunteers/senior-resources/{ready.team.id}/resources/{resource.id}/").status_code == 200


def test_a_municipality_that_comes_back_is_a_new_one(client: FlaskClient, session: Session, ready: Ready) -> None:
    browser = joined(client, session, ready)
    other = next(each for each in teams.queries.present(session, ready.team.id) if each != ready.team.lead_id)
    by = {"actor_id": ready.actor_id}
    teams.leave(session, ready.team, other, at=NOW, **by)
    resource: SeniorResource = a_wish(session, ready, name=NAME)
    resource.consent_on = NOW.date()
    teams.add_municipality(session, ready.team, other, at=NOW.replace(day=NOW.day + 1), **by)
    session.commit()
    address = f"/volunteers/senior-resources/{ready.team.id}/resources/{resource.id}/"
    assert browser.get(address).status_code == 404


def test_a_yes_from_before_the_team_began_is_read_by_those_who_began_it(
    client: FlaskClient, session: Session, ready: Ready
) -> None:
    resource = a_wish(
        session,
        ready,
        name=NAME,
        consent_on=ready.team.begun_on - timedelta(days=9),
        consent_until=ready.team.begun_on + timedelta(days=300),
    )
    browser, address = joined(client, session, ready), f"/volunteers/senior-resources/{ready.team.id}/resources/"
    sign_in(client, session, ready.table.member)
    assert client.get(f"{address}{resource.id}/").status_code == 200
    assert browser.get(f"{address}{resource.id}/").status_code == 404
