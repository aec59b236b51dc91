"""The blocks of the conversation sheet: what you agree on, what you see differently, one next step, room for a pen."""

from collections.abc import Iterator

from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.pdf.blocks import Block, Bullets, Callout, Heading, Paragraph, Phrase, WritingSpace
from partnership.assessments.picture import Picture
from partnership.pictures.saying import both_said, question_of, why
from partnership.pictures.sketch import step_name
from partnership.staircase.level import Point
from partnership.staircase.sheet import Sheet


def blocks(picture: Picture) -> list[Block]:
    """Lay the conversation sheet out; raises ValueError until both have answered."""
    if picture.sheet is None:
        raise ValueError("A conversation sheet is made of two assessments.")
    return [
        *_agreed(picture, picture.sheet),
        *_different(picture, picture.sheet),
        *_next(picture, picture.sheet),
        WritingSpace(2, str(_("What we agreed today"))),
        WritingSpace(1, str(_("Date and names"))),
    ]


def _agreed(picture: Picture, sheet: Sheet) -> Iterator[Block]:
    count = len(sheet.agree)
    if count:
        yield Heading(
            str(ngettext("%(num)d thing you agree is in place", "%(num)d things you agree are in place", count))
        )
        yield Bullets([question_of(picture, point) for point in sheet.agree])
    else:
        yield Heading(str(_("What you agree is in place")))
        yield Paragraph(str(_("Nothing has its evidence yet. Begin with what works well between you.")))
    yield WritingSpace(1, str(_("What makes it work?")))


def _different(picture: Picture, sheet: Sheet) -> Iterator[Block]:
    count = len(sheet.differ)
    if count:
        yield Heading(str(ngettext("%(num)d thing you see differently", "%(num)d things you see differently", count)))
        yield Bullets([_seen(picture, each.point) for each in sheet.differ])
    else:
        yield Heading(str(_("What you see differently")))
        yield Paragraph(str(_("You see it alike.")))
    yield WritingSpace(1, str(_("How does it look from where you stand?")))


def _seen(picture: Picture, point: Point) -> Phrase:
    question = question_of(picture, point)
    return Phrase(f"{question.text}\n{both_said(picture, point)}", lang=question.lang)


def _next(picture: Picture, sheet: Sheet) -> Iterator[Block]:
    if sheet.next_step is None:
        yield Heading(str(_("You stand on the top step")))
        yield Paragraph(str(_("Keep it: renew the evidence, evaluate, and share what you have learnt.")))
    else:
        point = sheet.next_step.point
        question = question_of(picture, point)
        yield Heading(str(_("One next step, towards step %(step)s", step=step_name(picture, point.step))))
        yield Callout(question.text, why(picture, sheet.next_step), lang=question.lang)
    yield WritingSpace(1, str(_("Who does what, and by when?")))
