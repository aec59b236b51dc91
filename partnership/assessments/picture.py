"""A relation on the staircase on one day: what was said and shown, put before the engine, for one viewer's eyes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from partnership.assessments.material import (
    Joint,
    Material,
    Placed,
    Said,
    Shown,
    holder_of,
    is_asked,
    is_held_by_body,
)
from partnership.relations.sides import Side
from partnership.staircase.content import Content, Question
from partnership.staircase.level import (
    TOLD_DAYS_AHEAD,
    UNANSWERED,
    Answer,
    Missing,
    Point,
    Standing,
    Value,
    effective,
    missing,
    progress,
    standing,
)
from partnership.staircase.sheet import Sheet, choose
from partnership.staircase.sides import (
    Agreed,
    Difference,
    Fall,
    Levels,
    agreed,
    counted,
    differences,
    falls,
    heard,
    levels,
)


@dataclass(frozen=True)
class Picture:
    """Where a relation stands, as one side may see it; side None sees what both have agreed to show."""

    content: Content
    material: Material
    as_of: date
    eyes: Side | None

    def has_submitted(self, side: Side) -> bool:
        """Whether a side has answered."""
        return side in self.material.submitted

    @cached_property
    def is_revealed(self) -> bool:
        """Whether both have answered, so that both see both."""
        return all(self.has_submitted(side) for side in Side)

    def may_see(self, side: Side) -> bool:
        """Whether these eyes see a side's answers."""
        is_open = self.is_revealed or side is self.eyes or side in self.material.shown_alone
        return self.has_submitted(side) and is_open

    def said(self, side: Side, point: Point) -> Said | None:
        """What a side says itself about a point, or None where it says nothing of its own."""
        if not is_asked(point, side):
            return self.material.disputes.get(side, {}).get(point.stable_key)
        if is_held_by_body(point, side, has_organisation=self.material.has_organisation):
            return self.material.bodies.get(side, {}).get(point.stable_key)
        return self.material.answers.get(side, {}).get(point.code)

    @cached_property
    def own(self) -> dict[Side, dict[str, Answer] | None]:
        """The engine's answers of each side that may be seen."""
        return {side: self._answers(side) if self.may_see(side) else None for side in Side}

    @cached_property
    def heard(self) -> dict[Side, Mapping[str, Answer] | None]:
        """The same with what is inherited from the other side."""
        return {
            side: own and heard(self.content.staircase, side, own, self.own[side.other] or {})
            for side, own in self.own.items()
        }

    def _answers(self, side: Side) -> dict[str, Answer]:
        answers = {}
        for point in self.content.staircase.points:
            said = self.said(side, point) or self._held_across(side, point) or Said(Value.UNKNOWN)
            answers[point.code] = Answer(said.value, self.last_day(point), has_reason=bool(said.comment))
        return answers

    def _held_across(self, side: Side, point: Point) -> Said | None:
        """What the other body has said for all its relations about a point that this side is not asked."""
        if is_asked(point, side):
            return None
        return self.material.bodies.get(side.other, {}).get(point.stable_key)

    def last_day(self, point: Point) -> date | None:
        """The last day of a point's best evidence."""
        return max((shown.valid_to for shown in self.material.evidence.get(point.stable_key, ())), default=None)

    def standing(self, point: Point) -> Standing:
        """How a point's evidence stands."""
        return standing(self.last_day(point), self.as_of, self.content.staircase.grace_days)

    def grace_ends(self, point: Point) -> date | None:
        """The last day on which expired evidence still counts."""
        last = self.last_day(point)
        return last + timedelta(days=self.content.staircase.grace_days) if last else None

    def carried(self, side: Side) -> frozenset[str]:
        """The codes of what a side said in another version of the staircase and has yet to confirm."""
        if side not in self.material.older:
            return frozenset()
        return frozenset(point.code for point in self.content.staircase.points if self.said(side, point) is not None)

    @cached_property
    def joint(self) -> dict[str, Joint]:
        """The joint answers by code, once both may be seen."""
        if not self.is_revealed:
            return {}
        kept = ((point.code, self.material.joint.get(point.stable_key)) for point in self.content.staircase.points)
        return {code: joint for code, joint in kept if joint is not None}

    @cached_property
    def _joint(self) -> dict[str, Answer]:
        """The joint answers as the engine takes them."""
        return {
            point.code: Answer(each.said.value, self.last_day(point), has_reason=bool(each.said.comment))
            for point in self.content.staircase.points
            if (each := self.joint.get(point.code)) is not None
        }

    @cached_property
    def _both(self) -> tuple[dict[str, Answer], dict[str, Answer]] | None:
        one, other = self.own[Side.MUNICIPALITY], self.own[Side.ORGANISATION]
        return (one, other) if one is not None and other is not None else None

    @cached_property
    def levels(self) -> Levels:
        """The three levels."""
        one, other = self.own[Side.MUNICIPALITY], self.own[Side.ORGANISATION]
        return levels(self.content.staircase, one, other, self.as_of, joint=self._joint)

    @cached_property
    def agreed(self) -> dict[str, Agreed] | None:
        """The agreed answers, once both have answered."""
        return agreed(self.content.staircase, *self._both, self._joint) if self._both else None

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What the sides see differently and have not settled with a joint answer, largest first."""
        if self._both is None:
            return ()
        return differences(self.content.staircase, *self._both, self.as_of, joint=self._joint)

    @cached_property
    def basis(self) -> Mapping[str, Answer] | None:
        """The answers that progress is counted by: the agreed ones, else those of the one side that may be seen."""
        if self.agreed is not None:
            return counted(self.agreed)
        return self.heard[Side.MUNICIPALITY] or self.heard[Side.ORGANISATION]

    @cached_property
    def basis_level(self) -> int:
        """The level of that basis, 0 without answers."""
        shown = self.levels.agreed or self.levels.municipality or self.levels.organisation
        return shown.number if shown else 0

    @cached_property
    def next_step(self) -> int | None:
        """The step above, or None at the top."""
        return self.basis_level + 1 if self.basis_level < self.content.top else None

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing for the next step."""
        if self.basis is None or self.next_step is None:
            return ()
        return missing(self.content.staircase, self.basis, self.next_step, self.as_of)

    @cached_property
    def progress(self) -> dict[int, tuple[int, int]]:
        """How many points of each step are in place, of how many."""
        return progress(self.content.staircase, self.basis or {}, self.as_of)

    def counts_as(self, side: Side, point: Point) -> Value | None:
        """What a side's answer counts as today; None where it may not be seen."""
        heard_by = self.heard[side]
        if heard_by is None:
            return None
        return effective(point, heard_by.get(point.code, UNANSWERED), self.as_of, self.content.staircase)

    def heard_from(self, side: Side, point: Point) -> Value | None:
        """What a side says, its own words or inherited; None where it may not be seen."""
        heard_by = self.heard[side]
        return heard_by[point.code].value if heard_by is not None else None

    @cached_property
    def fall(self) -> Fall | None:
        """The day on which a level falls because of evidence that one is told to renew now."""
        one, other = self.own[Side.MUNICIPALITY], self.own[Side.ORGANISATION]
        found = falls(self.content.staircase, one, other, self.as_of, joint=self._joint)
        told = {question.point.code for question, _how, _last in self.to_renew}
        return found if found is not None and told & set(found.causes) else None

    @cached_property
    def to_renew(self) -> list[tuple[Question, Standing, date]]:
        """The points that count and whose evidence ends within 60 days or has ended, the first first."""
        found = []
        for question in self.content.questions:
            last, how = self.last_day(question.point), self.standing(question.point)
            if last is not None and how in {Standing.DUE, Standing.MUST_RENEW} and self._counts(question.point):
                found.append((question, how, last))
        return sorted(found, key=lambda each: each[2])

    def _counts(self, point: Point) -> bool:
        return any(self.heard_from(side, point) is Value.YES for side in Side)

    @cached_property
    def sheet(self) -> Sheet | None:
        """The choices of the conversation sheet, once both have answered."""
        return choose(self.content.staircase, *self._both, self.as_of, joint=self._joint) if self._both else None


__all__ = [
    "TOLD_DAYS_AHEAD",
    "Joint",
    "Material",
    "Picture",
    "Placed",
    "Said",
    "Shown",
    "holder_of",
    "is_asked",
    "is_held_by_body",
]
