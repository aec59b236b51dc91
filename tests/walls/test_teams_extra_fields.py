"""What a form of core teams or their programme does not have changes nothing, and what is another's is no choice."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.offers.models import Offer
from activities.planning_guides.models import PlanningGuide
from kernel import clock
from partnership.core_teams.models import CoreTeam, Seat, TeamGuest, TeamMeeting, WorkHours
from partnership.group_work.models import GroupAnswer, GroupWork
from partnership.involvement.models import CouncilContact, Involvement
from partnership.programmes.models import Guidance, Homework, Material, Programme, ProgrammeEvent
from partnership.strategic_roadmaps.models import Lesson, StrategicGoal, StrategicMeasure
from tests.activities.planning_guides.builders import a_plan
from tests.builders import an_organisation, post
from tests.partnership.teaming import an_event
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.rooms import one_of
from tests.walls.teams import (
    CODE,
    JOINING,
    LEARNING,
    PHONE,
    PLANNING,
    SENIORS,
    TEAM,
    Ids,
    a_work,
    begin,
    person,
    team_of,
    what_teams_have,
)
from tests.walls.test_helping_extra_fields import filled
from volunteers.senior_resources import actions as seniors
from volunteers.senior_resources import noting
from volunteers.senior_resources.content import Need, Wish
from volunteers.senior_resources.models import LocalNeed, Opportunity, ResourceKind, SeniorResource

OURS, COURSE, GROUPS = f"{TEAM}{{team_id}}/", f"{LEARNING}{CODE}/", f"{LEARNING}{CODE}/group-work/"
ROADMAP, WISHES, PLAN = f"{OURS}roadmap/", f"{SENIORS}{{team_id}}/", f"{PLANNING}{{guide_id}}/"
EXTRA = {
    "id": "999999",
    "team_id": "{theirs}",
    "programme_id": "{other_programme}",
    "roadmap_id": "{their_roadmap}",
    "goal_id": "{their_goal}",
    "body_id": "{their_body}",
    "lead_id": "{their_body}",
    "person_id": "{leader}",
    "created_by_id": "{leader}",
    "noted_by_id": "{leader}",
    "begun_by_id": "{leader}",
    "is_leader": "y",
    "tenths": "50",
    "status": "ended",
    "progress": "done",
    "answer": "Svar",
    "answered_at": "2026-11-01",
    "met_on": "2026-11-01",
    "erased_on": "2026-11-01",
    "ended_on": "2026-11-01",
    "added_by_id": "{leader}",
    "asked_by_id": "{leader}",
    "salt": "x",
    "owner_id": "{their_body}",
}
SEAT = {"name": "Ny Person", "municipality": "{own_municipality}", "days": "0,2", "on": "20.11.2026"}
WORKED = {"seat": "{leader_now}", "done_on": "20.11.2026", "time": "2", "kind": "local_work"}
COUNCIL = {"municipality": "{own_municipality}", "council": "youth", "on_date": "2.12.2026"}
ACTOR = {"actor": "residents", "name": "Alle", "how": "Møte", "on_date": "2.12.2026"}
MEASURE = {
    "what": "Opne kjøkkenet",
    "owner": "Ola",
    "begins_on": "1.12.2026",
    "due_on": "1.2.2027",
    "is_new_service": "no",
}
ADOPTED = {"wording": "1", "decided_by": "Rådet", "case_number": "2026/9", "decided_on": "20.11.2026"}
NEED = {"text": "Nokon å syngje med", "themes": "culture"}
GIVEN = {"consent_how": "oral", "consent_on": "20.11.2026", "consent_until": "1.11.2027"}
WISH = {"wish": "Å syngje", "themes": "culture", "name": "Ei", **GIVEN}
FOUNDED = {
    "name": "Nytt",
    "lead": "{own_municipality}",
    "maturity": "starting",
    "leader_name": "Ola",
    "leader_days": "1",
}
NEW_PLAN = {"title": "Plan", "kind": "open_group", "body": "{own_municipality}", "municipality": "1577"}
MEETING = {
    "kind": "webinar",
    "title": "Éi samling",
    "day": "15.1.2027",
    "starts": "10.00",
    "ends": "11.00",
    "mode": "digital",
    "link": "https://video.example.no/x",
}
MATERIAL = {"title": "Kort", "address": "https://example.no/kort", "permission": "CC BY 4.0"}
HOMEWORK = {"title": "Spør ti", "text": "Spør.", "due_on": "15.1.2027"}
QUESTION = {"topic": "other", "question": "Kven?"}
WORK = {"title": "Eitt", "questions": "Kva no?", "group_size": "5", "minutes": "20"}
OWN, COORDINATOR, CENTRE = {"team_id": "{team_id}"}, "kom.volda", "dir.1"
BY, RUN = {"added_by_id": "{coordinator}"}, {"programme_id": "{programme_id}"}
ROAD = {"roadmap_id": "{roadmap}"}
NOT_BEGUN = {"goal_id": "{goal_id}", "progress": "not_begun"}
BEGUN = {"body_id": "{own_municipality}", "begun_by_id": "{coordinator}", "status": "planning"}
LEARNT = {"learnt": "Ljos", "learnt_on": "20.11.2026"}
ORGANISED = {"wish": "Å syngje", "themes": "culture", "people": "4"}
Case = tuple[str, str, dict[str, str], type[Any], dict[str, object]]
SENT: list[Case] = [
    (COORDINATOR, f"{TEAM}new", FOUNDED, CoreTeam, {"lead_id": "{own_municipality}", "ended_on": None}),
    (COORDINATOR, f"{OURS}people/new", SEAT, Seat, {**OWN, "is_leader": False, "tenths": 2, "person_id": None}),
    (COORDINATOR, f"{OURS}hours/", WORKED, WorkHours, {**OWN, "noted_by_id": "{coordinator}"}),
    (COORDINATOR, f"{OURS}meetings/new", {"held_on": "20.11.2026", "about": "Kaien"}, TeamMeeting, OWN),
    (COORDINATOR, f"{OURS}guests/new", {"organisation": "{guest}"}, TeamGuest, OWN),
    (COORDINATOR, f"{OURS}involvement/actors/new", ACTOR, Involvement, {**OWN, "is_done": False}),
    (COORDINATOR, f"{OURS}involvement/councils/new", COUNCIL, CouncilContact, {**OWN, "is_done": False}),
    (COORDINATOR, f"{ROADMAP}goals/new", {"text": "Mål", "due_on": "1.6.2027"}, StrategicGoal, ROAD),
    (COORDINATOR, f"{ROADMAP}goals/{{goal_id}}/measures/new", MEASURE, StrategicMeasure, NOT_BEGUN),
    (COORDINATOR, f"{ROADMAP}lessons/new", LEARNT, Lesson, OWN),
    (COORDINATOR, f"{WISHES}resources/new/person", WISH, SeniorResource, {**OWN, **BY, "erased_on": None}),
    (COORDINATOR, f"{WISHES}needs/new", NEED, LocalNeed, {**OWN, "met_on": None}),
    (COORDINATOR, f"{WISHES}opportunities/new", NEED, Opportunity, {**OWN, "offer_id": None}),
    (COORDINATOR, f"{PLANNING}new", NEW_PLAN, PlanningGuide, BEGUN),
    (COORDINATOR, f"{COURSE}teams/{{team_id}}/ask", QUESTION, Guidance, {**OWN, **RUN, "answer": ""}),
    (CENTRE, f"{COURSE}meetings/new", MEETING, ProgrammeEvent, {**RUN, "status": "planned"}),
    (CENTRE, f"{COURSE}tools/new", MATERIAL, Material, {**RUN, "event_id": None}),
    (CENTRE, f"{COURSE}homework/new", HOMEWORK, Homework, {**RUN, "event_id": None}),
    (CENTRE, f"{GROUPS}new", WORK, GroupWork, {**RUN, "status": "draft", "code": None}),
]
REFUSED: list[tuple[str | None, str, dict[str, str]]] = [
    (COORDINATOR, f"{TEAM}new", {**FOUNDED, "lead": "{their_body}"}),
    (COORDINATOR, f"{OURS}change", {"name": "X", "lead": "{their_body}", "maturity": "starting", "version": "1"}),
    (COORDINATOR, f"{OURS}people/new", {**SEAT, "municipality": "{their_body}"}),
    (COORDINATOR, f"{OURS}people/{{their_seat}}", {**SEAT, "version": "1"}),
    (COORDINATOR, f"{OURS}people/{{their_seat}}/lead", {"version": "1"}),
    (COORDINATOR, f"{OURS}people/{{their_seat}}/access", {}),
    (COORDINATOR, f"{OURS}people/{{their_seat}}/leave", {"on": "20.11.2026", "version": "1"}),
    (COORDINATOR, f"{TEAM}{{theirs}}/people/new", SEAT),
    (COORDINATOR, f"{TEAM}{{theirs}}/end", {}),
    (COORDINATOR, f"{OURS}hours/", {**WORKED, "seat": "{their_seat}"}),
    (COORDINATOR, f"{OURS}hours/{{their_entry}}", {**WORKED, "version": "1"}),
    (COORDINATOR, f"{OURS}hours/{{their_entry}}/remove", {"version": "1"}),
    (COORDINATOR, f"{OURS}involvement/councils/new", {**COUNCIL, "municipality": "{their_body}"}),
    (COORDINATOR, f"{OURS}involvement/anchoring/{{their_body}}", {"kind": "plan_adopted", "on_date": "1.2.2026"}),
    (COORDINATOR, f"{OURS}involvement/councils/{{their_council}}/remove", {"version": "1"}),
    (COORDINATOR, f"{ROADMAP}goals/{{their_goal}}", {"text": "X", "due_on": "1.6.2027", "version": "1"}),
    (COORDINATOR, f"{ROADMAP}goals/{{their_goal}}/measures/new", MEASURE),
    (COORDINATOR, f"{ROADMAP}goals/{{goal_id}}/measures/new", {**MEASURE, "municipality_id": "{their_body}"}),
    (COORDINATOR, f"{ROADMAP}measures/{{their_measure}}/move", {"progress": "done", "version": "1"}),
    (COORDINATOR, f"{ROADMAP}lessons/new", {**LEARNT, "measure_id": "{their_measure}"}),
    (COORDINATOR, f"{ROADMAP}adoptions/new", {**ADOPTED, "municipality_id": "{municipality_id}"}),
    (COORDINATOR, f"{WISHES}resources/{{resource_id}}/connect", {"need": "{their_need}", "is_wished": "no"}),
    (COORDINATOR, f"{WISHES}resources/{{their_resource}}/forget", {}),
    (COORDINATOR, f"{WISHES}resources/new/organisation", {**ORGANISED, "organisation": "{their_organisation}"}),
    (COORDINATOR, f"{WISHES}resources/new/person", {**WISH, "volunteer_id": "999999"}),
    (COORDINATOR, f"{WISHES}needs/{{their_need}}/met", {}),
    (COORDINATOR, f"{WISHES}opportunities/new", {**NEED, "offer_id": "{their_offer}"}),
    (COORDINATOR, f"{PLANNING}new", {**NEW_PLAN, "body": "{their_body}"}),
    (COORDINATOR, f"{PLANNING}{{their_plan}}/wishes/", {"wishes": "X", "version": "2"}),
    (COORDINATOR, f"{PLANNING}{{their_plan}}/stop", {}),
    (COORDINATOR, f"{PLAN}existing/", {"reaching": "X", "offer_id": "{their_offer}", "version": "2"}),
    (COORDINATOR, f"{COURSE}teams/{{theirs}}/ask", QUESTION),
    (COORDINATOR, f"{COURSE}teams/{{theirs}}/network", {"good_at": "X", "version": "1"}),
    (COORDINATOR, f"{COURSE}homework/{{homework_id}}/teams/{{theirs}}/", {"text": "X", "version": "0"}),
    (COORDINATOR, f"{COURSE}homework/{{homework_id}}/teams/{{theirs}}/feedback", {"feedback": "X", "version": "1"}),
    (COORDINATOR, f"{COURSE}meetings/{{held_id}}/attendance", {"team_{team_id}": "{their_seat}", "seen": ""}),
    (CENTRE, f"{COURSE}teams/{{alone}}/telephone", {**QUESTION, "answer": "X"}),
    (CENTRE, f"{COURSE}tools/new", {**MATERIAL, "event": "{other_event}"}),
    (CENTRE, f"{COURSE}homework/new", {**HOMEWORK, "event": "{other_event}"}),
    (CENTRE, f"{COURSE}meetings/{{other_event}}/cancel", {}),
    (CENTRE, f"{GROUPS}new", {**WORK, "event": "{other_event}"}),
    (CENTRE, f"{GROUPS}{{other_work}}/open", {}),
    (CENTRE, f"{GROUPS}{{work_id}}/answers/{{other_answer}}/take-away", {}),
    (CENTRE, f"{GROUPS}{{work_id}}/questions/{{join_question_id}}/sum-up", {"summary": "X", "version": "1"}),
    ("phone", f"{JOINING}{{join_code}}/questions/{{question_id}}/", {"q{question_id}-text": "X"}),
    (None, f"{JOINING}{{join_code}}/questions/{{join_question_id}}/", {"q{join_question_id}-text": "X"}),
]


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations]) -> Ids:
    """What one's own forms are about, and what another team, body or programme holds."""
    opened = stage[0]
    ids, theirs = what_teams_have(opened), team_of(opened, "4204")
    goal = first(opened, select(StrategicGoal).where(StrategicGoal.roadmap.has(team_id=theirs.id)))
    leads = select(Seat).where(Seat.team_id == ids["team_id"], Seat.is_leader, Seat.left_on.is_(None))
    offer = first(opened, select(Offer).where(Offer.municipality_id == theirs.lead_id))
    writer, here = person(opened, "kom.krs"), {"team_id": theirs.id}
    plan = a_plan(opened, theirs.lead, theirs.lead, actor=writer)
    need = noting.note_need(opened, theirs, Need("Deira", "food"), actor_id=writer.id, at=clock.now())
    wished = Wish("Deira", "food", people=3)
    organisation = an_organisation(opened, "Deira lag")
    resource = seniors.add(
        opened,
        theirs,
        ResourceKind.ORGANISATION,
        wished,
        organisation_id=organisation.id,
        actor_id=writer.id,
        at=clock.now(),
    )
    opened.flush()
    found = {
        "theirs": theirs.id,
        "their_body": theirs.lead_id,
        "their_seat": one_of(opened, Seat, **here, left_on=None).id,
        "their_entry": one_of(opened, WorkHours, **here).id,
        "their_council": one_of(opened, CouncilContact, **here).id,
        "their_goal": goal.id,
        "their_roadmap": goal.roadmap_id,
        "their_measure": one_of(opened, StrategicMeasure, goal_id=goal.id).id,
        "their_need": need.id,
        "their_resource": resource.id,
        "their_organisation": organisation.id,
        "their_offer": offer.id,
        "their_plan": plan.id,
        "leader": writer.id,
        "coordinator": person(opened, COORDINATOR).id,
        "leader_now": first(opened, leads).id,
        "roadmap": one_of(opened, StrategicGoal, id=ids["goal_id"]).roadmap_id,
        "guest": an_organisation(opened, "Gjestene").id,
    }
    made = {**ids, **found, **another_programme(opened)}
    opened.commit()
    return made


