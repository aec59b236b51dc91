"""The blocks of a relation's staircase on two pages: where it stands, what is missing, what is seen differently."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kernel.i18n import day, ngettext
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Figure, Heading, KeyValues, PageBreak, Paragraph, Phrase, Table, Words, phrase
from kernel.pdf.typeface import one_line
from partnership.assessments.picture import Picture
from partnership.pictures import heights
from partnership.pictures.paper_drawing import on_paper
from partnership.pictures.saying import (
    agreed_in_words,
    asked,
    deadline,
    evidence_of,
    lack,
    last_day,
    level_in_words,
    question_of,
    said,
)
from partnership.pictures.sketch import Sketch, progress_words, side_name, step_name
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.sides import Fall

# Wide enough for the longest word that a column says.
POINT_WIDTHS = (9, 51, 21, 19)
SAID_WIDTHS = (9, 53, 19, 19)
RENEWAL_WIDTHS = (9, 29, 37, 25)
MOST_RENEWALS = 4
# What is missing may run on to the second page, but leaves most of it to the rest.
SPILL = 0.3


def laid_out(relation: Relation, picture: Picture, drawn: Sketch, title: str) -> tuple[str, list[Block]]:
    """Give the title and the blocks; tables take what room there is and name the points they leave out."""
    heading = heights.titled(title)
    first: list[Block] = [Paragraph(title)] if heading != one_line(title) else []
    first += [*_facts(relation, picture), Figure(on_paper(drawn.drawing), drawn.description), _progress(picture)]
    page = heights.PAGE - heights.of_title(heading)
    first += _missing(picture, page - heights.of_all(first) + heights.PAGE * SPILL)
    spill = heights.overflow(first, page)
    renewals = [*_renewals(picture)]
    seen = _differences(picture, heights.PAGE - heights.AIR - spill - heights.of_all(renewals))
    return heading, [*first, *([] if spill else [PageBreak()]), *seen, *renewals]


def _facts(relation: Relation, picture: Picture) -> Iterator[Block]:
    yield Paragraph(f"{progress_words(picture)}.", style="lead")
    shown, staircase = picture.levels, _("Version %(code)s", code=picture.content.code)
    if picture.content.is_proposal:
        staircase = _("Version %(code)s. This staircase is a proposal.", code=picture.content.code)
    yield KeyValues(
        [
            (side_name(picture, Side.MUNICIPALITY), level_in_words(picture, shown.municipality)),
            (side_name(picture, Side.ORGANISATION), level_in_words(picture, shown.organisation)),
            (str(_("Agreed")), Phrase(agreed_in_words(picture), strong=True)),
            (str(_("The step you wish for")), _wish(relation, picture)),
            (str(_("As of")), day(picture.as_of)),
            (str(_("The staircase")), str(staircase)),
        ]
    )


def _missing(picture: Picture, room: float) -> list[Block]:
    if picture.basis is None:
        return []
    if picture.next_step is None:
        kept = _("Keep it: renew the evidence, evaluate, and share what you have learnt.")
        return [Heading(str(_("You stand on the top step"))), Paragraph(str(kept))]
    heading = Heading(str(_("What is missing for step %(step)s", step=step_name(picture, picture.next_step))))
    header = [str(_("Point")), str(_("Question")), str(_("How it stands")), str(_("Who"))]
    rows: list[list[Words]] = [
        [each.point.code, question_of(picture, each.point), lack(each), asked(picture, each.point)]
        for each in picture.missing
    ]
    return _cut([heading], Table("", header, rows, POINT_WIDTHS), room)


def _differences(picture: Picture, room: float) -> list[Block]:
    above: list[Block] = [Heading(str(_("Here you see it differently")))]
    count = len(picture.differences)
    if not picture.is_revealed:
        waits = _("One side has not sent its assessment yet, so what you agree on is not computed.")
        return [*above, Paragraph(str(waits))]
    if not count:
        return [*above, Paragraph(str(_("You see it alike.")))]
    words = ngettext(
        "You see %(num)d of %(of)d point differently.",
        "You see %(num)d of %(of)d points differently.",
        count,
        of=len(picture.content.questions),
    )
    apart = _("You stand two steps or more apart. A dialogue meeting about the points below may help; it is no fault.")
    above.append(Paragraph(f"{words} {apart}" if picture.levels.suggest_dialogue else str(words)))
    names = [side_name(picture, side) for side in Side]
    rows: list[list[Words]] = [
        [each.point.code, question_of(picture, each.point), *(said(picture, side, each.point) for side in Side)]
        for each in picture.differences
    ]
    return _cut(above, Table("", [str(_("Point")), str(_("Question")), *names], rows, SAID_WIDTHS), room)


def _cut(above: list[Block], table: Table, room: float) -> list[Block]:
    """Keep the rows that there is room for, and name the points of the others."""
    room -= heights.of_all(above)
    if heights.height(table) <= room:
        return [*above, table]
    count = heights.fitting(table, room - heights.of_all([_others(table.rows)]))
    shown = [replace(table, rows=table.rows[:count])] if count else []
    return [*above, *shown, _others(table.rows[count:])]


def _others(rows: Sequence[Sequence[Words]]) -> Paragraph:
    codes = ", ".join(phrase(row[0]).text for row in rows)
    return Paragraph(
        str(ngettext("And %(num)d more: %(codes)s.", "And %(num)d more: %(codes)s.", len(rows), codes=codes))
    )


def _renewals(picture: Picture) -> Iterator[Block]:
    """Say what must be renewed, first what a level falls by."""
    causes = picture.fall.causes if picture.fall else ()
    points = [question.point for question, _standing, _last in picture.to_renew]
    points.sort(key=lambda point: point.code not in causes)
    if not points:
        return
    yield Heading(str(_("Evidence to renew")))
    header = [str(_("Point")), str(_("Evidence")), str(_("How it stands")), str(_("Counts until"))]
    rows: list[list[Words]] = [
        [point.code, evidence_of(picture, point), last_day(picture, point), deadline(picture, point)]
        for point in points
    ]
    yield Table("", header, rows[:MOST_RENEWALS], RENEWAL_WIDTHS)
    if rows[MOST_RENEWALS:]:
        yield _others(rows[MOST_RENEWALS:])
    if picture.fall:
        yield Paragraph(" ".join(_falls(picture, picture.fall)))


def _falls(picture: Picture, fall: Fall) -> Iterator[str]:
    codes = ", ".join(fall.causes)
    yield str(_("Without renewal a level falls on %(day)s, because of %(codes)s.", day=day(fall.on), codes=codes))
    tracks = {
        side_name(picture, Side.MUNICIPALITY): (fall.before.municipality, fall.after.municipality),
        side_name(picture, Side.ORGANISATION): (fall.before.organisation, fall.after.organisation),
    }
    for name, (before, after) in tracks.items():
        if before and after and before.number != after.number:
            steps = {"before": before.number, "after": after.number}
            yield str(_("%(side)s goes from step %(before)d to step %(after)d.", side=name, **steps))
    before, after = fall.before.agreed, fall.after.agreed
    if before and after and before.number != after.number:
        steps = {"before": before.number, "after": after.number}
        yield str(_("What you agree on goes from step %(before)s to step %(after)s.", **steps))


def _wish(relation: Relation, picture: Picture) -> str:
    if relation.wished_step is None:
        return str(_("You have not chosen a step to wish for."))
    wished = _("Step %(step)s", step=step_name(picture, relation.wished_step))
    reason = one_line(relation.wished_reason)
    return f"{wished}: «{reason}»" if reason else str(wished)


def _progress(picture: Picture) -> Table:
    """Say how far each step has come, in a table that is low and wide."""
    steps = [str(_("Step %(step)s", step=number)) for number in picture.progress]
    counts = [str(_("%(met)d of %(of)d", met=met, of=of)) for met, of in picture.progress.values()]
    widths = [1.5, *(1 for _step in steps)]
    return Table("", [str(_("Progress")), *steps], [[str(_("In place")), *counts]], widths)
