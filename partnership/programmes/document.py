"""What is printed: the report of a programme; its teams stand in the order of the alphabet, and nobody is ranked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kernel.i18n import day, number
from kernel.i18n import gettext as _
from kernel.orm import Translated
from kernel.pdf.blocks import Block, Bullets, Heading, KeyValues, Paragraph, Phrase, Table, Words
from kernel.pdf.document import Document
from partnership.core_teams.labels import MATURITIES
from partnership.pictures.saying import document_language, text_of
from partnership.programmes import saying
from partnership.programmes.following import Records
from partnership.programmes.labels import EVENT_STATUSES, KINDS, KINDS_IN_PLURAL, TOPICS
from partnership.programmes.models import EventKind, EventStatus, Programme, ProgrammeEvent
from partnership.programmes.progress import Course, Tally, handed_in
from partnership.strategic_roadmaps.models import Lesson

TEAM_WIDTHS = (19, 16, 16, 20, 11, 18)
MEETING_WIDTHS = (30, 36, 16, 18)


@dataclass(frozen=True)
class Account:
    """All that a report tells: the programme, what happened in it, how its teams do, and what they have learnt."""

    programme: Programme
    records: Records
    courses: Sequence[Course]
    lessons: Sequence[Lesson]
    as_of: date


def report(account: Account, *, mark: str | None) -> Document:
    """The report of a programme, in the reader's language."""
    return Document(
        title=title_of(account),
        lang=document_language(),
        reference=str(_("Trinn · programme %(code)s", code=account.programme.code)),
        blocks=list(_blocks(account)),
        footer=str(_("Trinn · programme report")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
    )


def title_of(account: Account) -> str:
    """What the report is called."""
    return str(_("Report: %(name)s", name=text_of(account.programme.title).text))


def _blocks(account: Account) -> Iterator[Block]:
    about = text_of(account.programme.about)
    yield Paragraph(about.text, lang=about.lang, style="lead")
    yield KeyValues(list(_facts(account)))
    yield from _teams(account)
    yield from _roadmaps(account)
    yield from _meetings(account)
    yield from _homework(account)
    yield from _guidance(account)
    yield from _needs(account)
    yield from _lessons(account)


def _facts(account: Account) -> Iterator[tuple[str, Words]]:
    programme, courses = account.programme, account.courses
    yield str(_("Period")), f"{day(programme.starts_on)} – {day(programme.ends_on)}"
    if programme.process_leader:
        yield str(_("Who leads the process")), programme.process_leader
    yield str(_("Teams")), number(len(courses))
    places = {each.id for course in courses for each in course.municipalities}
    yield str(_("Municipalities")), number(len(places))
    yield str(_("Hours worked by all the teams")), saying.hours(*(course.worked for course in courses))
    yield str(_("Hours set aside until now")), saying.hours(*(course.planned for course in courses))
    adopted = sum(course.roadmap.is_adopted for course in courses)
    yield str(_("Roadmaps adopted")), saying.tally(Tally(adopted, len(courses)))
    yield str(_("As of")), day(account.as_of)


def _teams(account: Account) -> Iterator[Block]:
    yield Heading(str(_("The teams")))
    if not account.courses:
        yield Paragraph(str(_("No team takes part yet.")))
        return
    yield Paragraph(str(_("The teams stand in the order of the alphabet.")))
    header = [_("Team"), _("Municipalities"), _("Maturity"), _("Homework"), _("Meetings"), _("Hours")]
    rows = [_team_row(course) for course in account.courses]
    yield Table(str(_("Each team")), [str(head) for head in header], rows, TEAM_WIDTHS)


def _team_row(course: Course) -> list[Words]:
    return [
        course.team.name,
        saying.names(course.municipalities),
        str(_(MATURITIES[course.team.maturity])),
        saying.tally(course.homework),
        saying.tally(course.attended),
        saying.worked(course),
    ]


def _roadmaps(account: Account) -> Iterator[Block]:
    if account.courses:
        yield Heading(str(_("The strategic roadmaps")))
        yield KeyValues([(course.team.name, saying.roadmap(course)) for course in account.courses])


def _meetings(account: Account) -> Iterator[Block]:
    yield Heading(str(_("What the teams came together for")))
    events = account.records.events
    if not events:
        yield Paragraph(str(_("Nothing is planned yet.")))
        return
    held = Counter(each.kind for each in events if each.status is EventStatus.HELD)
    whole = Counter(each.kind for each in events if each.status is not EventStatus.CANCELLED)
    counted = [(kind, str(_("%(done)s of %(whole)s held", done=held[kind], whole=whole[kind]))) for kind in EventKind]
    yield KeyValues([(str(_(KINDS_IN_PLURAL[kind])), words) for kind, words in counted])
    header = [_("Time"), _("Meeting"), _("Kind"), _("People there")]
    rows = [_meeting_row(account.programme, each, account.records.present) for each in events]
    yield Table(str(_("Each meeting")), [str(head) for head in header], rows, MEETING_WIDTHS)


def _meeting_row(programme: Programme, event: ProgrammeEvent, present: Mapping[int, set[int]]) -> list[Words]:
    is_held = event.status is EventStatus.HELD
    there = number(len(present.get(event.id, ()))) if is_held else str(_(EVENT_STATUSES[event.status].msgid))
    return [saying.when(event), _theirs(programme, event.title), str(_(KINDS[event.kind].msgid)), there]


def _theirs(programme: Programme, words: str) -> Phrase:
    """What the centre has written, marked where the document is in another language."""
    return text_of(Translated(**{programme.language: words}))


def _homework(account: Account) -> Iterator[Block]:
    if not account.records.tasks:
        return
    yield Heading(str(_("Homework")))
    parts = [course.participation for course in account.courses]
    rows: list[list[Words]] = []
    for task in account.records.tasks:
        told = saying.tally(handed_in(task, parts, account.records.answers))
        rows.append([_theirs(account.programme, task.title), day(task.due_on), told])
    header = [str(_("Task")), str(_("By when")), str(_("Teams that have handed in"))]
    yield Table(str(_("Each task")), header, rows)


def _guidance(account: Account) -> Iterator[Block]:
    asked = (one for many in account.records.questions.values() for one in many)
    helped = Counter(each.topic for each in asked if each.answered_at)
    if helped:
        yield Heading(str(_("What the teams were helped with")))
        yield KeyValues([(str(_(TOPICS[topic])), number(helped[topic])) for topic in TOPICS if helped[topic]])


def _needs(account: Account) -> Iterator[Block]:
    wanting = [(course, saying.needs(course)) for course in account.courses]
    if any(needs for _course, needs in wanting):
        yield Heading(str(_("What the teams need help with now")))
        for course, needs in wanting:
            if needs:
                yield Heading(course.team.name, level=3)
                yield Bullets(needs)


def _lessons(account: Account) -> Iterator[Block]:
    names = {course.team.id: course.team.name for course in account.courses}
    shared = [each for each in account.lessons if each.team_id in names]
    if not shared:
        return
    yield Heading(str(_("What the teams have learnt and share")))
    for each in shared:
        yield Paragraph(f"{names[each.team_id]}, {day(each.learnt_on)}: {each.learnt}")
        if each.changed:
            yield Paragraph(str(_("What they do otherwise: %(words)s", words=each.changed)))
