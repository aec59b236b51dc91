"""What is said about a team's roadmap, in the reader's words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from directory.municipalities.models import Municipality
from kernel import clock
from kernel.i18n import day, ngettext, number
from kernel.i18n import gettext as _
from partnership.roadmaps.labels import PROGRESS
from partnership.roadmaps.rules import is_late
from partnership.roadmaps.saying import domain_names
from partnership.strategic_roadmaps.drawing import Group, Work
from partnership.strategic_roadmaps.labels import FIELDS, LATE, PARTS
from partnership.strategic_roadmaps.models import StrategicAdoption, StrategicMeasure
from partnership.strategic_roadmaps.plan import Course, Plan
from partnership.strategic_roadmaps.rules import Lack
from partnership.strategic_roadmaps.wording import Difference, How


def who(municipality: Municipality | str | None, owner: str) -> str:
    """Who sees to a measure: the municipality, or all of them together, and by which name or role."""
    name = municipality.name if isinstance(municipality, Municipality) else municipality
    return f"{name}: {owner}" if name else owner


def when(begins_on: date, due_on: date) -> str:
    """Between which days a measure is carried out."""
    return f"{day(begins_on)}\N{NO-BREAK SPACE}– {day(due_on)}"


def state(measure: StrategicMeasure, today: date) -> str:
    """How far a measure has come, or that it is late."""
    return str(_(LATE.msgid if is_late(measure, today) else PROGRESS[measure.progress].msgid))


def adopted(adoption: StrategicAdoption) -> str:
    """Who decided, when and under which case."""
    return str(
        _(
            "%(who)s, %(day)s, case %(number)s",
            who=adoption.decided_by,
            day=day(adoption.decided_on),
            number=adoption.case_number,
        )
    )


def latest_note(course: Course) -> str:
    """What was noted last about a measure, with its date."""
    note = next((each for each in course.notes if each.words), None)
    return f"{day(clock.local_date(note.noted_at))}: {note.words}" if note else ""


def names(municipalities: Sequence[Municipality]) -> str:
    """The municipalities by their names."""
    return ", ".join(each.name for each in municipalities)


def lack(kind: Lack, count: int) -> str:
    """What a council would ask about, in a sentence."""
    if kind is Lack.NO_AIM:
        return str(_("The roadmap does not say yet where it leads."))
    if kind is Lack.GOAL_WITHOUT_MEASURES:
        return str(ngettext("%(num)d goal has no measure yet.", "%(num)d goals have no measure yet.", count))
    if kind is Lack.MEASURES_WITHOUT_DECISION:
        return str(
            ngettext(
                "%(num)d measure does not say which plan or decision it rests on.",
                "%(num)d measures do not say which plan or decision they rest on.",
                count,
            )
        )
    return str(
        ngettext(
            "%(num)d measure is a new type of service, and outside what the programme is for.",
            "%(num)d measures are new types of services, and outside what the programme is for.",
            count,
        )
    )


def changes(differences: Iterable[Difference]) -> Iterator[tuple[str, str, str]]:
    """What has changed since a wording: what it is, what stood there, and what stands there now."""
    for each in differences:
        part = str(_(PARTS[each.of])) if each.of in PARTS else ""
        if each.how is How.ADDED:
            yield part, "–", each.called
        elif each.how is How.REMOVED:
            yield part, each.called, "–"
        for name, (before, now) in each.fields.items():
            field = str(_(FIELDS[name]))
            named = _("%(part)s «%(called)s»: %(field)s", part=part, called=each.called, field=field)
            yield str(named) if part else field, _value(name, before), _value(name, now)


def _value(name: str, value: Any) -> str:
    """What a field of a wording says, in words."""
    if isinstance(value, date):
        return str(day(value))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, int):
        return str(number(value))
    if isinstance(value, tuple):
        return (domain_names(value) if name == "domains" else ", ".join(value)) or "–"
    if name == "municipality" and not value:
        return str(_("All together"))
    return str(value or "–")


def groups(plan: Plan, today: date) -> list[Group]:
    """The roadmap as it is drawn along a line of time."""
    return [
        Group(stretch.goal.text, tuple(_work(course.number, course.measure, today) for course in stretch.courses))
        for stretch in plan.stretches
    ]


def _work(number: int, measure: StrategicMeasure, today: date) -> Work:
    code = "late" if is_late(measure, today) else measure.progress.value
    return Work(f"{number}. {measure.what}", measure.begins_on, measure.due_on, code, state(measure, today))
