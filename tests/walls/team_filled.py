"""A programme with so many teams, meetings, tasks and answers, and a team that has so many things of each kind."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from partnership.core_teams.models import Seat, TeamGuest, TeamMeeting, WorkHours, WorkKind
from partnership.group_work import actions as group_work
from partnership.group_work import queries as groups
from partnership.group_work.models import GroupAnswer, GroupPlace, GroupWork
from partnership.involvement.models import ActorKind, Anchoring, AnchoringKind, Council, CouncilContact, Involvement
from partnership.programmes.models import (
    Attendance,
    EventStatus,
    Guidance,
    GuidanceTopic,
    HandIn,
    HandInStatus,
    Homework,
    Material,
    Programme,
)
from partnership.roadmaps.models import Progress
from partnership.strategic_roadmaps.models import Lesson, StrategicMeasure, StrategicNote
from tests.activities.planning_guides.builders import a_plan, some_content
from tests.builders import NOW, a_municipality, a_person, an_organisation
from tests.partnership.group_work.builders import some_work
from tests.partnership.strategic_roadmaps.builders import a_goal, a_measure, an_adoption
from tests.partnership.teaming import Centre, Table, a_centre, a_seat, a_table, a_team, an_event, takes_part
from volunteers.senior_resources.models import (
    Connection,
    ConnectionStatus,
    LocalNeed,
    Opportunity,
    ResourceKind,
    Segment,
    SegmentCount,
    SeniorResource,
)

TODAY, YESTERDAY = NOW.date(), NOW - timedelta(days=1)
GOALS, GROUPS = 10, 12
THEMES = ("walking", "food", "digital", "learning", "culture")


@dataclass(frozen=True)
class School:
    """A programme of a centre, the team that has most of everything, and who looks at it."""

    session: Session
    centre: Centre
    lead: Person
    table: Table
    work: GroupWork
    ids: dict[str, object]

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.centre.programme


def a_school(session: Session, size: int) -> School:
    """A programme of so many teams, in which the first has so many things of each kind."""
    centre, table = a_centre(session), a_table(session)
    lead, by, programme = a_person(session, Role.LEAD, centre.body), centre.caseworker.id, centre.programme
    takes_part(session, programme, table.team, good_at="Samtalar")
    leaders = [table.seats[0], *(_another(session, programme, table, number) for number in range(size - 1))]
    ids = _what_is_learnt(session, programme, leaders, by, size) | _of_team(session, table, size)
    work = _group_work(session, programme, by, size)
    ids |= {"code": programme.code, "team": table.team.id, "work": work.id, "join": work.code}
    ids["question"] = groups.questions_of(session, work)[0].id
    session.commit()
    return School(session, centre, lead, table, work, ids)


def _another(session: Session, programme: Programme, table: Table, number: int) -> Seat:
    """The leader of another team, in which the first team's municipality has a part as well."""
    place = a_municipality(session, f"By {number}")
    team = a_team(session, place, table.municipality, actor=table.coordinator, name=f"Team {number}")
    takes_part(session, programme, team, good_at="Å spørje")
    a_seat(session, team, place, name=f"Medlem {number}")
    return a_seat(session, team, place, name=f"Leiar {number}", tenths=10, is_leader=True)


def _what_is_learnt(
    session: Session, programme: Programme, leaders: list[Seat], by: int, size: int
) -> dict[str, object]:
    """Meetings with those who came, what is used there, homework with what was handed in, and questions."""
    team, here = leaders[0].team_id, {"programme_id": programme.id}
    held = {"starts_at": NOW - timedelta(days=3), "status": EventStatus.HELD}
    event = an_event(session, programme, title="Alle kom", **held)  # type: ignore[arg-type]
    for number in range(size):
        an_event(session, programme, title=f"Samling {number}", starts_at=NOW + timedelta(hours=number + 1))
    titled = {"text": "Spør dei", "due_on": TODAY + timedelta(days=5)}
    tasks = [Homework(**here, event_id=event.id, title=f"Lekse {number}", **titled) for number in range(size)]
    session.add_all(tasks)
    session.flush()
    of_all = [(tasks[0], each.team_id) for each in leaders] + [(each, team) for each in tasks[1:]]
    session.add_all([_handed_in(task.id, team_id) for task, team_id in of_all])
    session.add_all([Attendance(event_id=event.id, seat_id=each.id, noted_at=NOW) for each in leaders])
    about = {"topic": GuidanceTopic.METHODS, "question": "Korleis?", "asked_at": NOW, "asked_by_id": by, "answer": ""}
    asked = [Guidance(**here, team_id=each, **about) for each in [team] * size + [each.team_id for each in leaders]]
    paper = {"address": "https://example.no", "edition": "1", "permission": "Fritt", "added_at": NOW}
    session.add_all(asked)
    session.add_all([Material(**here, event_id=event.id, title=f"Kort {number}", **paper) for number in range(size)])
    session.flush()
    return {"event": event.id, "homework": tasks[0].id, "guidance": asked[0].id}


def _handed_in(homework_id: int, team_id: int) -> HandIn:
    return HandIn(
        homework_id=homework_id, team_id=team_id, text="Svar", address="", status=HandInStatus.HANDED_IN,
        handed_in_at=NOW, feedback="",
    )  # fmt: skip


