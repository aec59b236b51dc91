"""Several who press the same of a core team at once: one effect, a calm answer to each, no fault."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from partnership.core_teams.models import Seat
from partnership.strategic_roadmaps.models import StrategicMeasure
from tests.builders import an_organisation, post
from tests.partnership.teaming import a_seat
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.pressing import AT_ONCE, Pressed, press
from tests.walls.teams import PLANNING, SENIORS, TEAM, Ids, person, team_of, what_teams_have
from volunteers.senior_resources import noting
from volunteers.senior_resources.content import Need

OURS = f"{TEAM}{{team_id}}/"
PEOPLE, ROADMAP, INVOLVED = f"{OURS}people/", f"{OURS}roadmap/", f"{OURS}involvement/"
WISHES, PLAN = f"{SENIORS}{{team_id}}/", f"{PLANNING}{{guide_id}}/"
FOUNDED = {
    "name": "Nytt team",
    "lead": "{own_municipality}",
    "maturity": "starting",
    "leader_name": "Ola",
    "leader_days": "0,5",
}
SEAT = {"name": "Enda ein", "municipality": "{own_municipality}", "days": "0,2", "on": "20.11.2026"}
WORKED = {"seat": "{tired}", "done_on": "20.11.2026", "time": "2", "kind": "local_work"}
COUNCIL = {"municipality": "{own_municipality}", "council": "youth", "on_date": "2.12.2026"}
ACTOR = {"actor": "residents", "name": "Alle", "how": "Møte", "on_date": "2.12.2026"}
MEASURE = {
    "what": "Opne kjøkkenet",
    "owner": "Ola",
    "begins_on": "1.12.2026",
    "due_on": "1.2.2027",
    "is_new_service": "no",
}
ADOPTED = {
    "municipality_id": "{own_municipality}",
    "wording": "1",
    "decided_by": "Kommunestyret",
    "case_number": "2026/9",
    "decided_on": "20.11.2026",
}
SEGMENT = {"place": "Mork", "ready": "9", "with_support": "8", "neither": "7", "version": "0"}
NEED = {"text": "Nokon å syngje med", "themes": "culture"}
WISH = {
    "wish": "Å syngje",
    "themes": "culture",
    "name": "Ei",
    "consent_how": "oral",
    "consent_on": "20.11.2026",
    "consent_until": "1.11.2027",
}
NEW_PLAN = {"title": "Ein plan", "kind": "open_group", "body": "{own_municipality}", "municipality": "1577"}
DUTY = {"common_ground": "No", "duties-0-who": "Eg", "duties-0-what": "Alt", "version": "{plan_version}"}
DONE = {"progress": "done", "words": "Ferdig", "version": "{measure_version}"}
LEARNT = {"learnt": "Spør først", "learnt_on": "20.11.2026"}
ASK = {"need": "{free_need}", "is_wished": "no"}
PRESSED = [
    Pressed("found", f"{TEAM}new", FOUNDED, {"core_team": 1, "core_team_municipality": 1, "core_team_seat": 1}),
    Pressed("lead", f"{PEOPLE}{{follower}}/lead", {"version": "1"}, {"core_team_seat": 2}),
    Pressed("access", f"{PEOPLE}{{seat_id}}/access", {}, {"person": 1, "role_holding": 1}, 1),
    Pressed("sit", f"{PEOPLE}new", SEAT, {"core_team_seat": 1}),
    Pressed("hours", f"{OURS}hours/", WORKED, {"core_team_hours": 1}),
    Pressed("rise", f"{PEOPLE}{{tired}}/leave", {"on": "21.11.2026", "version": "1"}),
    Pressed("come", f"{OURS}municipalities/new", {"municipality": "5033"}, {"core_team_invitation": 1}, 2),
    Pressed("guest", f"{OURS}guests/new", {"organisation": "{guest}"}, {"core_team_guest": 1}),
    Pressed("meet", f"{OURS}meetings/new", {"held_on": "20.11.2026", "about": "Kaien"}, {"core_team_meeting": 1}),
    Pressed("council", f"{INVOLVED}councils/new", COUNCIL, {"core_team_council": 1}),
    Pressed("involve", f"{INVOLVED}actors/new", ACTOR, {"core_team_involvement": 1}),
    Pressed("adopt", f"{ROADMAP}adoptions/new", ADOPTED, {"strategic_adoption": 1}),
    Pressed("progress", f"{ROADMAP}measures/{{measure_id}}/progress", DONE, {"strategic_note": 1}),
    Pressed(
        "goal",
        f"{ROADMAP}goals/new",
        {"text": "Eitt mål", "due_on": "1.6.2027"},
        {"strategic_goal": 1, "strategic_wording": 1},
    ),
    Pressed(
        "measure", f"{ROADMAP}goals/{{goal_id}}/measures/new", MEASURE, {"strategic_measure": 1, "strategic_wording": 1}
    ),
    Pressed("lesson", f"{ROADMAP}lessons/new", LEARNT, {"core_team_lesson": 1}),
    Pressed("count", f"{WISHES}segments/change", SEGMENT, {"segment_count": 3}),
    Pressed("need", f"{WISHES}needs/new", NEED, {"local_need": 1}),
    Pressed("chance", f"{WISHES}opportunities/new", NEED, {"opportunity": 1}),
    Pressed("wish", f"{WISHES}resources/new/person", WISH, {"senior_resource": 1}),
    Pressed("connect", f"{WISHES}resources/{{resource_id}}/connect", ASK, {"resource_connection": 1}),
    Pressed("reply", f"{WISHES}connections/{{connection_id}}/answer", {"status": "wished", "version": "1"}),
    Pressed("meet the need", f"{WISHES}needs/{{free_need}}/met"),
    Pressed("forget", f"{WISHES}resources/{{resource_id}}/forget"),
    Pressed("plan", f"{PLANNING}new", NEW_PLAN, {"planning_guide": 1}),
    Pressed("keep", f"{PLAN}partners/", DUTY),
    Pressed("try", f"{PLAN}try"),
    Pressed("learn", f"{PLAN}lessons/new", LEARNT, {"planning_lesson": 1}),
    Pressed("unlearn", f"{PLAN}lessons/{{plan_lesson_id}}/remove", {}, {"planning_lesson": -1}),
    Pressed("uninvite", f"{OURS}guests/{{organisation_id}}/remove", {}, {"core_team_guest": -1}),
    Pressed("correct", f"{OURS}hours/{{entry_id}}/remove", {"version": "1"}, {"core_team_hours": -1}),
    Pressed("take back", f"{ROADMAP}adoptions/{{adoption_id}}/remove", {}, {"strategic_adoption": -1}),
    Pressed("forget it", f"{ROADMAP}lessons/{{lesson_id}}/remove", {"version": "1"}, {"core_team_lesson": -1}),
    Pressed("no council", f"{INVOLVED}councils/{{contact_id}}/remove", {"version": "1"}, {"core_team_council": -1}),
    Pressed("let go", f"{OURS}municipalities/{{municipality_id}}/leave"),
    Pressed("end", f"{OURS}end", {}, {"core_team_guest": -1, "core_team_invitation": -2}),
]


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations]) -> Ids:
    """What the buttons are about, each something of its own."""
    opened = stage[0]
    ids, team, writer = what_teams_have(opened), team_of(opened), person(opened, "kom.volda")
    need = noting.note_need(opened, team, Need("Nokon som les", "learning"), actor_id=writer.id, at=clock.now())
    follower, tired = (a_seat(opened, team, team.lead, name=name, tenths=1) for name in ("Følgjar", "Trøytt"))
    guest, measure = an_organisation(opened, "Gjestene"), opened.get_one(StrategicMeasure, ids["measure_id"])
    opened.flush()
    more = {
        "free_need": need.id,
        "follower": follower.id,
        "tired": tired.id,
        "guest": guest.id,
        "measure_version": measure.version,
        "plan_version": 2,
    }
    opened.commit()
    return {**ids, **more}


@pytest.mark.parametrize("button", PRESSED, ids=[each.name for each in PRESSED])
def test_a_button_pressed_by_several_at_once_has_one_effect(
    stage: tuple[Session, Relations], browse: Open, places: Ids, rows: Rows, button: Pressed
) -> None:
    press(stage[0], browse, rows, places, button)


def test_two_who_are_made_leader_at_once_are_not_both(
    browse: Open, places: Ids, stage: tuple[Session, Relations]
) -> None:
    opened, team = stage[0], team_of(stage[0], "4204")
    seats = [a_seat(opened, team, team.lead, name=name, tenths=1) for name in ("Ein", "To")]
    opened.commit()
    clients, gate = [browse("kom.krs") for _ in range(AT_ONCE)], Barrier(AT_ONCE)

    def send(number: int) -> int:
        gate.wait(10)
        address = f"{TEAM}{team.id}/people/{seats[number % 2].id}/lead"
        return post(clients[number], address, {"version": "1"}).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    assert set(answers) <= {303, 409}, answers
    opened.rollback()
    leaders = select(Seat.name).where(Seat.team_id == team.id, Seat.is_leader, Seat.left_on.is_(None))
    assert len(opened.scalars(leaders).all()) == 1
