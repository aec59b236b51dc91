"""The story of the core teams: the programme's meetings and homework, who leads, what is missing, what has met."""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from activities.planning_guides.models import PlanningGuide
from demo.cast import address
from directory.accounts.models import Person
from kernel.orm import Base
from partnership.core_teams import rules as team_rules
from partnership.core_teams.models import CoreTeam, Seat
from partnership.core_teams.queries import all_seats, seats_on
from partnership.group_work.models import GroupAnswer, GroupPlace, GroupWork, GroupWorkStatus
from partnership.involvement.models import Council, CouncilContact
from partnership.programmes.following import courses, records_of
from partnership.programmes.models import EventKind, EventStatus, Homework, Programme, ProgrammeEvent
from partnership.programmes.queries import participations
from partnership.relations.models import Relation
from partnership.strategic_roadmaps.queries import summaries
from tests.conftest import TODAY
from volunteers.senior_resources.models import Connection, ConnectionStatus, LocalNeed, SeniorResource

Told = tuple[Session, dict[str, Relation]]
WARNINGS = {"Volda": 0, "Kristiansand": 0, "Tydal": 1}


def count(session: Session, kind: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


def teams(session: Session) -> dict[str, CoreTeam]:
    return {team.lead.name: team for team in session.scalars(select(CoreTeam))}


def test_the_programme_has_as_many_of_each_as_the_domain_says(told: Told) -> None:
    opened = told[0]
    kinds = Counter(opened.scalars(select(ProgrammeEvent.kind)))
    assert kinds == {EventKind.GATHERING: 4, EventKind.WEBINAR: 3, EventKind.WORKING_MEETING: 5}
    assert count(opened, Homework) == 4
    held = opened.scalars(select(ProgrammeEvent).where(ProgrammeEvent.status == EventStatus.HELD)).all()
    assert len(held) == 10
    assert all(each.ends_at.date() < TODAY for each in held)


def test_one_homework_task_of_one_team_is_overdue(told: Told) -> None:
    opened = told[0]
    programme = opened.scalars(select(Programme).where(Programme.code == "KT2026")).one()
    found = courses(opened, programme, participations(opened, programme), records_of(opened, programme), TODAY)
    overdue = [(course.team.lead.name, task.due_on) for course in found for task in course.overdue]
    assert overdue == [("Tydal", date(2026, 11, 13))]


def test_every_team_has_one_leader_on_every_day_and_tydal_is_told_that_it_has_little_time(told: Told) -> None:
    opened = told[0]
    for name, team in teams(opened).items():
        for day in (team.begun_on + timedelta(days=each) for each in range((TODAY - team.begun_on).days)):
            seats = seats_on(opened, [team.id], day)[team.id]
            team_rules.ensure_led(seats)
        assert len(team_rules.warnings(seats)) == WARNINGS[name]


def test_the_leader_in_kristiansand_changed_and_both_are_remembered(told: Told) -> None:
    opened = told[0]
    leaders = [seat for seat in all_seats(opened, teams(opened)["Kristiansand"].id) if seat.is_leader]
    assert [each.name for each in sorted(leaders, key=lambda seat: seat.begun_on)] == [
        "Amina Yusuf Dahl",
        "Henrik Bjelland-Ruud",
    ]


def test_somebody_with_an_account_sits_in_the_team(told: Told) -> None:
    opened = told[0]
    person = opened.scalars(select(Person).where(Person.email == address("kt.volda"))).one()
    assert opened.scalars(select(Seat).where(Seat.person_id == person.id)).one().team_id == teams(opened)["Volda"].id


def test_councils_have_said_something_that_was_used_and_one_is_missing_in_kristiansand(told: Told) -> None:
    opened = told[0]
    asked = {(each.team_id, each.council) for each in opened.scalars(select(CouncilContact))}
    kristiansand = teams(opened)["Kristiansand"]
    assert {council for team_id, council in asked if team_id == kristiansand.id} == set(Council) - {Council.DISABILITY}
    done = opened.scalars(select(CouncilContact).where(CouncilContact.is_done))
    assert all(each.case_number and each.statement and each.used for each in done)


def test_one_roadmap_is_adopted_one_is_written_and_one_has_not_begun(told: Told) -> None:
    opened = told[0]
    known = teams(opened)
    found = summaries(opened, [team.id for team in known.values()], TODAY)
    assert found[known["Volda"].id].is_adopted
    assert not found[known["Kristiansand"].id].is_adopted
    assert found[known["Kristiansand"].id].measures == 2
    assert found[known["Tydal"].id].measures == 0


def test_the_groups_have_answered_and_nobody_is_named(told: Told) -> None:
    opened = told[0]
    statuses = Counter(opened.scalars(select(GroupWork.status)))
    assert statuses == {GroupWorkStatus.CLOSED: 1, GroupWorkStatus.DRAFT: 1}
    assert (count(opened, GroupPlace), count(opened, GroupAnswer)) == (14, 12)


def test_a_wish_has_met_a_need_and_both_some_wishes_and_some_needs_are_alone(told: Told) -> None:
    opened = told[0]
    assert (count(opened, SeniorResource), count(opened, LocalNeed)) == (4, 3)
    statuses = Counter(opened.scalars(select(Connection.status)))
    assert statuses == {ConnectionStatus.UNDER_WAY: 1, ConnectionStatus.SUGGESTED: 1}
    assert count(opened, PlanningGuide) == 2
