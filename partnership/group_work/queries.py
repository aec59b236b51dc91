"""What is read: group work as its viewers see it, who has joined, and what the groups have answered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from kernel import keys
from partnership.group_work.models import GroupAnswer, GroupPlace, GroupQuestion, GroupWork, GroupWorkStatus
from partnership.group_work.rules import Theme, themes_of
from partnership.programmes import queries as programmes
from partnership.programmes.models import Programme, ProgrammeEvent

PLACE, ANSWER = "group place", "group answer"


@dataclass(frozen=True)
class Crowd:
    """Who has joined: how many in all, and how many are in each group."""

    joined: int
    sizes: dict[int, int]


@dataclass(frozen=True)
class Result:
    """A question with what the answers to it come to; there may be more that are not the reader's yet."""

    question: GroupQuestion
    answers: tuple[GroupAnswer, ...]
    themes: tuple[Theme, ...]
    is_held_back: bool = False


def digests_of(work: GroupWork, secret: str) -> list[str]:
    """What may be kept of a phone's secret in this group work; in another it is something else."""
    return keys.digests(f"{PLACE} {work.salt}", secret)


def get_visible(session: Session, code: str, work_id: int, *, viewer: Viewer, lock: bool = False) -> GroupWork:
    """A programme's group work: the centre's always, a team's when it is closed; raises NotFound."""
    programme = programmes.get_visible(session, code, viewer=viewer)
    statement = (
        select(GroupWork)
        .where(GroupWork.id == work_id, GroupWork.programme_id == programme.id)
        .options(joinedload(GroupWork.programme), joinedload(GroupWork.event))
        .execution_options(populate_existing=True)
    )
    work = session.scalar(statement.with_for_update(of=GroupWork) if lock else statement)
    if work is None or not (_is_closed(work) or viewer.may(Permission.PROGRAMME_MANAGE)):
        raise NotFound
    return work


def drafts_of(session: Session, programme: Programme, title: str, person_id: int) -> list[GroupWork]:
    """What somebody prepares in a programme under a title."""
    statement = select(GroupWork).where(
        GroupWork.programme_id == programme.id,
        GroupWork.title == title,
        GroupWork.created_by_id == person_id,
        GroupWork.status == GroupWorkStatus.DRAFT,
    )
    return list(session.scalars(statement.order_by(GroupWork.id)))


def _is_closed(work: GroupWork) -> bool:
    return work.status is GroupWorkStatus.CLOSED


def by_code(session: Session, code: str, *, lock: bool = False) -> GroupWork | None:
    """The group work that a code opens, held for writing where that is asked for."""
    statement = select(GroupWork).where(GroupWork.code == code, GroupWork.status != GroupWorkStatus.DRAFT)
    statement = statement.execution_options(populate_existing=True)
    return session.scalar(statement.with_for_update() if lock else statement)


def get_open(session: Session, code: str, *, lock: bool = False) -> GroupWork:
    """The group work that a code opens, as it stands now; raises NotFound."""
    work = by_code(session, code, lock=lock)
    if work is None:
        raise NotFound
    return work


def has_code(session: Session, code: str) -> bool:
    """Whether a code has been drawn before."""
    return session.scalar(select(GroupWork.id).where(GroupWork.code == code)) is not None


def place_of(session: Session, work: GroupWork, secret: str) -> GroupPlace | None:
    """The place of a phone that has joined."""
    kept = digests_of(work, secret)
    return session.scalar(
        select(GroupPlace).where(GroupPlace.group_work_id == work.id, GroupPlace.digest.in_(kept)).limit(1)
    )


def places_of(session: Session, work: GroupWork) -> list[GroupPlace]:
    """All the places, in the order in which people came."""
    return list(session.scalars(select(GroupPlace).where(GroupPlace.group_work_id == work.id).order_by(GroupPlace.id)))


def crowd_of(session: Session, work: GroupWork) -> Crowd:
    """Who has joined, and how the groups are; one statement."""
    statement = (
        select(GroupPlace.group_number, func.count())
        .where(GroupPlace.group_work_id == work.id)
        .group_by(GroupPlace.group_number)
        .order_by(GroupPlace.group_number)
    )
    found = [(number, count) for number, count in session.execute(statement)]
    sizes = {number: count for number, count in found if number is not None}
    return Crowd(sum(count for _number, count in found), sizes)


def questions_of(session: Session, work: GroupWork) -> list[GroupQuestion]:
    """The questions in their order."""
    statement = select(GroupQuestion).where(GroupQuestion.group_work_id == work.id)
    return list(session.scalars(statement.order_by(GroupQuestion.place)))


def question_of(session: Session, work: GroupWork, question_id: int) -> GroupQuestion:
    """One of the questions, as it stands now; raises NotFound."""
    statement = select(GroupQuestion).where(GroupQuestion.id == question_id, GroupQuestion.group_work_id == work.id)
    question = session.scalar(statement.execution_options(populate_existing=True))
    if question is None:
        raise NotFound
    return question


def answer_of(session: Session, work: GroupWork, answer_id: int) -> GroupAnswer:
    """One of the answers, with its question; raises NotFound."""
    answer = session.scalar(
        select(GroupAnswer)
        .join(GroupAnswer.question)
        .where(GroupAnswer.id == answer_id, GroupQuestion.group_work_id == work.id)
        .options(joinedload(GroupAnswer.question))
    )
    if answer is None:
        raise NotFound
    return answer


