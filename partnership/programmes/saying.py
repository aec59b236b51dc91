"""What is said about events, homework and teams, in the reader's words."""

from collections.abc import Sequence
from datetime import date, timedelta

from directory.municipalities.models import Municipality
from kernel import clock
from kernel.i18n import day, language, ngettext, number, weekday
from kernel.i18n import gettext as _
from partnership.core_teams.rules import Warning  # noqa: A004  the word of the domain
from partnership.programmes.labels import HAND_INS, KINDS, MODES, NOT_ASKED, NOT_BEGUN, OVERDUE, TOPICS
from partnership.programmes.models import (
    EventMode,
    GuidanceTopic,
    HandIn,
    HandInStatus,
    Homework,
    Participation,
    ProgrammeEvent,
)
from partnership.programmes.news import Facts
from partnership.programmes.progress import Course, Tally
from partnership.programmes.rules import is_asked_of, is_overdue
from partnership.staircase.labels import Label
from partnership.strategic_roadmaps.queries import Summary


def when(event: ProgrammeEvent | Facts) -> str:
    """An event's day, and from when to when in Oslo."""
    starts, ends = event.starts_at.astimezone(clock.OSLO), event.ends_at.astimezone(clock.OSLO)
    told = "%H:%M" if language() == "en" else "%H.%M"
    if starts.date() != ends.date():
        first, last = (f"{weekday(each.date())} {each.strftime(told)}" for each in (starts, ends))
        return f"{first} – {last}"
    hours = f"{starts.strftime(told)}–{ends.strftime(told)}"
    return str(_("%(day)s at %(hours)s", day=weekday(starts.date()), hours=hours))


def where(event: ProgrammeEvent | Facts) -> str:
    """How one takes part, and where one meets."""
    mode = str(_(MODES[event.mode]))
    return f"{mode}: {event.place}" if event.place else mode


def travel(event: ProgrammeEvent | Facts) -> str:
    """Whether anybody needs to travel; that nobody does is said aloud. Source: D22."""
    if event.is_travel_needed:
        return str(_("You need to travel to this one."))
    if event.mode is EventMode.BOTH:
        return str(_("You need not travel: it can be followed on a screen."))
    return str(_("You need not travel."))


def kind(event: ProgrammeEvent) -> str:
    """What an event is called."""
    return str(_(KINDS[event.kind].msgid))


def hand_in_badge(homework: Homework, hand_in: HandIn | None, part: Participation, today: date) -> tuple[Label, str]:
    """How far a team has come with its homework, and the code of it."""
    is_returned = hand_in is not None and hand_in.status is HandInStatus.RETURNED
    if is_overdue(homework, hand_in, part, today) and not is_returned:
        return OVERDUE, "overdue"
    if hand_in is None or (hand_in.status is HandInStatus.DRAFT and hand_in.version == 0):
        return (NOT_BEGUN, "not_begun") if is_asked_of(homework, part) else (NOT_ASKED, "not_asked")
    return HAND_INS[hand_in.status], hand_in.status.value


def due(homework: Homework, today: date) -> str:
    """By when homework is due, and how near that is."""
    words = day(homework.due_on)
    if homework.due_on == today:
        return str(_("%(day)s, today", day=words))
    if homework.due_on == today + timedelta(days=1):
        return str(_("%(day)s, tomorrow", day=words))
    return words


def hours(*minutes: int) -> str:
    """Minutes as whole hours; of several, the sum of what is shown of each."""
    return number(sum(round(each / 60) for each in minutes))


def worked(course: Course) -> str:
    """The hours worked against the hours set aside, once there are any."""
    if not (course.worked or course.planned):
        return "–"
    return str(
        _("%(worked)s worked, %(planned)s set aside", worked=hours(course.worked), planned=hours(course.planned))
    )


def tally(counted: Tally) -> str:
    """How many of how many, where there are any."""
    if not counted.whole:
        return "–"
    return str(_("%(done)s of %(whole)s", done=number(counted.done), whole=number(counted.whole)))


def roadmap(course: Course) -> str:
    """How far a team's roadmap has come."""
    summary = course.roadmap
    if not summary.measures:
        return str(_("Not begun"))
    words = str(_("%(done)s of %(whole)s measures done", done=number(summary.done), whole=number(summary.measures)))
    return f"{words}, {_adopted(summary)}"


def _adopted(summary: Summary) -> str:
    if summary.municipalities == 1:
        return str(_("adopted") if summary.adopted else _("not adopted yet"))
    said = {"done": number(summary.adopted), "whole": number(summary.municipalities)}
    return str(_("adopted by %(done)s of %(whole)s municipalities", **said))


def topic(asked: GuidanceTopic) -> str:
    """What guidance is about."""
    return str(_(TOPICS[asked]))


def names(municipalities: Sequence[Municipality]) -> str:
    """Municipalities by their names."""
    return ", ".join(each.name for each in municipalities)


def warning(told: Warning) -> str:
    """What a team should think over."""
    return str(_(told.msgid, **told.params))


def needs(course: Course, *, briefly: bool = False) -> list[str]:
    """What a team needs help with, a sentence each; what it asks for itself comes first.

    Briefly, what is missing in anchoring and involvement is only counted.
    """
    found = [str(_("Waits for an answer about: %(topic)s", topic=topic(each))) for each in course.asked]
    found += [str(_("Homework overdue: %(title)s", title=each.title)) for each in course.overdue]
    if course.roadmap.late:
        found.append(str(_("Measures late in the roadmap: %(number)s", number=number(course.roadmap.late))))
    if briefly and course.missing:
        count = len(course.missing)
        found.append(
            ngettext(
                "Anchoring and involvement: %(num)d thing is missing",
                "Anchoring and involvement: %(num)d things are missing",
                count,
            )
        )
        return found
    return found + [warning(each) for each in course.missing]
