"""Questions that tell something of those who want to take part in a programme: the fields that they must have."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from grants.calls.content import Content, Meaning, Part, PartKind, Question
from kernel.documents import BadContent
from partnership.core_teams.models import Maturity
from partnership.involvement.models import AnchoringKind, Council

LEADER, MEMBER = "leader", "member"


@dataclass(frozen=True)
class Shape:
    """The kind of the part that is read, the fields of its rows by name, and what its choices must be."""

    kind: PartKind
    fields: Mapping[str, PartKind]
    choices: Mapping[str, Collection[str]]


SHAPES: Mapping[Meaning, Shape] = {
    Meaning.TEAM: Shape(
        PartKind.ROWS,
        {
            "name": PartKind.LINE,
            "title": PartKind.LINE,
            "municipality": PartKind.MUNICIPALITY,
            "share": PartKind.DAYS,
            "role": PartKind.CHOICE,
        },
        {"role": (LEADER, MEMBER)},
    ),
    Meaning.MATURITY: Shape(PartKind.CHOICE, {}, {"": tuple(Maturity)}),
    Meaning.COUNCILS: Shape(
        PartKind.ROWS,
        {
            "council": PartKind.CHOICE,
            "municipality": PartKind.MUNICIPALITY,
            "date": PartKind.DAY,
            "case": PartKind.LINE,
            "statement": PartKind.LINE,
            "used": PartKind.LINE,
        },
        {"council": tuple(Council)},
    ),
    Meaning.ANCHORING: Shape(
        PartKind.ROWS,
        {
            "municipality": PartKind.MUNICIPALITY,
            "kind": PartKind.CHOICE,
            "text": PartKind.LINE,
            "date": PartKind.DAY,
            "case": PartKind.LINE,
            "political": PartKind.LINE,
            "administrative": PartKind.LINE,
        },
        {"kind": tuple(AnchoringKind)},
    ),
}


def read_part(question: Question) -> Part | None:
    """The part of a marked question that is read: its first of the kind that its meaning asks for."""
    if question.meaning is None:
        return None
    kind = SHAPES[question.meaning].kind
    return next((part for part in question.parts if part.kind is kind), None)


def check(content: Content) -> None:
    """Each meaning is told by one question at most, which has the fields that are read; raises BadContent."""
    for meaning in Meaning:
        marked = [question for question in content.questions if question.meaning is meaning]
        if len(marked) > 1:
            raise BadContent(f"form: two questions have the meaning {meaning}.")
        for question in marked:
            _check_shape(question, SHAPES[meaning])


def _check_shape(question: Question, shape: Shape) -> None:
    part = read_part(question)
    if part is None:
        raise BadContent(f"question {question.code}: {question.meaning} needs a part of the kind {shape.kind}.")
    named = {each.name: each for each in part.parts}
    if any(name not in named or named[name].kind is not kind for name, kind in shape.fields.items()):
        wanted = ", ".join(f"{name} ({kind})" for name, kind in shape.fields.items())
        raise BadContent(f"question {question.code}: {question.meaning} needs the fields {wanted}.")
    for name, codes in shape.choices.items():
        offered = {option.code for option in (named[name] if name else part).choices}
        if offered != set(codes):
            raise BadContent(f"question {question.code}: the choices must be {', '.join(codes)}.")
