"""The story itself: what the parties did in the autumn of 2026, told through the same actions as on the pages."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from demo import (
    agreeing,
    answering,
    applying,
    asking,
    assessing,
    going,
    helping,
    learning,
    mobilising,
    offering,
    planning,
    script,
    securing,
    sharing,
    talking,
    teaming,
)
from demo.applying import Desk
from demo.cast import address, gather
from demo.helping import House
from demo.learning import Course
from demo.mobilising import Ground
from demo.script import Part, Scene
from demo.stage import Event, Stage
from demo.teaming import Round
from directory.accounts.models import Person
from kernel.clock import local_date
from kernel.jobs.outbox import OutboxJob
from partnership.assessments import actions as assessments
from partnership.assessments.material import Shown
from partnership.assessments.picture import Said, is_asked
from partnership.assessments.queries import placement_of
from partnership.relations import actions as relations
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.actions import import_version
from partnership.staircase.content import Question
from partnership.staircase.level import Holder, Value
from partnership.staircase.queries import edition_in_force

WRITING = timedelta(minutes=25)
SHOWN_AGAIN = timedelta(days=200)
LASTS = timedelta(days=180)
TOLD = (sharing.events, talking.events, agreeing.events, planning.events, securing.events)
WITNESS = address("adm")


def is_told(session: Session) -> bool:
    """Whether the story has been told in this database."""
    return session.scalar(select(Person.id).where(Person.email == WITNESS)) is not None


def is_somebody_elses(session: Session) -> bool:
    """Whether the database holds people, but not those of the story."""
    return session.scalar(select(Person.id).limit(1)) is not None and not is_told(session)


def tell(session: Session) -> dict[str, Relation]:
    """Tell the story where it has not been told, in the order of its days; the relations by their codes."""
    if is_told(session):
        return {}
    cast = gather(session)
    added_at = cast.people["adm"].created_at
    import_version(session, script.staircase(), actor_id=None, at=added_at)
    stage = Stage(session, cast, edition_in_force(session).content, script.held(), script.usual_evidence())
    desk = Desk(session, cast)
    rounds = [Round(stage, told) for told in script.teams()]
    courses = [Course(stage, told, rounds) for told in script.programmes()]
    events = [event for scene in script.scenes() for event in _events(stage, scene)]
    events += [
        *(each for code, told in script.shared().items() for tell in TOLD for each in tell(stage, code, told)),
        *asking.events(stage),
        *offering.events(stage),
        *helping.events(stage),
        *(each for told in script.helping() for each in _house_events(House(stage, told))),
        *(each for team in rounds for each in teaming.events(team)),
        *(each for team in rounds for each in mobilising.events(Ground(team))),
        *mobilising.guide_events(stage),
        *(each for course in courses for each in (*learning.events(course), *answering.events(course))),
        *applying.events(desk),
        *(each for told in script.applications() for each in assessing.events(desk, told)),
    ]
    for _at, happen in sorted(events, key=lambda event: event[0]):
        happen()
        session.flush()  # so that the trail tells it in the same order
    _forget_old_news(session)
    return stage.relations


def _forget_old_news(session: Session) -> None:
    """What was news in the autumn is not sent again on the day that the demo is built."""
    told = or_(
        *(OutboxJob.name.startswith(f"{wing}.") for wing in ("partnership", "activities", "volunteers", "grants"))
    )
    session.execute(delete(OutboxJob).where(told))


def _house_events(house: House) -> Iterator[Event]:
    yield from helping.house_events(house)
    yield from going.events(house)


def _events(stage: Stage, scene: Scene) -> Iterator[Event]:
    yield scene.begun_at, partial(_begin, stage, scene)
    for side, part in _rounds(scene):
        yield part.placed_at, partial(_place, stage, scene, side, part)
        yield part.sent_at, partial(_assess, stage, scene, side, part)
        if part.disputed_at:
            yield part.disputed_at, partial(_dispute, stage, scene, side, part, part.disputed_at)
    if scene.wish:
        yield scene.wish.at, partial(_wish, stage, scene)


def _rounds(scene: Scene) -> Iterator[tuple[Side, Part]]:
    for side, part in scene.parts.items():
        if part.first:
            yield side, part.first
        yield side, part


def _begin(stage: Stage, scene: Scene) -> None:
    bodies = stage.cast.bodies
    stage.relations[scene.code] = relations.begin(
        stage.session,
        municipality_id=bodies[scene.municipality].id,
        organisation_id=bodies[scene.organisation].id if scene.organisation else None,
        model=scene.model,
        scope="",
        about=scene.about,
        actor_id=stage.id(scene.parts[Side.MUNICIPALITY].by),
        at=scene.begun_at,
    )


def _wish(stage: Stage, scene: Scene) -> None:
    relation, wish = stage.relations[scene.code], scene.wish
    if wish:
        by = stage.id(wish.by)
        version = relation.version
        relations.wish(
            stage.session, relation, step=wish.step, reason=wish.reason, version=version, actor_id=by, at=wish.at
        )


def _place(stage: Stage, scene: Scene, side: Side, part: Part) -> None:
    relation = stage.relations[scene.code]
    placed = placement_of(stage.session, relation.id, side)
    assessments.place(
        stage.session,
        relation,
        side,
        step=part.placed,
        sentence=part.sentence,
        version=placed.version if placed else 0,
        actor_id=stage.id(part.by),
        at=part.placed_at,
    )


def _assess(stage: Stage, scene: Scene, side: Side, part: Part) -> None:
    """Answer every question that the side is asked, show evidence for each yes, and send it."""
    session, relation, by = stage.session, stage.relations[scene.code], stage.id(part.by)
    writing_at = part.sent_at - WRITING
    said = {question.point.code: _said(stage, scene, part, question) for question in _asked(stage, side)}
    draft = assessments.open_draft(session, relation, side, actor_id=by, at=writing_at)
    assessments.answer(session, draft, stage.content, said, version=draft.version, actor_id=by, at=writing_at)
    _show(stage, scene, side, part, said)
    steps = stage.content.staircase.steps
    assessments.submit(
        session, relation, draft, stage.content, steps, version=draft.version, actor_id=by, at=part.sent_at
    )


def _said(stage: Stage, scene: Scene, part: Part, question: Question) -> Said:
    """What a body holds is the same in all its relations; own volunteers are no body, and answer for themselves."""
    point = question.point
    body = {Holder.MUNICIPALITY: scene.municipality, Holder.ORGANISATION: scene.organisation}.get(point.held_by)
    usual = Said(Value.YES if point.step <= part.yes_up_to else Value.NO)
    if body:
        return stage.held.get(body, {}).get(point.code, Said(Value.YES))
    return part.answers.get(point.code, usual)


def _show(stage: Stage, scene: Scene, side: Side, part: Part, said: dict[str, Said]) -> None:
    relation, person = stage.relations[scene.code], stage.cast.people[part.by]
    shown_at = part.sent_at - WRITING
    today = local_date(shown_at)
    shown = stage.picture(relation, side, shown_at).material.evidence
    for question in _asked(stage, side):
        code = question.point.code
        before = shown.get(question.point.stable_key, ())
        if said[code].value is not Value.YES or any(_is_enough(each, today) for each in before):
            continue
        own, usual = scene.evidence.get(code), stage.usual[code].of(scene, person.language or "nb", today)
        proof = own if own and own.dated_on <= today else usual
        assessments.show_evidence(
            stage.session, relation, question, side, proof, actor_id=person.id, at=shown_at, today=today
        )


def _is_enough(shown: Shown, today: date) -> bool:
    """Nobody shows again what was shown lately or lasts long; what has run out is shown anew."""
    is_late = today - shown.dated_on < SHOWN_AGAIN
    return shown.valid_to >= today and (is_late or shown.valid_to - today >= LASTS)


def _dispute(stage: Stage, scene: Scene, side: Side, part: Part, at: datetime) -> None:
    relation = stage.relations[scene.code]
    picture = stage.picture(relation, side, at)
    for question in stage.content.questions:
        said = part.disputes.get(question.point.code)
        if said:
            assessments.dispute(
                stage.session,
                relation,
                picture,
                question,
                side,
                value=said.value,
                comment=said.comment,
                actor_id=stage.id(part.by),
                at=at,
            )


def _asked(stage: Stage, side: Side) -> list[Question]:
    return [question for question in stage.content.questions if is_asked(question.point, side)]
