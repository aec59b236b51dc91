"""What is printed: a plan with its five points; what is not answered yet has lines for a pen."""

from collections.abc import Iterator, Sequence

from activities.planning_guides import saying
from activities.planning_guides.content import Content
from activities.planning_guides.labels import POINTS, STATUSES
from activities.planning_guides.models import PlanningGuide, PlanningLesson
from activities.planning_guides.rules import Point
from kernel.i18n import day
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Heading, KeyValues, Paragraph, Table, WritingSpace
from kernel.pdf.document import Document
from partnership.pictures.saying import document_language

LINES = 2
DUTY_WIDTHS = (22, 34, 18, 26)
LESSON_WIDTHS = (18, 44, 38)


def sheet(guide: PlanningGuide, content: Content, lessons: Sequence[PlanningLesson], *, mark: str | None) -> Document:
    """A plan as one brings it to a meeting."""
    return Document(
        title=guide.title,
        lang=document_language(),
        reference=str(_("Trinn · plan %(number)d", number=guide.id)),
        blocks=list(blocks(guide, content, lessons)),
        footer=str(_("Trinn · planning something new")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
    )


def blocks(guide: PlanningGuide, content: Content, lessons: Sequence[PlanningLesson]) -> Iterator[Block]:
    """The plan's facts, then what is there already, the five points and what was learnt."""
    yield Paragraph(str(_("Five points to attend to before something new is offered to older people.")), style="lead")
    facts = [(_("Who plans it"), guide.body.full_name), (_("Municipality"), guide.municipality.full_name)]
    facts += [(_("Status"), _(STATUSES[guide.status].msgid)), (_("Begun on"), day(guide.begun_on))]
    facts += [(_("The offer"), guide.offer.title)] if guide.offer else []
    yield KeyValues([(str(name), str(value)) for name, value in facts])
    for number, point in enumerate(Point):
        yield Heading(heading(number, point))
        yield from _answers(point, content)
        yield from _rows(point, content)
    yield from _lessons(lessons)


def heading(number: int, point: Point) -> str:
    """What a point is called: what is there already stands before the first of the five."""
    name = str(_(POINTS[point]))
    return f"{number}. {name}" if number else name


def _answers(point: Point, content: Content) -> Iterator[Block]:
    for question, answer in saying.answers(point, content):
        if answer:
            yield Heading(question, level=3)
            yield Paragraph(answer)
        else:
            yield WritingSpace(LINES, question)


def _rows(point: Point, content: Content) -> Iterator[Block]:
    if point is Point.PARTNERS:
        header = [_("Who"), _("Does what"), _("When"), _("How")]
        rows = [(each.who, each.what, each.when, each.how) for each in content.duties]
        yield from _table(str(_("Who does what, when and how?")), header, rows, DUTY_WIDTHS)
    if point is Point.TRIAL:
        brought = [(each.partner, each.what) for each in content.means]
        yield from _table(str(_("What does each partner bring?")), [_("Partner"), _("Brings")], brought, (1, 2))


def _table(
    title: str, header: Sequence[str], rows: Sequence[tuple[str, ...]], widths: Sequence[float]
) -> Iterator[Block]:
    if not rows:
        yield WritingSpace(LINES, title)
        return
    yield Heading(title, level=3)
    yield Table("", [str(each) for each in header], [list(row) for row in rows], widths)


def _lessons(lessons: Sequence[PlanningLesson]) -> Iterator[Block]:
    if not lessons:
        return
    yield Heading(str(_("What you have learnt on the way")))
    header = [_("When"), _("What you have learnt"), _("What you do otherwise")]
    rows = [[day(each.learnt_on), each.learnt, each.changed] for each in lessons]
    yield Table("", [str(each) for each in header], rows, LESSON_WIDTHS)
