"""What follows: what a side is reminded of on a day, stage by stage. Source: ST-3 and ST-9."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kernel.clock import local_date
from partnership.assessments.material import holder_of, is_asked
from partnership.assessments.picture import Picture
from partnership.assessments.rules import may_show_alone
from partnership.relations.rules import Parties, body_of
from partnership.relations.sides import Side
from partnership.renewals.models import Topic
from partnership.staircase.level import Holder, Point, Standing, Value, standing

TOLD_BEFORE_THE_FALL = 14
# contacts and offers ask for their own confirmations, once; here comes only the last word before the fall, and the fall
ASKED_ELSEWHERE = frozenset({"contact_of_municipality", "contact_of_organisation", "offers_confirmed"})
LAST_WORDS = frozenset({Topic.GRACE_ENDS, Topic.FALLEN})
REMIND_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """One thing to remind the people of a side in a body of; without a relation it is about all of the body's."""

    body_id: int
    side: Side
    relation_id: int | None
    topic: Topic
    key: str
    since: date


def stage(valid_to: date | None, as_of: date, grace_days: int) -> Topic | None:
    """How far evidence has come on its way out: ends within 60 days, has ended, stops counting soon, has stopped."""
    how = standing(valid_to, as_of, grace_days)
    if how is Standing.MUST_RENEW and valid_to is not None:
        left = grace_days - (as_of - valid_to).days
        return Topic.GRACE_ENDS if left <= TOLD_BEFORE_THE_FALL else Topic.HAS_ENDED
    return {Standing.DUE: Topic.ENDS_SOON, Standing.FALLEN: Topic.FALLEN}.get(how)


def due(relation: Parties, picture: Picture, now: datetime) -> Iterator[Due]:
    """All that the two sides of a relation are to be reminded of, each by what it may see itself."""
    for side in Side:
        seen = replace(picture, eyes=side)
        yield from _renewals(relation, seen, side)
        yield from _waiting(relation, seen, side, now)


def _renewals(relation: Parties, picture: Picture, side: Side) -> Iterator[Due]:
    """Evidence that counts: who can renew it hears of every stage, the other side of the fall."""
    for question in picture.content.questions:
        point, last = question.point, picture.last_day(question.point)
        topic = stage(last, picture.as_of, picture.content.staircase.grace_days)
        if last is None or topic is None or not _counts(picture, point):
            continue
        if question.proved_by in ASKED_ELSEWHERE and topic not in LAST_WORDS:
            continue
        if is_asked(point, side) or topic is Topic.FALLEN:
            is_bodys = holder_of(point, has_organisation=relation.organisation_id is not None) is Holder(side.value)
            yield _due(relation, side, topic, last, key=point.stable_key, is_bodys=is_bodys)


def _counts(picture: Picture, point: Point) -> bool:
    return any(picture.heard_from(side, point) is Value.YES for side in Side)


def _waiting(relation: Parties, picture: Picture, side: Side, now: datetime) -> Iterator[Due]:
    """Who has not answered is reminded after 14 days; who waits learns after 30 that it may show its own."""
    theirs, ours = picture.material.submitted.get(side.other), picture.material.submitted.get(side)
    if theirs is not None and ours is None and now - theirs >= REMIND_AFTER:
        yield _due(relation, side, Topic.OTHER_WAITS, local_date(theirs))
    if ours is not None and may_show_alone(picture, side, now):
        yield _due(relation, side, Topic.MAY_SHOW, local_date(ours))


def _due(relation: Parties, side: Side, topic: Topic, since: date, *, key: str = "", is_bodys: bool = False) -> Due:
    """A reminder; own volunteers are reached through the municipality's representative of them."""
    body_id = body_of(relation, side) or relation.municipality_id
    return Due(body_id, side, None if is_bodys else relation.id, topic, key, since)
