"""What is printed: the strategic roadmap, as a municipal council can read and adopt it."""

from collections.abc import Iterator, Sequence
from datetime import date

from kernel.i18n import day, number
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Callout, Figure, Heading, KeyValues, Paragraph, Table, Words
from kernel.pdf.document import Document
from partnership.core_teams.models import CoreTeam
from partnership.involvement.queries import Heard
from partnership.pictures.saying import document_language
from partnership.roadmaps.saying import anchored, cost, domain_names
from partnership.strategic_roadmaps import saying
from partnership.strategic_roadmaps.drawing import draw
from partnership.strategic_roadmaps.heard import blocks
from partnership.strategic_roadmaps.models import Lesson, StrategicGoal
from partnership.strategic_roadmaps.paper_drawing import PAPER, alternative, on_paper
from partnership.strategic_roadmaps.plan import Course, Plan, Stretch
from partnership.strategic_roadmaps.rules import GoalDraft

MEASURE_WIDTHS = (8, 32, 27, 19, 14)
MORE_WIDTHS = (8, 20, 25, 23, 24)
LESSON_WIDTHS = (20, 40, 40)


def roadmap(
    team: CoreTeam, plan: Plan, heard: Heard, lessons: Sequence[Lesson], today: date, *, mark: str | None
) -> Document:
    """The roadmap of a team, in the language that the words are given in."""
    return Document(
        title=str(_("Strategic roadmap: %(team)s", team=team.name)),
        lang=document_language(),
        reference=str(_("Trinn · core team %(team)d · wording %(wording)d", team=team.id, wording=plan.wording)),
        blocks=list(_blocks(team, plan, heard, lessons, today)),
        footer=str(_("Trinn · strategic roadmap")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
    )


def _blocks(team: CoreTeam, plan: Plan, heard: Heard, lessons: Sequence[Lesson], today: date) -> Iterator[Block]:
    if plan.aim:
        yield Paragraph(plan.aim, style="lead")
    yield KeyValues(list(_facts(plan, today)))
    if plan.measures and not plan.is_adopted:
        told = _(
            "The municipality adopts the strategic roadmap of %(team)s as it stands in wording %(wording)d.",
            team=team.name,
            wording=plan.wording,
        )
        yield Callout(str(_("Proposal to whoever decides")), str(told))
    for stretch in plan.stretches:
        yield from _goal(stretch, today)
    if not plan.stretches:
        yield Paragraph(str(_("No goal has been written yet.")))
    yield from _line_of_time(plan, today)
    yield from _outside(plan)
    yield from blocks(heard, plan.municipalities, today)
    yield from _learnt(lessons)


def _facts(plan: Plan, today: date) -> Iterator[tuple[str, Words]]:
    yield str(_("Municipalities")), saying.names(plan.municipalities)
    yield str(_("Wording")), number(plan.wording)
    for each in plan.municipalities:
        noted = plan.standing_for.get(each.id)
        words = saying.adopted(noted) if noted else str(_("Not adopted yet"))
        yield str(_("Adopted by %(municipality)s", municipality=each.name)), words
    if plan.budget:
        yield str(_("Cost of all the measures")), str(_("%(amount)s kroner", amount=number(plan.budget)))
    yield str(_("As of")), day(today)


def headed(goal: StrategicGoal | GoalDraft) -> Iterator[Block]:
    """A goal before its measures: what it is, by when, and how one sees it."""
    yield Heading(goal.text)
    yield Paragraph(str(_("By %(day)s.", day=day(goal.due_on))))
    if goal.seen_by:
        yield Paragraph(str(_("How we see it: %(words)s", words=goal.seen_by)))


def _goal(stretch: Stretch, today: date) -> Iterator[Block]:
    yield from headed(stretch.goal)
    if not stretch.courses:
        yield Paragraph(str(_("No measure has been written yet.")))
        return
    header = [_("No."), _("Measure"), _("Who"), _("When"), _("How far")]
    yield Table("", list(map(str, header)), [_row(course, today) for course in stretch.courses], MEASURE_WIDTHS)
    more = [row for course in stretch.courses if any((row := _more(course))[1:])]
    if more:
        header = [_("No."), _("Cost"), _("Anchored in"), _("Age-friendly community"), _("The latest note")]
        yield Heading(str(_("More about the measures")), level=3)
        yield Table("", list(map(str, header)), more, MORE_WIDTHS)


def _row(course: Course, today: date) -> list[Words]:
    measure = course.measure
    return [
        str(course.number),
        measure.what,
        saying.who(measure.municipality, measure.owner),
        saying.when(measure.begins_on, measure.due_on),
        saying.state(measure, today),
    ]


def _more(course: Course) -> list[Words]:
    measure = course.measure
    return [
        str(course.number),
        cost(measure.budget, measure.payer),
        anchored(measure),
        domain_names(measure.domains),
        saying.latest_note(course),
    ]


def _line_of_time(plan: Plan, today: date) -> Iterator[Block]:
    sheets = draw(saying.groups(plan, today), today, PAPER)
    if sheets:
        yield Heading(str(_("The measures along a line of time")))
    for sheet in sheets:
        yield Figure(on_paper(sheet), alternative())


def _outside(plan: Plan) -> Iterator[Block]:
    rows: list[list[Words]] = [
        [str(course.number), course.measure.what, course.measure.why_new_service]
        for course in plan.courses
        if course.measure.is_new_service
    ]
    if rows:
        yield Heading(str(_("New types of services")))
        yield Paragraph(str(_("The programme is about people's own resources. These measures stand outside it.")))
        header = [_("No."), _("Measure"), _("Why it stands here all the same")]
        yield Table("", list(map(str, header)), rows, (7, 45, 48))


def _learnt(lessons: Sequence[Lesson]) -> Iterator[Block]:
    rows: list[list[Words]] = [[day(each.learnt_on), each.learnt, each.changed] for each in lessons]
    if rows:
        yield Heading(str(_("What we have learnt")))
        header = [_("When"), _("What we learnt"), _("What we do otherwise now")]
        yield Table("", list(map(str, header)), rows, LESSON_WIDTHS)
