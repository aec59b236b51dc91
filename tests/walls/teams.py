"""The addresses of core teams and their programme, each filled with what Volda's team and the centre have."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.planning_guides.models import PlanningGuide, PlanningLesson
from directory.accounts.models import Person
from directory.municipalities.models import Municipality
from kernel import clock
from partnership.core_teams import actions as teams
from partnership.core_teams.models import CoreTeam, Seat, TeamGuest, TeamMeeting, WorkHours
from partnership.group_work import actions as group_work
from partnership.group_work import queries as groups
from partnership.group_work.models import GroupAnswer, GroupQuestion, GroupWork, GroupWorkStatus
from partnership.group_work.rules import WorkDraft
from partnership.involvement.models import CouncilContact, Involvement
from partnership.programmes import actions as programmes
from partnership.programmes import guiding
from partnership.programmes.models import EventStatus, GuidanceTopic, Homework, Material, Programme, ProgrammeEvent
from partnership.programmes.rules import HandInDraft, Question
from partnership.strategic_roadmaps.models import Lesson, StrategicAdoption, StrategicGoal, StrategicMeasure
from tests.activities.planning_guides.builders import a_plan, some_content
from tests.partnership.teaming import a_seat, a_team
from tests.walls.rooms import one_of
from volunteers.senior_resources.models import Connection, ConnectionStatus, LocalNeed, Opportunity, SeniorResource

PLACE, CODE, PHONE = "1577", "KT2026", "vegg-ein"
TEAM, LEARNING = "/partnership/core-teams/", "/partnership/programmes/"
PLANNING, SENIORS, JOINING = "/activities/planning/", "/volunteers/senior-resources/", "/join/"
WINGS = (TEAM, LEARNING, PLANNING, SENIORS, JOINING)
Ids = Mapping[str, object]
ASKED = ("Kva tek de med heim?", "Kva vil de ikkje gjere ein gong til?")


@dataclass(frozen=True)
class Door:
    """An address with its ids, and how it is knocked on."""

    method: str
    rule: str
    path: str
    endpoint: str


def doors(app: Flask, ids: Ids) -> Iterator[Door]:
    """Every address of these slices, once for each of the words that it may hold."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(WINGS):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                for path in _filled(rule.rule, ids):
                    yield Door(method, rule.rule, path, rule.endpoint)


def _filled(rule: str, ids: Ids) -> Iterator[str]:
    """An address with the ids of what is there; a name may be told apart by the wing, as `join_code`."""
    wing = next(each for each in WINGS if rule.startswith(each))
    own = {JOINING: "join_", PLANNING: "plan_"}.get(wing, "")
    path = re.sub(r"<(?:int:)?(\w+)>", lambda found: str(ids.get(own + found[1], ids.get(found[1]))), rule)
    choice = re.search(r"<any\(([^)]*)\):\w+>", path)
    for word in choice[1].split(",") if choice else [""]:
        yield path.replace(choice[0], word.strip(" '")) if choice else path


def person(session: Session, account: str) -> Person:
    """One of the story's people."""
    return one_of(session, Person, email=f"{account}@demo.example")


def team_of(session: Session, number: str = PLACE) -> CoreTeam:
    """The team that a municipality leads."""
    lead = one_of(session, Municipality, number=number)
    return one_of(session, CoreTeam, lead_id=lead.id)


def what_teams_have(session: Session) -> dict[str, object]:
    """The ids of what Volda's team has, and the centre with it; what the story lacks is added."""
    team, centre, programme = team_of(session), person(session, "dir.1"), one_of(session, Programme, code=CODE)
    selbu = one_of(session, Municipality, number="5032")
    teams.add_municipality(session, team, selbu.id, actor_id=centre.id, at=clock.now())
    newcomer = a_seat(session, team, team.lead, name="Ny", tenths=1, email="ny.i.teamet@example.no")
    ids: dict[str, object] = {
        "team_id": team.id,
        "municipality_id": selbu.id,
        "own_municipality": team.lead_id,
        "seat_id": newcomer.id,
        "code": CODE,
        "programme_id": programme.id,
    }
    ids |= _of_team(session, team) | _of_seniors(session, team)
    ids |= _of_programme(session, programme, team, centre) | _of_groups(session, programme, centre)
    ids |= _of_planning(session, team.lead)
    alone, krs = a_team(session, selbu, actor=centre, name="Selbu åleine"), one_of(session, Municipality, number="4204")
    teams.invite(session, alone, team.lead_id, actor_id=centre.id, at=clock.now())
    teams.invite(session, team, krs.id, actor_id=centre.id, at=clock.now())
    ids["alone"] = alone.id
    session.commit()
    return ids


