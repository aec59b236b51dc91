"""The addresses of core teams and what carries them, each filled with what the team in Volda has and takes part in."""

import re
from collections.abc import Iterator, Mapping

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from activities.planning_guides.models import PlanningLesson
from directory.accounts.guard import PUBLIC, permission_of
from directory.municipalities.models import Municipality
from partnership.core_teams.models import CoreTeam, Seat, TeamGuest, TeamMeeting, WorkHours
from partnership.group_work.models import GroupAnswer, GroupQuestion, GroupWork, GroupWorkStatus
from partnership.involvement.models import CouncilContact, Involvement
from partnership.programmes.models import Guidance, HandIn, Material, Programme, ProgrammeEvent
from partnership.strategic_roadmaps.models import (
    Lesson,
    StrategicAdoption,
    StrategicGoal,
    StrategicMeasure,
    StrategicRoadmap,
)
from tests.walls import opening
from volunteers.senior_resources.models import Connection, LocalNeed, Opportunity, ResourceKind, SeniorResource

TEAMS, PROGRAMMES, JOIN = "/partnership/core-teams/", "/partnership/programmes/", "/join/"
RESOURCES, PLANNING, SELECTIONS = "/volunteers/senior-resources/", "/activities/planning/", "/grants/selections/"
SLICES = (TEAMS, PROGRAMMES, RESOURCES, PLANNING, SELECTIONS, JOIN)
PROGRAMME, NEXT_PROGRAMME, CALL, APPLICATION = "KT2026", "KT2027", "T2", "T2-2026-0002"
NOTHING, NO_CODE = 999_999, "ZZZZZZ"
Ids = Mapping[str, object]


class Door(opening.Door):
    """An address of one of the slices."""

    @property
    def of(self) -> str:
        """Where the addresses of its slice begin."""
        return next(each for each in SLICES if self.rule.startswith(each))


def doors(app: Flask, ids: Ids, *, for_everybody: bool = False) -> Iterator[Door]:
    """Every address of the slices, with each of the words that it may have: those behind sign-in, or those before."""
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(SLICES) or (rule.endpoint in PUBLIC) is not for_everybody:
            continue
        permission = permission_of(app.view_functions[rule.endpoint])
        for way in _ways(rule.rule):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield Door(method, rule.rule, filled(way, ids), filled(way, {}), permission)


def _ways(rule: str) -> list[str]:
    """An address with each of the words that it may have."""
    found = re.search(r"<any\(([^)]*)\):\w+>", rule)
    if not found:
        return [rule]
    return [rule.replace(found[0], word.strip(" '"), 1) for word in found[1].split(",")]


def filled(rule: str, ids: Ids) -> str:
    """An address with the ids of what is there, or with some that nothing has."""
    path = rule.replace("<call_code>", CALL if ids else NO_CODE).replace("<ref:reference>", APPLICATION)
    path = path.replace("<code>", str(ids.get("join" if rule.startswith(JOIN) else "code", NO_CODE)))

    def number(found: re.Match[str]) -> str:
        folder, name = found.groups()
        kind = "planning_lesson" if rule.startswith(PLANNING) and name == "lesson_id" else f"{folder}/{name}"
        return f"{folder}/{ids.get(kind, ids.get(name, NOTHING))}"

    return re.sub(r"([\w-]+)/<int:(\w+)>", number, path)


def team_of(session: Session, number: str) -> CoreTeam:
    """The team that a municipality leads."""
    return session.scalars(select(CoreTeam).join(CoreTeam.lead).where(Municipality.number == number)).one()


def what_there_is(session: Session) -> Ids:
    """The ids of what the team in Volda has, of what its programme holds, and of what is planned in Tydal."""
    team = team_of(session, "1577")
    goals = select(StrategicGoal.id).join(StrategicRoadmap).where(StrategicRoadmap.team_id == team.id)
    resources = select(SeniorResource.id).where(SeniorResource.team_id == team.id)
    seats = select(Seat.id).where(Seat.team_id == team.id, Seat.left_on.is_(None), ~Seat.is_leader)
    adoptions = select(StrategicAdoption.id).join(StrategicRoadmap).where(StrategicRoadmap.team_id == team.id)
    statements: dict[str, Select[int]] = {
        "organisation_id": select(TeamGuest.organisation_id).where(TeamGuest.team_id == team.id),
        "entry_id": select(WorkHours.id).where(WorkHours.team_id == team.id),
        "involvement_id": select(Involvement.id).where(Involvement.team_id == team.id),
        "contact_id": select(CouncilContact.id).where(CouncilContact.team_id == team.id),
        "meeting_id": select(TeamMeeting.id).where(TeamMeeting.team_id == team.id),
        "seat_id": seats,
        "adoption_id": adoptions,
        "goal_id": goals,
        "measure_id": select(StrategicMeasure.id).where(StrategicMeasure.goal_id.in_(goals)),
        "lesson_id": select(Lesson.id).where(Lesson.team_id == team.id),
        "resource_id": resources.where(SeniorResource.kind != ResourceKind.ORGANISATION),
        "connection_id": select(Connection.id).where(Connection.resource_id.in_(resources)),
        "needs/number": select(LocalNeed.id).where(LocalNeed.team_id == team.id),
        "opportunities/number": select(Opportunity.id).where(Opportunity.team_id == team.id),
        "guidance_id": select(Guidance.id).where(Guidance.team_id == team.id),
        "homework_id": select(HandIn.homework_id).where(HandIn.team_id == team.id),
    }
    ids: dict[str, object] = {"code": PROGRAMME, "team_id": team.id, "municipality_id": team.lead_id, "wording": 1}
    ids |= {name: session.scalars(statement.limit(1)).one() for name, statement in statements.items()}
    return {**ids, **_of_programme(session), **_of_guide(session)}


def _of_programme(session: Session) -> Ids:
    """What the programme holds for all its teams, and its group work: what is over, and what is to come."""
    programme = session.scalars(select(Programme).where(Programme.code == PROGRAMME)).one()
    of_programme = select(GroupWork).where(GroupWork.programme_id == programme.id)
    works = {each.status: each for each in session.scalars(of_programme)}
    over = works[GroupWorkStatus.CLOSED]
    questions = select(GroupQuestion.id).where(GroupQuestion.group_work_id == over.id)
    statements = {
        "event_id": select(ProgrammeEvent.id).where(ProgrammeEvent.programme_id == programme.id),
        "material_id": select(Material.id).where(Material.programme_id == programme.id),
        "question_id": questions,
        "answer_id": select(GroupAnswer.id).where(GroupAnswer.question_id.in_(questions)),
    }
    found = {name: session.scalars(statement.limit(1)).one() for name, statement in statements.items()}
    return {"work_id": over.id, "join": over.code, "draft_work": works[GroupWorkStatus.DRAFT].id, **found}


def _of_guide(session: Session) -> Ids:
    """What an association in Tydal plans, with what it has learnt on the way."""
    lesson = session.scalars(select(PlanningLesson).limit(1)).one()
    return {"guide_id": lesson.guide_id, "planning_lesson": lesson.id}