def first(opened: Session, statement: Any) -> Any:
    """The first row that a statement finds."""
    return opened.scalars(statement.limit(1)).one()


def another_programme(opened: Session) -> dict[str, object]:
    """Another programme, with a meeting and group work of its own."""
    programme, centre = one_of(opened, Programme, code="KT2027"), person(opened, CENTRE)
    work = a_work(opened, programme, centre, "Anna", "vegg-a")
    question = begin(opened, work, centre)
    answer = GroupAnswer(question_id=question.id, group_number=1, text="Anna", theme="", key="anna", is_read=False)
    opened.add(answer)
    opened.flush()
    return {
        "other_programme": programme.id,
        "other_event": an_event(opened, programme, starts_at=clock.now() + timedelta(days=90)).id,
        "other_work": a_work(opened, programme, centre, "Kladd").id,
        "other_answer": answer.id,
    }


@pytest.mark.parametrize("case", SENT, ids=[f"{case[0]} {case[1]}" for case in SENT])
def test_what_a_form_does_not_have_is_not_kept(
    browse: Open, places: Ids, stage: tuple[Session, Relations], case: Case
) -> None:
    account, page, typed, model, expected = case
    opened = stage[0]
    opened.rollback()
    last = opened.scalar(select(model.id).order_by(model.id.desc()).limit(1)) or 0
    sent = {**filled(EXTRA, places), **filled(typed, places)}
    answer = post(browse(account), page.format(**places), sent)
    assert answer.status_code == 303, re.findall(r'href="#[^>]*>[^<]*', answer.text)
    opened.rollback()
    made = opened.scalars(select(model).where(model.id > last)).one()
    assert made.id < 900_000
    for name, value in filled(expected, places).items():
        assert str(getattr(made, name)) == str(value), (name, getattr(made, name))


@pytest.mark.parametrize("case", REFUSED, ids=[f"{case[1]} {number}" for number, case in enumerate(REFUSED)])
def test_what_is_another_s_is_no_choice(
    browse: Open, places: Ids, rows: Rows, case: tuple[str | None, str, dict[str, str]]
) -> None:
    account, page, typed = case
    client = browse(None if account == "phone" else account)
    if account == "phone":
        with client.session_transaction() as cookie:
            cookie["phone"] = PHONE
    before = rows()
    sent = {name.format(**places): value.format(**places) for name, value in typed.items()}
    answer = post(client, page.format(**places), sent)
    assert answer.status_code in {404, 409, 422}, answer.status_code
    now = rows()
    assert {name for name in now if now[name] != before[name]} <= {"reading"}
