"""Group work in the story: prepared, joined by phones without names, answered, and summed up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from demo import script
from demo.learning import Course
from demo.stage import Event
from partnership.group_work import actions as group_work
from partnership.group_work import queries as groups
from partnership.group_work.models import GroupWork
from partnership.group_work.rules import WorkDraft

Told = Mapping[str, Any]
JOINING = timedelta(minutes=3)


@dataclass
class Sitting:
    """The group work of a programme by its meeting, and the secrets of the phones that joined."""

    course: Course
    works: dict[str, GroupWork] = field(default_factory=dict)
    secrets: dict[str, list[str]] = field(default_factory=dict)


def events(course: Course) -> Iterator[Event]:
    """What happens with the group work of a programme, each with its moment."""
    sitting = Sitting(course)
    for raw in course.told["group_work"]:
        yield from _of(sitting, raw)


def _of(sitting: Sitting, raw: Told) -> Iterator[Event]:
    yield script.moment(raw["made_at"]), partial(_make, sitting, raw)
    if "opened_at" not in raw:
        return
    opened_at, started_at = script.moment(raw["opened_at"]), script.moment(raw["started_at"])
    yield opened_at, partial(_open, sitting, raw)
    yield opened_at + JOINING, partial(_join, sitting, raw)
    yield started_at, partial(_start, sitting, raw)
    yield started_at + JOINING, partial(_answer, sitting, raw)
    closed_at = script.moment(raw["closed_at"])
    yield closed_at, partial(_close, sitting, raw)
    yield closed_at + timedelta(hours=1), partial(_sum_up, sitting, raw, closed_at + timedelta(hours=1))


def _make(sitting: Sitting, raw: Told) -> None:
    questions = tuple(each["text"] for each in raw["questions"])
    event_id = sitting.course.meetings[raw["event"]].id
    draft = WorkDraft(raw["title"], event_id, raw["group_size"], raw["minutes"], questions)
    session, at = sitting.course.stage.session, script.moment(raw["made_at"])
    sitting.works[raw["event"]] = group_work.make(
        session, sitting.course.programme, draft, actor_id=sitting.course.centre, at=at
    )


def _open(sitting: Sitting, raw: Told) -> None:
    work, at = sitting.works[raw["event"]], script.moment(raw["opened_at"])
    group_work.open_joining(sitting.course.stage.session, work, actor_id=sitting.course.centre, at=at)


def _join(sitting: Sitting, raw: Told) -> None:
    at = script.moment(raw["opened_at"]) + JOINING
    secrets = [f"{raw['event']}-{number}" for number in range(raw["people"])]
    for secret in secrets:
        group_work.join(sitting.course.stage.session, sitting.works[raw["event"]], secret, at=at)
    sitting.secrets[raw["event"]] = secrets


def _start(sitting: Sitting, raw: Told) -> None:
    work, at = sitting.works[raw["event"]], script.moment(raw["started_at"])
    group_work.start(sitting.course.stage.session, work, actor_id=sitting.course.centre, at=at)
    sitting.course.stage.session.flush()


def _answer(sitting: Sitting, raw: Told) -> None:
    """Let somebody of each group give its answers."""
    session, work = sitting.course.stage.session, sitting.works[raw["event"]]
    at = script.moment(raw["started_at"]) + JOINING
    of_group: dict[int | None, str] = {}
    for secret in sitting.secrets[raw["event"]]:
        place = groups.place_of(session, work, secret)
        of_group[place.group_number if place else None] = secret
    for question, told in zip(groups.questions_of(session, work), raw["questions"], strict=True):
        for number, text, _theme in told["answers"]:
            group_work.answer(session, work, of_group[number], question, text, key=text, at=at)


def _close(sitting: Sitting, raw: Told) -> None:
    work, at = sitting.works[raw["event"]], script.moment(raw["closed_at"])
    group_work.close(sitting.course.stage.session, work, actor_id=sitting.course.centre, at=at)


def _sum_up(sitting: Sitting, raw: Told, at: datetime) -> None:
    session, work = sitting.course.stage.session, sitting.works[raw["event"]]
    for question, told in zip(groups.questions_of(session, work), raw["questions"], strict=True):
        themes = {text: theme for _number, text, theme in told["answers"]}
        known = {each.id: themes[each.text] for each in groups.answers_to(session, question)}
        group_work.sum_up(
            session,
            work,
            question,
            known,
            told["summary"],
            version=question.version,
            actor_id=sitting.course.centre,
            at=at,
        )