def _of_team(session: Session, table: Table, size: int) -> dict[str, object]:
    """All that a team keeps of itself, of its roadmap, and of what people wish."""
    team, by = table.team.id, table.coordinator.id
    for number in range(size):
        session.add_all(_one_of_each(table, number))
        if number < GOALS * 2:
            guest = an_organisation(session, f"Lag {number}")
            session.add(TeamGuest(team_id=team, organisation_id=guest.id, invited_at=NOW, invited_by_id=by))
            a_seat(session, table.team, table.municipality, name=f"Nr {number}", left_on=TODAY)
    session.add(
        Anchoring(
            team_id=team, municipality_id=table.municipality.id, kind=AnchoringKind.PLAN_ADOPTED, plan="Planen",
            process="", on_date=TODAY, case_number="26/1", political="Ja", administrative="Ja",
        )
    )  # fmt: skip
    measure = _roadmap(session, table, size)
    resource = _wishes(session, table, size)
    place, whole = table.municipality, some_content()
    guides = [a_plan(session, place, place, actor=table.coordinator, content=whole) for _number in range(size)]
    return {"measure": measure.id, "resource": resource.id, "guide": guides[0].id}


def _one_of_each(table: Table, number: int) -> list[object]:
    """Hours, a meeting, a talk with a council and with somebody else, something learnt, and a count."""
    here, day = {"team_id": table.team.id}, TODAY - timedelta(days=number)
    return [
        WorkHours(
            **here, seat_id=table.seats[0].id, done_on=day, minutes=60, kind=WorkKind.HOMEWORK, note="",
            noted_at=NOW, noted_by_id=table.member.id,
        ),
        TeamMeeting(**here, held_on=day, place="Rådhuset", present="Alle", about="Kaia", decided="Ja"),
        CouncilContact(
            **here, municipality_id=table.municipality.id, council=Council.OLDER_PEOPLE, on_date=day, is_done=True,
            case_number=f"26/{number}", statement="Ja", used="Ja",
        ),
        Involvement(
            **here, actor=ActorKind.RESIDENTS, name=f"Grend {number}", how="Kaffi", on_date=day, is_done=True,
            result="Dei vil",
        ),
        Lesson(**here, measure_id=None, learnt_on=day, learnt="Spør", changed="Vi spør", is_shared=True),
        *(
            SegmentCount(**here, place=f"Grend {number}", segment=each, people=7, counted_on=TODAY)
            for each in Segment
        ),
    ]  # fmt: skip


def _roadmap(session: Session, table: Table, size: int) -> StrategicMeasure:
    """Ten goals with the measures between them, each late and with a note, and adopted."""
    goals = [a_goal(session, table, text=f"Mål {number}") for number in range(min(GOALS, size))]
    measures = [
        a_measure(session, table, goal=goals[number % len(goals)], what=f"Tiltak {number}") for number in range(size)
    ]
    for each in measures:
        each.progress, each.begins_on, each.due_on = Progress.UNDER_WAY, date(2026, 9, 1), date(2026, 11, 1)
        noted = {"progress": Progress.UNDER_WAY, "words": "Byrja", "noted_at": NOW}
        session.add(StrategicNote(measure_id=each.id, noted_by_id=table.coordinator.id, **noted))
    an_adoption(session, table)
    return measures[0]


def _wishes(session: Session, table: Table, size: int) -> SeniorResource:
    """Wishes, needs and opportunities of five themes, each wish with a need and an opportunity that it waits for."""
    kept = {"consent_on": TODAY, "consent_how": "oral", "consent_until": date(2027, 6, 1), "added_on": TODAY}
    here, noted = {"team_id": table.team.id}, {"noted_on": TODAY}
    first = None
    for number in range(size):
        theme = THEMES[number % len(THEMES)]
        wish = SeniorResource(
            **here, kind=ResourceKind.INDIVIDUAL, name=f"Berit {number}", contact="", wish="Eg vil gjerne",
            prerequisites="", themes=theme, people=1, added_by_id=table.coordinator.id, **kept,
        )  # fmt: skip
        need = LocalNeed(**here, text=f"Nokon {number}", themes=theme, place="Mork", said_by="Rådet", **noted)
        chance = Opportunity(**here, text=f"Eit rom {number}", themes=theme, place="Mork", **noted)
        free = [
            LocalNeed(**here, text=f"Ingen {number}", themes=theme, place="Mork", said_by="Rådet", **noted),
            Opportunity(**here, text=f"Ein kai {number}", themes=theme, place="Mork", **noted),
        ]
        session.add_all([wish, need, chance, *free])
        session.flush()
        first = first or wish
        said = {"status": ConnectionStatus.SUGGESTED, "said": "", "changed_on": TODAY}
        tied = {"resource_id": (first if number % 2 else wish).id, "need_id": need.id, "opportunity_id": chance.id}
        session.add(Connection(**tied, **said))
    session.flush()
    return session.scalars(select(SeniorResource).filter_by(**here).order_by(SeniorResource.id).limit(1)).one()


def _group_work(session: Session, programme: Programme, by: int, size: int) -> GroupWork:
    """Group work without end, and one in which so many phones have said so much of each question."""
    for number in range(size):
        some_work(session, programme, actor_id=by, title=f"Arbeid {number}")
    work = some_work(session, programme, actor_id=by, title="Det store")
    group_work.open_joining(session, work, actor_id=by, at=YESTERDAY)
    session.flush()
    for number in range(size):
        place = {"digest": f"{number}", "group_number": number % GROUPS + 1, "joined_at": NOW}
        session.add(GroupPlace(group_work_id=work.id, **place))
    group_work.start(session, work, actor_id=by, at=YESTERDAY)
    session.flush()
    for question in groups.questions_of(session, work):
        said = [{"group_number": each % GROUPS + 1, "text": f"Svar {each}", "key": f"{each}"} for each in range(size)]
        session.add_all([GroupAnswer(question_id=question.id, theme=THEMES[0], is_read=True, **each) for each in said])
    group_work.close(session, work, actor_id=by, at=YESTERDAY + timedelta(minutes=30))
    session.flush()
    return work
