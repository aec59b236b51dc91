"""An application as plain text, question by question, so that it can be pasted into another form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.applications.queries import Folder
from grants.applications.saying import Namer, heading_of, plain, whole_answer, words
from grants.calls.content import Question
from grants.submissions.wording import moment_in_full
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Paragraph, Table, phrase

FEWEST_LINES, MOST_LINES, WIDTH = 2, 14, 70


@dataclass(frozen=True)
class Answered:
    """A question with its number, and what was answered as plain text."""

    code: str
    heading: str
    text: str

    @property
    def lines(self) -> int:
        """How many lines a box should show."""
        needed = sum(1 + len(line) // WIDTH for line in self.text.split("\n"))
        return min(MOST_LINES, max(FEWEST_LINES, needed))


def answered(folder: Folder, municipality: Namer, standings: Sequence[Mapping[str, Any]]) -> list[Answered]:
    """The answers in the order of the form; `municipality` names one by its number."""
    return [
        Answered(question.code, heading_of(question), in_lines(blocks_of(question, folder, municipality, standings)))
        for question in folder.content.questions
    ]


def blocks_of(
    question: Question, folder: Folder, municipality: Namer, standings: Sequence[Mapping[str, Any]]
) -> list[Block]:
    """What was answered; a question that was left open, or is answered by sending, says so."""
    if question.parts or question.automatic:
        return whole_answer(question, folder, municipality, standings) or [Paragraph(str(_("Not answered")))]
    kept = folder.application.snapshot
    told = _("Confirmed by %(name)s.", name=kept["confirmed_by_applicant"]) if kept else _("Not sent yet")
    return [Paragraph(str(told))]


def in_lines(blocks: Sequence[Block]) -> str:
    """Blocks as plain text; a row of a table is a line that begins with what the row is about."""
    return "\n".join(_rows(block) if isinstance(block, Table) else plain([block]) for block in blocks)


def _rows(table: Table) -> str:
    heads = [phrase(head).text for head in table.header[1:]]
    lines = []
    for row in table.rows:
        first, *cells = (phrase(cell).text for cell in row)
        if len(cells) == 1:
            lines.append(f"{first}: {cells[0]}")
        else:
            told = "; ".join(f"{head}: {cell}" for head, cell in zip(heads, cells, strict=True))
            lines.append(f"{first} – {told}")
    return "\n".join(lines)


def facts(folder: Folder) -> list[tuple[str, str]]:
    """What is told of an application before its answers."""
    application, content = folder.application, folder.content
    return [
        (str(_("Reference")), application.reference),
        (str(_("Measure")), application.title or str(_("No name yet"))),
        (str(_("Applicant")), application.applicant.full_name),
        (str(_("Call")), words(content.title)),
        (str(_("Sent")), sent(folder)),
    ]


def sent(folder: Folder) -> str:
    """When an application was sent and by whom, or that it is a draft."""
    application = folder.application
    if application.submitted_at is None or application.snapshot is None:
        return str(_("Draft, not sent"))
    when, who = moment_in_full(application.submitted_at), application.snapshot["confirmed_by_applicant"]
    told = str(_("%(when)s by %(name)s", when=when, name=who))
    if application.withdrawn_at is None:
        return told
    return f"{told}. " + str(_("Withdrawn %(when)s.", when=moment_in_full(application.withdrawn_at)))


def as_text(folder: Folder, said: Sequence[Answered]) -> str:
    """The whole application as one plain text."""
    return "\n".join(_lines(folder, said))


def _lines(folder: Folder, said: Sequence[Answered]) -> Iterator[str]:
    yield from (f"{name}: {value}" for name, value in facts(folder))
    for each in said:
        yield from ("", "", each.heading, "", each.text)
    yield ""
