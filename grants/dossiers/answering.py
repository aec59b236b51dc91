"""A question and what was answered to it: long texts as running text, the rest as facts and tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from grants.applications import saying
from grants.applications.answers import ONE_TEXT, SUMMARY, TITLE
from grants.calls.content import Part, PartKind, Question
from grants.dossiers.cooperation import AUTOMATIC
from grants.dossiers.queries import Record
from kernel.i18n import gettext as _
from kernel.i18n import language
from kernel.pdf.blocks import Block, Heading, KeyValues, Paragraph, Table
from partnership.pictures.saying import LANGUAGE_TAGS

BOX = "part-summary"


def is_boxed(question: Question) -> bool:
    """Whether a question stands in the box that sums the application up: its name and what it will achieve."""
    return question.code in {TITLE, SUMMARY} and [part.name for part in question.parts] == [ONE_TEXT]


def anchor_of(question: Question, record: Record) -> str:
    """What leads to a question; its code may hold anything, its place in the form may not."""
    if is_boxed(question):
        return BOX
    return f"question-{list(record.folder.content.questions).index(question)}"


def language_of(record: Record) -> str | None:
    """The language that the answers are written in, where it is not the dossier's."""
    written = record.application.language
    return LANGUAGE_TAGS[written] if written in LANGUAGE_TAGS and written != language() else None


def answered(question: Question, record: Record) -> list[Block]:
    """The question as a heading, what stands by itself in its answer, and what was answered."""
    said = [*given(question, record)]
    if question.automatic is not None:
        said = [*AUTOMATIC[question.automatic](record), *said]
    elif not question.parts:
        said = [Paragraph(_("Confirmed when the application was sent."))]
    anchor = anchor_of(question, record)
    return [Heading(saying.heading_of(question), 3, anchor=anchor), *(said or [Paragraph(_("Not answered"))])]


def given(question: Question, record: Record) -> Iterator[Block]:
    """What was answered, part by part in their order."""
    values = record.folder.answers.get(question.code, {})
    for kind, parts in groupby(question.parts, _kind):
        for group in [(part,) for part in parts] if kind else [tuple(parts)]:
            yield from (_text if kind is PartKind.TEXT else _facts)(question, group, values, record)


def _kind(part: Part) -> PartKind | None:
    """The kind of a part that stands alone; facts stand together."""
    return part.kind if part.kind is PartKind.TEXT or part.kind in saying.WHOLE_BLOCKS else None


def _text(question: Question, parts: Sequence[Part], values: Mapping[str, Any], record: Record) -> Iterator[Block]:
    part = parts[0]
    if not values.get(part.name):
        return
    if part.label and part is not question.parts[0]:  # the first text answers the question itself
        yield Heading(saying.words(part.label), 4)
    yield Paragraph(str(values[part.name]), lang=language_of(record))


def _facts(question: Question, parts: Sequence[Part], values: Mapping[str, Any], record: Record) -> Iterator[Block]:
    asked = replace(question, parts=tuple(parts))
    for block in saying.answer(asked, values, record.folder.content, record.place):
        if isinstance(block, Table):
            yield replace(block, caption=_caption(question, parts[0]))
        elif isinstance(block, Paragraph) and parts[0].label and len(question.parts) > 1:
            yield KeyValues([(saying.words(parts[0].label), block.text)])
        else:
            yield block


def _caption(question: Question, part: Part) -> str:
    if part.label:
        return saying.words(part.label)
    if part.kind is PartKind.AMOUNTS:
        return str(_("Amount applied for"))
    return str(_("Budget") if part.kind is PartKind.BUDGET else _("Answer to question %(code)s", code=question.code))
