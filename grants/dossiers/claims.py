"""What the applicant claims on each criterion, in a line each, on one page."""

from collections.abc import Sequence
from dataclasses import replace

from grants.applications import saying
from grants.calls.content import Criterion, PartKind, Question
from grants.dossiers.answering import anchor_of, language_of
from grants.dossiers.cutting import cut, first_sentence
from grants.dossiers.queries import Record
from kernel.i18n import gettext as _
from kernel.i18n import number
from kernel.pdf.blocks import Block, Heading, Paragraph, Phrase, Reference, Table, Words, phrase
from kernel.pdf.theme import A4, TextStyle, Theme
from kernel.pdf.typeface import one_line

ANCHOR = "claims"
WIDTHS = (2.7, 1.3, 3.9, 2.1)
MOST_LINES = (6, 5, 4, 3, 2, 1)
TEXTS = (PartKind.TEXT, PartKind.LINE)


def title(record: Record) -> str:
    """The page's title: the first and the last criterion's codes."""
    criteria = record.folder.content.scale.criteria
    return str(_("%(first)s–%(last)s on one page", first=criteria[0].code, last=criteria[-1].code))


def claim(question: Question | None, record: Record) -> str:
    """What is answered to a question in a sentence: of its text, else of its choices; nothing when it is open."""
    if question is None:
        return ""
    values = record.folder.answers.get(question.code, {})
    parts = sorted((part for part in question.parts if values.get(part.name)), key=lambda part: part.kind not in TEXTS)
    if not parts:
        return ""
    if parts[0].kind in TEXTS:
        return first_sentence(str(values[parts[0].name]))
    alone = replace(question, parts=(parts[0],))
    return one_line(saying.plain(saying.answer(alone, values, record.folder.content, record.place)))


def page(record: Record, theme: Theme, reference_label: str) -> list[Block]:
    """The claims, each as long as leaves room for all."""
    above: list[Block] = [Heading(title(record), anchor=ANCHOR), Paragraph(_intro())]
    room = A4[1] - theme.top - theme.bottom - _height_above(above, theme)
    for lines in MOST_LINES:
        table = _table(record, theme, lines)
        if _height(table, theme, reference_label) <= room:
            break
    return [*above, table]


def _intro() -> str:
    return str(_("What the applicant says of itself on each criterion, and where in the dossier it is shown."))


def _table(record: Record, theme: Theme, lines: int) -> Table:
    header = [_("Criterion"), _("Weight"), _("What the applicant says"), _("Shown in")]
    rows = [_row(criterion, record, theme, lines) for criterion in record.folder.content.scale.criteria]
    return Table(_("The applicant's claims"), header, rows, WIDTHS)


def _row(criterion: Criterion, record: Record, theme: Theme, lines: int) -> list[Words]:
    named, _weight, said, _where = _rooms(theme)
    question = record.folder.content.question(criterion.claim)
    heading = f"{criterion.code} {saying.words(criterion.title)}"
    found = claim(question, record)
    told = Phrase(cut(found, theme.cell, said, lines), lang=language_of(record)) if found else _("Not answered")
    where = Reference(anchor_of(question, record), _("Question %(code)s", code=question.code)) if question else "–"
    return [cut(heading, theme.cell.emphasised(), named, lines), number(criterion.weight), told, where]


def _rooms(theme: Theme) -> list[float]:
    return [theme.width * share / sum(WIDTHS) - 2 * theme.padding - 0.1 for share in WIDTHS]


def _height_above(blocks: Sequence[Block], theme: Theme) -> float:
    styles = (theme.headings[0], theme.body)
    words = [block.text for block in blocks if isinstance(block, Heading | Paragraph)]
    return theme.gap + sum(
        style.leading * len(style.wrap(text, theme.width)) for text, style in zip(words, styles, strict=True)
    )


def _height(table: Table, theme: Theme, label: str) -> float:
    """How high the table is, when the pages that it refers to have three digits."""
    caption = theme.gap * 1.3 + theme.cell.leading + theme.padding * 0.7
    head = _row_height(table.header, theme, theme.column_heading, label)
    return caption + head + sum(_row_height(row, theme, theme.cell.emphasised(), label) for row in table.rows)


def _row_height(row: Sequence[Words], theme: Theme, style: TextStyle, label: str) -> float:
    lines = [len(style.wrap(_on_paper(words, label), room)) for words, room in zip(row, _rooms(theme), strict=True)]
    return max(lines) * style.leading + 1.6 * theme.padding


def _on_paper(words: Words, label: str) -> str:
    if not isinstance(words, Reference):
        return phrase(words).text
    return label.replace("{text}", words.text).replace(" {page}", "\u00a0999")