def answers_to(session: Session, question: GroupQuestion) -> list[GroupAnswer]:
    """The answers to a question, group by group."""
    statement = select(GroupAnswer).where(GroupAnswer.question_id == question.id)
    return list(session.scalars(statement.order_by(GroupAnswer.group_number, GroupAnswer.id)))


def answers_of(
    session: Session, questions: Sequence[GroupQuestion], *, group: int | None = None
) -> dict[int, list[GroupAnswer]]:
    """The answers by the id of their question, of all groups or of one."""
    statement = select(GroupAnswer).where(GroupAnswer.question_id.in_([each.id for each in questions]))
    if group is not None:
        statement = statement.where(GroupAnswer.group_number == group)
    found: dict[int, list[GroupAnswer]] = defaultdict(list)
    for answer in session.scalars(statement.order_by(GroupAnswer.group_number, GroupAnswer.id)):
        found[answer.question_id].append(answer)
    return found


def results_of(session: Session, work: GroupWork, *, viewer: Viewer) -> list[Result]:
    """What has come of each question, as far as the viewer may read it; two statements, however many have answered."""
    questions = questions_of(session, work)
    found, is_centre = answers_of(session, questions), viewer.may(Permission.PROGRAMME_MANAGE)
    return [_result(each, found[each.id], is_centre=is_centre) for each in questions]


def _result(question: GroupQuestion, answers: Sequence[GroupAnswer], *, is_centre: bool) -> Result:
    """The centre reads the answers first, and takes away what names somebody; the teams, when it has summed up."""
    told = [each for each in answers if is_centre or (question.summary and each.is_read)]
    return Result(question, tuple(told), tuple(themes_of(told)), is_held_back=len(told) < len(answers))


def count_answers(session: Session, question_id: int, group: int) -> int:
    """How many answers a group has sent to a question."""
    statement = select(func.count()).where(GroupAnswer.question_id == question_id, GroupAnswer.group_number == group)
    return session.scalar(statement) or 0


def counts_of(session: Session, questions: Sequence[GroupQuestion]) -> dict[tuple[int, int], int]:
    """How many answers have come, by question and group."""
    statement = (
        select(GroupAnswer.question_id, GroupAnswer.group_number, func.count())
        .where(GroupAnswer.question_id.in_([each.id for each in questions]))
        .group_by(GroupAnswer.question_id, GroupAnswer.group_number)
    )
    return {(question, group): count for question, group, count in session.execute(statement)}


def events_of(session: Session, programme: Programme) -> list[ProgrammeEvent]:
    """The events that group work may be part of, the latest first."""
    statement = select(ProgrammeEvent).where(ProgrammeEvent.programme_id == programme.id)
    return list(session.scalars(statement.order_by(ProgrammeEvent.starts_at.desc(), ProgrammeEvent.id.desc())))


def of_event(session: Session, event: ProgrammeEvent, *, viewer: Viewer) -> list[GroupWork]:
    """The group work of an event that the viewer may read."""
    statement = select(GroupWork).where(GroupWork.event_id == event.id)
    if not viewer.may(Permission.PROGRAMME_MANAGE):
        statement = statement.where(GroupWork.status == GroupWorkStatus.CLOSED)
    return list(session.scalars(statement.order_by(GroupWork.id)))


def listed(programme: Programme, viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """A programme's group work as rows of a list: all of it for the centre, what is closed for the teams."""
    joined = select(func.count()).where(GroupPlace.group_work_id == GroupWork.id).correlate(GroupWork).scalar_subquery()
    statement = (
        select(
            GroupWork.id,
            GroupWork.title,
            GroupWork.status,
            GroupWork.started_at,
            func.coalesce(ProgrammeEvent.title, "").label("event"),
            joined.label("joined"),
        )
        .outerjoin(GroupWork.event)
        .where(GroupWork.programme_id == programme.id)
    )
    if viewer.may(Permission.PROGRAMME_MANAGE):
        return statement
    return statement.where(GroupWork.status == GroupWorkStatus.CLOSED)


def listed_answers(work: GroupWork) -> Select[*tuple[Any, ...]]:
    """The answers as rows of a list."""
    return (
        select(
            GroupAnswer.id,
            GroupQuestion.place.label("number"),
            GroupQuestion.text.label("question"),
            GroupAnswer.group_number.label("group"),
            GroupAnswer.text.label("answer"),
            GroupAnswer.theme,
        )
        .join(GroupAnswer.question)
        .where(GroupQuestion.group_work_id == work.id)
    )


def to_sum_up(session: Session) -> list[tuple[str, int, str, int]]:
    """Programme, id and title of closed group work, with how many of its questions have answers and no summing up."""
    answered = exists().where(GroupAnswer.question_id == GroupQuestion.id)
    unread = answered.where(~GroupAnswer.is_read)
    statement = (
        select(Programme.code, GroupWork.id, GroupWork.title, func.count(GroupQuestion.id))
        .join(GroupWork.programme)
        .join(GroupQuestion, GroupQuestion.group_work_id == GroupWork.id)
        .where(GroupWork.status == GroupWorkStatus.CLOSED, unread | ((GroupQuestion.summary == "") & answered))
        .group_by(Programme.code, GroupWork.id, GroupWork.title)
        .order_by(GroupWork.id)
    )
    return [(code, work_id, title, count) for code, work_id, title, count in session.execute(statement)]
