"""Recomputation as of any date or moment equals a replay of history up to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.lifecycle import NotAllowed
from partnership.assessments import actions, queries
from partnership.assessments.gathering import gather
from partnership.assessments.picture import Picture, Said
from partnership.history.course import course, seen_on
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from partnership.staircase.queries import edition_in_force, reigns
from tests.builders import NOW, a_municipality, a_person, a_relation, an_assessment, an_organisation, the_staircase
from tests.partnership.assessments.builders import look

SAYABLE = [Value.YES, Value.PARTLY, Value.NO, Value.UNKNOWN]
CODES = ["1.1", "1.4", "2.1", "2.4", "3.4", "3.5"]
_names = count(1)


@dataclass(frozen=True)
class World:
    """A relation, and another of the same municipality, in which its body says things too."""

    session: Session
    person: Person
    relations: tuple[Relation, Relation]


Event = tuple[int, Callable[[World, Relation, datetime], None]]


def a_world(session: Session) -> World:
    volda, person = a_municipality(session), a_person(session)
    one, other = (
        a_relation(session, volda, an_organisation(session, f"Lag {next(_names)}"), actor=person) for _each in range(2)
    )
    return World(session, person, (one, other))


def sends(side: Side, upto: int, code: str, value: Value) -> Any:
    def happen(world: World, relation: Relation, at: datetime) -> None:
        other = {f"q{code.replace('.', '_')}": value}
        an_assessment(world.session, relation, side, actor=world.person, upto=upto, at=at, **other)

    return happen


def disputes(side: Side, code: str, value: Value | None) -> Any:
    def happen(world: World, relation: Relation, at: datetime) -> None:
        picture = look(world.session, relation, side)
        question = picture.content.question(code)
        assert question is not None
        what = (world.session, relation, picture, question, side)
        if value is None:
            actions.withdraw(*what, actor_id=world.person.id, at=at)
        else:
            actions.dispute(*what, value=value, comment="Nei.", actor_id=world.person.id, at=at)

    return happen


def joins(code: str, value: Value | None) -> Any:
    def happen(world: World, relation: Relation, at: datetime) -> None:
        if value is None:
            actions.part(world.session, relation, code, actor_id=world.person.id, at=at)
        else:
            actions.join(world.session, relation, {code: Said(value)}, actor_id=world.person.id, at=at)

    return happen


def proves(kind: str, days: int) -> Any:
    def happen(world: World, relation: Relation, at: datetime) -> None:
        proof = actions.Proof("Avtale", date(2026, 1, 1), date(2026, 9, 1) + timedelta(days=days))
        actions.prove(world.session, relation, kind, proof, actor_id=world.person.id, at=at)

    return happen


def unproves(kind: str) -> Any:
    def happen(world: World, relation: Relation, at: datetime) -> None:
        actions.unprove(world.session, relation, kind, "Avtale", actor_id=world.person.id, at=at)

    return happen


def shows_all() -> Any:
    def happen(world: World, relation: Relation, at: datetime) -> None:
        for question in edition_in_force(world.session).content.questions:
            side = Side.ORGANISATION if question.point.answered_by.value == "organisation" else Side.MUNICIPALITY
            proof = actions.Proof("Sak 1", date(2025, 12, 1), date(2026, 12, 31))
            how = {"actor_id": world.person.id, "at": at, "today": NOW.date()}
            actions.show_evidence(world.session, relation, question, side, proof, **how)

    return happen


SIDES, KINDS = st.sampled_from(list(Side)), st.sampled_from(["agreement", "home_care_informed", "independence"])
HAPPENINGS = st.one_of(
    st.builds(sends, SIDES, st.sampled_from([1, 3, 5]), st.sampled_from(CODES), st.sampled_from(SAYABLE)),
    st.builds(disputes, SIDES, st.sampled_from(["2.4", "3.4", "3.5"]), st.sampled_from([*SAYABLE[:3], None])),
    st.builds(joins, st.sampled_from(CODES), st.sampled_from([*SAYABLE[:3], None])),
    st.builds(proves, KINDS, st.integers(0, 120)),
    st.builds(unproves, KINDS),
    st.builds(shows_all),
)
EVENTS = st.lists(st.tuples(st.sampled_from([0, 0, 0, 1]), HAPPENINGS), max_size=8)
# a smaller example of a failure is not worth the minutes it takes to find one through a database
HOW: dict[str, Any] = {"phases": [Phase.generate], "suppress_health_check": [HealthCheck.function_scoped_fixture]}
BEGINNING: list[Event] = [(0, shows_all()), *((0, sends(side, 3, "2.1", Value.YES)) for side in Side)]


def at_of(number: int) -> datetime:
    """Something happens every third day, and twice on some."""
    return NOW - timedelta(days=90) + timedelta(days=number // 2 * 6, hours=number)


def replay(world: World, events: list[Event]) -> None:
    for number, (which, happen) in enumerate(events):
        try:
            with world.session.begin_nested():
                happen(world, world.relations[which], at_of(number))
        except NotAllowed:
            pass  # what a rule refuses does not happen, in neither world
    world.session.flush()


def told(picture: Picture) -> tuple[Any, ...]:
    """All that a page shows of a picture, without the ids of its evidence."""
    evidence = {
        key: sorted((line.reference, line.dated_on, line.valid_to) for line in lines)
        for key, lines in picture.material.evidence.items()
    }
    seen = (picture.levels, picture.agreed, picture.differences, picture.joint, picture.own, picture.basis)
    return *seen, evidence, picture.material.submitted, picture.material.shown_alone, picture.progress


def test_a_whole_life_equals_its_replay_at_every_moment(session: Session) -> None:
    """With all that can be taken back again, which chance seldom brings in its order."""
    the_staircase(session)
    life: list[Event] = [
        *BEGINNING,
        (0, proves("agreement", 0)),
        (0, disputes(Side.ORGANISATION, "2.4", Value.NO)),
        (0, joins("2.1", Value.PARTLY)),
        (0, joins("1.1", Value.NO)),
        (1, sends(Side.MUNICIPALITY, 5, "1.4", Value.NO)),
        (0, disputes(Side.ORGANISATION, "2.4", None)),
        (0, joins("1.1", None)),
        (0, unproves("agreement")),
        (0, sends(Side.ORGANISATION, 3, "2.1", Value.NO)),
        (1, sends(Side.MUNICIPALITY, 5, "1.4", Value.YES)),
    ]
    whole, seen = a_world(session), set()
    replay(whole, life)
    for cut in range(len(life) + 1):
        part = a_world(session)
        replay(part, life[:cut])
        now = look(session, part.relations[0])
        assert told(look(session, whole.relations[0], known_at=at_of(cut) - timedelta(minutes=1))) == told(now)
        seen.add(str(told(now)))
    assert len(seen) >= len(life) - 1


@settings(max_examples=20, **HOW)
@given(events=EVENTS, begun=st.booleans(), cut=st.integers(0, 10), days=st.integers(-60, 250))
def test_recomputation_as_of_any_date_equals_a_replay_of_history(
    session: Session, events: list[Event], begun: bool, cut: int, days: int
) -> None:
    if edition_of(session) is None:
        the_staircase(session)
    events = [*BEGINNING, *events] if begun else events
    cut = min(cut, len(events))
    whole, part = a_world(session), a_world(session)
    replay(whole, events)
    replay(part, events[:cut])
    moment, day = at_of(cut) - timedelta(minutes=1), NOW.date() + timedelta(days=days)
    for eyes in (*Side, None):
        recomputed = look(session, whole.relations[0], eyes, as_of=day, known_at=moment)
        assert told(recomputed) == told(look(session, part.relations[0], eyes, as_of=day))


@settings(max_examples=10, **HOW)
@given(events=EVENTS)
def test_the_course_stands_on_every_day_where_the_picture_of_that_day_stands(
    session: Session, events: list[Event]
) -> None:
    if edition_of(session) is None:
        the_staircase(session)
    world = a_world(session)
    replay(world, [*BEGINNING, *events])
    relation, last = world.relations[0], NOW.date() + timedelta(days=200)
    chronicle, in_turn = gather(session, [relation], whole=True).chronicles[relation.id], reigns(session)
    turns = course(chronicle, in_turn, None, last)
    assert [turn.on for turn in turns] == sorted({turn.on for turn in turns})
    for offset in range(-95, 201, 7):
        day = NOW.date() + timedelta(days=offset)
        shown = seen_on(chronicle, in_turn, None, day).levels
        numbers = [each and each.number for each in (shown.municipality, shown.organisation, shown.agreed)]
        before = [turn for turn in turns if turn.on <= day]
        assert numbers == (list(vars(before[-1].numbers).values()) if before else [None] * 3)


def edition_of(session: Session) -> object:
    """The version in force, once the first example has brought one."""
    return next(iter(reigns(session)), None)


def test_now_is_the_last_moment(session: Session) -> None:
    the_staircase(session)
    world = a_world(session)
    replay(world, BEGINNING)
    relation = world.relations[0]
    assert told(look(session, relation)) == told(look(session, relation, known_at=NOW))
    assert queries.latest_of(session, relation.id, Side.MUNICIPALITY) is not None
