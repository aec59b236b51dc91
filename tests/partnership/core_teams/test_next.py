"""What a team's page says comes next: all that waits for that team, the most urgent first, and nobody else's."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.core_teams.models import TeamGuest
from partnership.involvement import actions as involving
from partnership.involvement.actions import AnchoringSaid
from partnership.involvement.models import AnchoringKind
from tests.builders import NOW, a_person, an_organisation, sign_in
from tests.pages import read
from tests.partnership.programmes.builders import Scene, a_scene, a_task
from tests.partnership.strategic_roadmaps.builders import a_measure
from tests.partnership.teaming import Table, a_table, a_team, an_event, takes_part


@pytest.fixture
def scene(session: Session) -> Scene:
    return a_scene(session)


def address(table: Table) -> str:
    return f"/partnership/core-teams/{table.team.id}/"


def tell(session: Session, scene: Scene, table: Table) -> list[str]:
    """Let something wait for a team in each slice; give the addresses in the order in which it is urgent."""
    plan = AnchoringSaid(
        table.municipality.id, AnchoringKind.PROCESS_DESCRIBED, "", "Rådet", date(2026, 11, 1), "", "", ""
    )
    involving.anchor(session, table.team, plan, actor_id=table.member.id, at=NOW)
    measure = a_measure(session, table, begins_on=date(2026, 10, 1), due_on=date(2026, 11, 10))
    event = an_event(session, scene.programme, starts_at=NOW + timedelta(days=2))
    task = a_task(session, scene, days=5)
    session.commit()
    programme = f"/partnership/programmes/{scene.programme.code}"
    return [
        f"{address(table)}involvement/anchoring/{table.municipality.id}",
        f"{address(table)}roadmap/measures/{measure.id}/progress",
        f"{programme}/meetings/{event.id}/",
        f"{programme}/homework/{task.id}/teams/{table.team.id}/",
    ]


def test_what_waits_in_every_slice_stands_first_the_most_urgent_before(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    expected = tell(session, scene, scene.table)
    sign_in(client, session, scene.table.member)
    links = read(client.get(address(scene.table)).text).links
    assert [each for each in links if each in expected] == expected


def test_another_team_of_the_same_people_has_its_own(client: FlaskClient, session: Session, scene: Scene) -> None:
    theirs = tell(session, scene, scene.table)
    other = a_team(session, scene.table.municipality, actor=scene.table.coordinator, name="Det andre teamet")
    takes_part(session, scene.programme, other)
    session.commit()
    sign_in(client, session, scene.table.member)
    links = read(client.get(f"/partnership/core-teams/{other.id}/").text).links
    assert not set(theirs[:2] + theirs[3:]) & set(links)
    assert theirs[2] in links


def test_a_team_for_which_nothing_is_urgent_is_told_so_and_a_guest_is_told_nothing(
    client: FlaskClient, session: Session
) -> None:
    table, organisation = a_table(session), an_organisation(session)
    guest = a_person(session, Role.ORGANISATION_LEADER, organisation)
    session.add(
        TeamGuest(team_id=table.team.id, organisation_id=organisation.id, invited_by_id=table.member.id, invited_at=NOW)
    )
    session.commit()
    told = 'id="next"'
    sign_in(client, session, table.member)
    assert told in client.get(address(table)).text
    sign_in(client, session, guest)
    assert told not in client.get(address(table)).text
