"""A relation's history in the reader's words: the chart with its title and description, and the rows of the table."""

from dataclasses import dataclass
from datetime import date

from kernel.i18n import day, language
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from partnership.history.course import Turn
from partnership.history.drawing import Chart, draw
from partnership.history.happenings import Happening, Kind
from partnership.history.queries import Course
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.relations.sides import Side
from partnership.staircase.labels import side_label

MOST_CODES = 8

TOLD = {
    Kind.NEW_VERSION: _l("A new version of the staircase came into force."),
    Kind.SENT: _l("%(side)s sent its assessment."),
    Kind.SHOWN_ALONE: _l("%(side)s showed its answers before the other side had answered."),
    Kind.REVEALED: _l("Both had answered, and both saw both."),
    Kind.ANSWERED_FOR_ALL: _l("%(side)s answered for all its cooperation: %(codes)s."),
    Kind.DISPUTED: _l("%(side)s saw it differently: %(codes)s."),
    Kind.FOLLOWED: _l("%(side)s said the same as the other side again: %(codes)s."),
    Kind.JOINED: _l("You answered together: %(codes)s."),
    Kind.PARTED: _l("A joint answer no longer stood: %(codes)s."),
    Kind.EVIDENCE_SHOWN: _l("Evidence was shown: %(codes)s."),
    Kind.EVIDENCE_WITHDRAWN: _l("Evidence was withdrawn: %(codes)s."),
    Kind.EVIDENCE_FELL: _l("%(what)s (%(codes)s) expired on %(ended)s, deadline %(deadline)s."),
}


@dataclass(frozen=True)
class Row:
    """A day in the table: where the levels stood from then on, and what happened."""

    on: date
    municipality: str
    organisation: str
    agreed: str
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A history to be shown: the lines' names, the chart in words and drawn, and the rows, the newest first."""

    names: dict[str, str]
    title: str
    description: str
    chart: Chart
    rows: tuple[Row, ...]


def told(course: Course, relation: Relation) -> Told | None:
    """Say a history in the reader's language; None where there is nothing to see yet."""
    if not course.turns:
        return None
    has_organisation = relation.organisation_id is not None
    names = {side.value: _side(side, has_organisation=has_organisation) for side in Side} | {"agreed": _("Agreed")}
    rows = tuple(_row(turn, has_organisation=has_organisation) for turn in reversed(course.turns))
    steps = [f"{step.number} {step.name.pick(language())[0]}" for step in course.content.steps]
    now = ", ".join(f"{names[whose]}: {getattr(rows[0], whose)}" for whose in names)
    return Told(
        names=names,
        title=_("The levels of %(title)s over time", title=title_of(relation)),
        description=_(
            "Three lines from %(first)s to %(last)s. Now they stand on: %(now)s. The table says the same in words.",
            first=day(course.turns[0].on),
            last=day(course.upto),
            now=now,
        ),
        chart=draw(course.turns, steps, names, course.upto),
        rows=rows,
    )


def _row(turn: Turn, *, has_organisation: bool) -> Row:
    return Row(
        on=turn.on,
        municipality=_level(turn.numbers.municipality),
        organisation=_level(turn.numbers.organisation),
        agreed=_level(turn.numbers.agreed),
        causes=tuple(_cause(each, has_organisation=has_organisation) for each in turn.causes),
    )


def _level(number: int | None) -> str:
    return str(_("pending")) if number is None else str(number)


def _cause(happening: Happening, *, has_organisation: bool) -> str:
    first = happening.questions[0].evidence.pick(language())[0] if happening.questions else ""
    return str(
        _(
            TOLD[happening.kind],
            side=_side(happening.side, has_organisation=has_organisation) if happening.side else "",
            codes=_codes(happening),
            what=first[:1].upper() + first[1:],
            ended=day(happening.ended_on) if happening.ended_on else "",
            deadline=day(happening.deadline) if happening.deadline else "",
        )
    )


def _codes(happening: Happening) -> str:
    codes = [question.point.code for question in happening.questions]
    shown = ", ".join(codes[:MOST_CODES])
    left = len(codes) - MOST_CODES
    return shown if left <= 0 else str(_("%(codes)s and %(num)d more", codes=shown, num=left))


def _side(side: Side, *, has_organisation: bool) -> str:
    return str(_(side_label(side, has_organisation=has_organisation).msgid))
