"""What is printed: the roadmap, as a municipal council and an annual meeting can read it."""

from collections.abc import Iterator

from kernel import clock
from kernel.i18n import day, number
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Callout, Heading, KeyValues, Paragraph, Table, Words
from kernel.pdf.document import Document
from partnership.assessments.picture import Picture
from partnership.pictures.saying import agreed_in_words, document_language
from partnership.pictures.sketch import progress_words, side_name, step_name
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.roadmaps import labels, saying
from partnership.roadmaps.models import Goal
from partnership.roadmaps.queries import Course, Plan, Stretch

MEASURE_WIDTHS = (8, 24, 26, 15, 14, 13)
MORE_WIDTHS = (8, 32, 27, 33)


def roadmap(relation: Relation, picture: Picture, plan: Plan, title: str, *, mark: str | None) -> Document:
    """The roadmap of a relation, in the language that the words are given in."""
    return Document(
        title=str(_("Roadmap: %(title)s", title=title)),
        lang=document_language(),
        reference=str(_("Trinn · relation %(number)d", number=relation.id)),
        blocks=list(_blocks(relation, picture, plan)),
        footer=str(_("Trinn · roadmap")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
    )


def _blocks(relation: Relation, picture: Picture, plan: Plan) -> Iterator[Block]:
    yield Paragraph(str(_("What we will do together, who sees to it, by when, and what it costs.")), style="lead")
    yield KeyValues(list(_facts(relation, picture, plan)))
    if not plan.is_adopted:
        waits = _("This is a draft. It stands when both sides have adopted it as it is worded here.")
        yield Callout(str(_("Not adopted by both yet")), str(waits))
    for stretch in plan.stretches:
        yield from _goal(relation, picture, stretch)
    if not plan.stretches:
        yield Paragraph(str(_("No goal has been written yet.")))


def _facts(relation: Relation, picture: Picture, plan: Plan) -> Iterator[tuple[str, Words]]:
    for side in Side:
        adopted = plan.standing_for.get(side)
        words = _("Not adopted yet")
        if adopted:
            words = _(
                "Adopted %(day)s by %(name)s",
                day=day(clock.local_date(adopted.adopted_at)),
                name=adopted.adopted_by.name,
            )
        yield side_name(picture, side), str(words)
    yield str(_("What you agree on")), agreed_in_words(picture)
    yield str(_("On the way")), progress_words(picture)
    if relation.wished_step:
        yield str(_("The step you wish for")), str(_("Step %(step)s", step=step_name(picture, relation.wished_step)))
    if plan.budget:
        yield str(_("Cost of all the measures")), str(_("%(amount)s kroner", amount=number(plan.budget)))
    yield str(_("As of")), day(picture.as_of)


def _goal(relation: Relation, picture: Picture, stretch: Stretch) -> Iterator[Block]:
    yield Heading(stretch.goal.text)
    yield Paragraph(way(picture, stretch.goal))
    if not stretch.courses:
        yield Paragraph(str(_("No measure has been written yet.")))
        return
    header = [_("No."), _("Measure"), _("Who"), _("By when"), _("Cost"), _("How far")]
    rows = [_row(relation, course) for course in stretch.courses]
    yield Table("", [str(head) for head in header], rows, MEASURE_WIDTHS)
    more = [row for course in stretch.courses if any((row := _more(course))[1:])]
    if more:
        header = [_("No."), _("Anchored in"), _("Age-friendly community"), _("The latest note")]
        yield Heading(str(_("More about the measures")), level=3)
        yield Table("", [str(head) for head in header], more, MORE_WIDTHS)


def _row(relation: Relation, course: Course) -> list[Words]:
    measure = course.measure
    return [
        str(course.number),
        measure.what,
        saying.who(relation, measure.owner, measure.responsible),
        day(measure.due_on),
        saying.cost(measure.budget, measure.payer),
        str(_(labels.PROGRESS[measure.progress].msgid)),
    ]


def _more(course: Course) -> list[Words]:
    measure = course.measure
    return [str(course.number), saying.anchored(measure), saying.domain_names(measure.domains), latest_note(course)]


def way(picture: Picture, goal: Goal) -> str:
    """From which step to which, and by when."""
    steps = {"start": step_name(picture, goal.from_step), "end": step_name(picture, goal.to_step)}
    if goal.from_step == goal.to_step:
        return str(_("Stay on step %(end)s, by %(day)s.", end=steps["end"], day=day(goal.due_on)))
    return str(_("From step %(start)s to step %(end)s, by %(day)s.", day=day(goal.due_on), **steps))


def latest_note(course: Course) -> str:
    """What was noted last about a measure, with its date."""
    note = next((each for each in course.notes if each.words), None)
    return f"{day(clock.local_date(note.noted_at))}: {note.words}" if note else ""
