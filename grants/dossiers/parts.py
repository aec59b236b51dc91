"""The parts of a dossier: which questions stand where, and what the directorate adds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grants.applications.answers import SUMMARY, TITLE
from grants.calls.content import Question
from grants.dossiers import assessing
from grants.dossiers.answering import answered, is_boxed
from grants.dossiers.front import summary
from grants.dossiers.history import history
from grants.dossiers.queries import Record
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from kernel.pdf.blocks import Block, Heading, Reference


@dataclass(frozen=True)
class Part:
    """A part of the dossier; it refers by `code`, its title is a msgid."""

    code: str
    title: str
    questions: tuple[str, ...] = ()


# The questions by the numbers of the whole form; the short one leaves some out. Source: domain model, 4.4 and 4.10.
PARTS: Sequence[Part] = (
    Part("summary", _l("Summary"), (TITLE, SUMMARY)),
    Part("applicant", _l("Who applies"), ("3", "4", "5", "6", "48")),
    Part("partnership", _l("Partnership"), ("7", "8", "9", "13")),
    Part("anchoring", _l("Anchoring and councils"), ("43", "20", "21")),
    Part("team", _l("The core team"), ("44", "49", "45", "46")),
    Part("staircase", _l("The involvement staircase"), ("10", "11")),
    Part("inclusion", _l("Inclusion, mobility and information"), ("14", "15", "16", "17", "28", "29")),
    Part("coordination", _l("Coordination and competence"), ("24", "25", "26", "27")),
    Part("overlap", _l("Similar offers and parallel measures"), ("12",)),
    Part("activities", _l("Activities"), ("22", "23")),
    Part("goals", _l("Goals, plan and continuation"), ("32", "33", "34", "35", "41", "42")),
    Part("money", _l("Amount and budget"), ("36", "37", "38", "39", "40")),
    Part("more", _l("More answers")),
    Part("check", _l("Formal check")),
    Part("reviews", _l("Points and reasons")),
    Part("decision", _l("Decision")),
    Part("history", _l("History")),
)
NAMED = frozenset(code for part in PARTS for code in part.questions)
BEFORE: Mapping[str, Callable[[Record], Iterable[Block]]] = {"summary": summary}
AFTER: Mapping[str, Callable[[Record], Iterable[Block]]] = {
    "money": assessing.money,
    "check": assessing.formal_check,
    "reviews": assessing.reviews,
    "decision": assessing.decision,
    "history": history,
}


def parts(record: Record) -> Iterator[tuple[Reference, list[Block]]]:
    """The parts that have something to say, each with what refers to it."""
    for part in PARTS:
        blocks = [*_blocks(part, record)]
        if blocks:
            anchor, title = f"part-{part.code}", str(_(part.title))
            yield Reference(anchor, title), [Heading(title, anchor=anchor), *blocks]


def _blocks(part: Part, record: Record) -> Iterator[Block]:
    if part.code in BEFORE:
        yield from BEFORE[part.code](record)
    for question in _questions(part, record):
        yield from answered(question, record)
    if part.code in AFTER:
        yield from AFTER[part.code](record)


def _questions(part: Part, record: Record) -> Iterator[Question]:
    """The questions of a part in its order; what no part names is among the other answers, in the order of the form."""
    content = record.folder.content
    if part.code == "more":
        yield from (question for question in content.questions if question.code not in NAMED)
    for code in part.questions:
        question = content.question(code)
        if question is not None and not is_boxed(question):
            yield question