def _of_team(session: Session, team: CoreTeam) -> dict[str, object]:
    goal = session.scalars(
        select(StrategicGoal).where(StrategicGoal.roadmap.has(team_id=team.id)).order_by(StrategicGoal.id).limit(1)
    ).one()
    adoption = StrategicAdoption.roadmap_id == goal.roadmap_id
    here = {"team_id": team.id}
    return {
        "organisation_id": one_of(session, TeamGuest, **here).organisation_id,
        "entry_id": one_of(session, WorkHours, **here).id,
        "meeting_id": one_of(session, TeamMeeting, **here).id,
        "involvement_id": one_of(session, Involvement, **here).id,
        "contact_id": one_of(session, CouncilContact, **here).id,
        "lesson_id": one_of(session, Lesson, **here).id,
        "goal_id": goal.id,
        "wording": 1,
        "measure_id": one_of(session, StrategicMeasure, goal_id=goal.id).id,
        "adoption_id": session.scalars(select(StrategicAdoption.id).where(adoption).limit(1)).one(),
        "leader_id": session.scalars(select(Seat.id).where(Seat.team_id == team.id, Seat.is_leader).limit(1)).one(),
    }


def _of_seniors(session: Session, team: CoreTeam) -> dict[str, object]:
    here = {"team_id": team.id}
    waits = select(Connection).where(
        Connection.resource.has(team_id=team.id), Connection.status == ConnectionStatus.SUGGESTED
    )
    return {
        "resource_id": session.scalars(
            select(SeniorResource.id).where(SeniorResource.team_id == team.id, SeniorResource.wish != "")
            .order_by(SeniorResource.id.desc()).limit(1)
        ).one(),
        "number": one_of(session, LocalNeed, **here).id,
        "chance": one_of(session, Opportunity, **here).id,
        "connection_id": session.scalars(waits.limit(1)).one().id,
    }  # fmt: skip


def _of_programme(session: Session, programme: Programme, team: CoreTeam, centre: Person) -> dict[str, object]:
    here, now, writer = {"programme_id": programme.id}, clock.now(), person(session, "kom.volda")
    question = Question(GuidanceTopic.OTHER, "Kven kan hjelpe oss?")
    asked = guiding.ask(session, programme, team, question, actor_id=writer.id, at=now)
    tasks = session.scalars(select(Homework).filter_by(**here).order_by(Homework.id.desc()).limit(1)).all()
    draft, other = HandInDraft("Vi har begynt.", ""), team_of(session, "4204")
    programmes.write_hand_in(session, tasks[0], team, draft, version=0, actor_id=writer.id, at=now)
    programmes.hand_in(session, tasks[0], other, draft, version=0, actor_id=writer.id, at=now)
    session.flush()
    return {
        "handed": other.id,
        "guidance_id": asked.id,
        "homework_id": tasks[0].id,
        "material_id": one_of(session, Material, **here).id,
        "event_id": one_of(session, ProgrammeEvent, **here, status=EventStatus.PLANNED).id,
        "held_id": one_of(session, ProgrammeEvent, **here, status=EventStatus.HELD).id,
    }


def a_work(session: Session, programme: Programme, centre: Person, title: str, *phones: str) -> GroupWork:
    """Group work that is being prepared, or that phones have joined."""
    draft = WorkDraft(title, None, 5, 20, ASKED)
    made = group_work.make(session, programme, draft, actor_id=centre.id, at=clock.now())
    session.flush()
    if phones:
        group_work.open_joining(session, made, actor_id=centre.id, at=clock.now())
    for phone in phones:
        group_work.join(session, made, phone, at=clock.now())
    session.flush()
    return made


def begin(session: Session, work: GroupWork, centre: Person) -> GroupQuestion:
    """Let the groups begin; the first question."""
    group_work.start(session, work, actor_id=centre.id, at=clock.now())
    session.flush()
    return groups.questions_of(session, work)[0]


def _of_groups(session: Session, programme: Programme, centre: Person) -> dict[str, object]:
    """Group work that is being prepared, open, running, and over."""
    running = a_work(session, programme, centre, "Går no", PHONE, "vegg-to")
    question = begin(session, running, centre)
    opened = a_work(session, programme, centre, "Open", PHONE)
    over = one_of(session, GroupWork, programme_id=programme.id, status=GroupWorkStatus.CLOSED)
    answered = one_of(session, GroupQuestion, group_work_id=over.id)
    return {
        "draft_work": a_work(session, programme, centre, "Kladd").id,
        "open_work": opened.id,
        "open_code": opened.code,
        "running_work": running.id,
        "join_code": running.code,
        "join_question_id": question.id,
        "work_id": over.id,
        "question_id": answered.id,
        "answer_id": one_of(session, GroupAnswer, question_id=answered.id).id,
    }


def _of_planning(session: Session, lead: Municipality) -> dict[str, object]:
    """A plan of the municipality's own in which everything is answered, and one that is begun."""
    writer = person(session, "kom.volda")
    whole = a_plan(session, lead, lead, actor=writer, content=some_content())
    lesson = PlanningLesson(guide_id=whole.id, learnt_on=date(2026, 11, 1), learnt="Lys", changed="Lampe")
    bare: PlanningGuide = a_plan(session, lead, lead, actor=writer)
    session.add(lesson)
    session.flush()
    return {"guide_id": whole.id, "plan_lesson_id": lesson.id, "bare_guide": bare.id}
