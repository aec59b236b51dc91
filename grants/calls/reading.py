"""How a call's document is read: checked whole, and told by place when it is not of its form."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from grants.calls import meanings
from grants.calls.content import (
    NO_MONEY,
    Automatic,
    Awards,
    CallKind,
    Contact,
    Content,
    Criterion,
    Frame,
    Meaning,
    Money,
    Option,
    Page,
    Part,
    PartKind,
    Question,
    Scale,
)
from kernel.documents import BadContent, check_signs, day, flag, listed, moment, part, translated, whole, word
from kernel.orm import Translated

S = TypeVar("S", bound=StrEnum)
TEXTS = ("purpose", "target_group", "background", "funded", "priorities", "transfer_value", "language_rule")
APPLICANTS = frozenset({"municipality", "organisation"})
MOST_NOK, MOST_YEARS, MOST_POINTS, MOST_ROWS, LONGEST = 999_999_999, 5, 10, 30, 10_000
MOST_AWARDS, WEEK_IN_TENTHS = 1_000, 50
MOST = {PartKind.ROWS: MOST_ROWS, PartKind.WHOLE: MOST_NOK, PartKind.DAYS: WEEK_IN_TENTHS}
OF_MONEY = {PartKind.AMOUNTS, PartKind.BUDGET}
OFFERING = {PartKind.CHOICE, PartKind.CHOICES}
INNER = {
    PartKind.LINE,
    PartKind.EMAIL,
    PartKind.WHOLE,
    PartKind.CHOICE,
    PartKind.DAY,
    PartKind.DAYS,
    PartKind.MUNICIPALITY,
}


def read(document: Mapping[str, Any]) -> Content:
    """Read a document; raises BadContent."""
    check_signs(document)
    dates, who = part(document, "dates", "the document"), part(document, "who", "the document")
    form = part(document, "form", "the document")
    texts = part(document, "texts", "the document")
    content = Content(
        code=word(document, "code", "the document"),
        year=whole(document, "year", "the document", 9999),
        kind=_one_of(CallKind, document, "kind", "the document"),
        title=translated(document, "title", "the document"),
        owner=translated(document, "owner", "the document"),
        budget_post=word(document, "budget_post", "the document") if "money" in document else "",
        contact=_contact(part(document, "contact", "the document")),
        texts={name: translated(texts, name, "texts") for name in TEXTS},
        not_funded=_options(document, "not_funded"),
        published_on=day(dates, "published_on", "dates"),
        opens_at=moment(dates, "opens_at", "dates"),
        closes_at=moment(dates, "closes_at", "dates"),
        notified_on=day(dates, "notified_on", "dates"),
        starts_on=day(dates, "starts_on", "dates"),
        ends_on=day(dates, "ends_on", "dates"),
        money=_money(document["money"]) if "money" in document else NO_MONEY,
        applicants=frozenset(str(each) for each in listed(who, "applicants", "who")),
        scale=_scale(part(document, "assessment", "the document")),
        form=word(form, "code", "form"),
        pages=tuple(_page(raw, f"page {place}") for place, raw in enumerate(listed(form, "pages", "form"), 1)),
        awards=_awards(document["awards"]) if "awards" in document else None,
        programme=word(document, "programme", "the document") if "programme" in document else "",
    )
    _check_whole(content)
    return content


_kept: dict[str, Content] = {}


def kept(fingerprint: str, document: Mapping[str, Any]) -> Content:
    """The content of a stored call, read once in a process."""
    if fingerprint not in _kept:
        _kept[fingerprint] = read(document)
    return _kept[fingerprint]


def _one_of(kind: type[S], raw: Any, name: str, place: str) -> S:
    found = part(raw, name, place)
    if found not in tuple(kind):
        raise BadContent(f"{place}: {name} must be one of {', '.join(kind)}.")
    return kind(found)


def _maybe(raw: Any, name: str, place: str) -> Translated | None:
    return translated(raw, name, place) if name in raw else None


def _contact(raw: Any) -> Contact:
    return Contact(*(word(raw, name, "contact") for name in ("name", "email", "phone")))


def _options(raw: Any, name: str, place: str = "the document") -> tuple[Option, ...]:
    found = [Option(word(one, "code", name), translated(one, "label", name)) for one in listed(raw, name, place)]
    _check_unique((one.code for one in found), f"{place}: {name}")
    return tuple(found)


def _money(raw: Any) -> Money:
    return Money(
        frame=whole(raw, "frame", "money", MOST_NOK),
        least=whole(raw, "least", "money", MOST_NOK),
        most=whole(raw, "most", "money", MOST_NOK),
        years=whole(raw, "years", "money", MOST_YEARS),
        categories=_options(raw, "categories", "money"),
    )


def _awards(raw: Any) -> Awards:
    return Awards(*(whole(raw, name, "awards", MOST_AWARDS) for name in ("least", "most")))


def _scale(raw: Any) -> Scale:
    most = whole(raw, "most_points", "assessment", MOST_POINTS)
    knock_outs = part(raw, "knock_outs", "assessment")
    return Scale(
        most=most,
        threshold=whole(raw, "threshold", "assessment", 100),
        knock_outs={code: whole(knock_outs, code, "knock_outs", most) for code in knock_outs},
        reviewers=whole(raw, "reviewers", "assessment", 5),
        wide=whole(raw, "wide_difference", "assessment", most),
        criteria=tuple(
            _criterion(one, f"criterion {place}") for place, one in enumerate(listed(raw, "criteria", "assessment"), 1)
        ),
    )


def _criterion(raw: Any, place: str) -> Criterion:
    anchors = part(raw, "anchors", place)
    return Criterion(
        code=word(raw, "code", place),
        title=translated(raw, "title", place),
        weight=whole(raw, "weight", place, 100),
        anchors={int(points): translated(anchors, points, place) for points in anchors if points.isdigit()},
        claim=word(raw, "claim", place),
    )


def _page(raw: Any, place: str) -> Page:
    return Page(
        code=word(raw, "code", place),
        title=translated(raw, "title", place),
        lead=_maybe(raw, "lead", place),
        questions=tuple(
            _question(one, f"{place}, question {number}")
            for number, one in enumerate(listed(raw, "questions", place), 1)
        ),
    )


def _question(raw: Any, place: str) -> Question:
    parts = [_part(one, f"{place}, part {number}") for number, one in enumerate(raw.get("parts", []), 1)]
    _check_unique((one.name for one in parts), place)
    return Question(
        code=word(raw, "code", place),
        text=translated(raw, "text", place),
        hint=_maybe(raw, "hint", place),
        parts=tuple(parts),
        automatic=_one_of(Automatic, raw, "automatic", place) if "automatic" in raw else None,
        points=tuple(str(one) for one in raw.get("points", [])),
        frame=_one_of(Frame, raw, "frame", place) if "frame" in raw else None,
        meaning=_one_of(Meaning, raw, "meaning", place) if "meaning" in raw else None,
    )


def _part(raw: Any, place: str) -> Part:
    kind = _one_of(PartKind, raw, "kind", place)
    inner = [_part(one, f"{place}, {number}") for number, one in enumerate(raw.get("parts", []), 1)]
    if bool(inner) != (kind is PartKind.ROWS) or any(one.kind not in INNER for one in inner):
        raise BadContent(f"{place}: rows, and only they, have parts, each of them {', '.join(INNER)}.")
    if (kind in OFFERING) != ("choices" in raw):
        raise BadContent(f"{place}: a choice, and only that, has choices.")
    return Part(
        name=word(raw, "name", place),
        kind=kind,
        label=_maybe(raw, "label", place),
        unit=_maybe(raw, "unit", place),
        is_needed=flag(raw, "needed", place),
        most=whole(raw, "most", place, MOST.get(kind, LONGEST)) if "most" in raw else MOST.get(kind, LONGEST),
        choices=_options(raw, "choices", place) if kind in OFFERING else (),
        parts=tuple(inner),
    )


def _check_unique(codes: Iterable[str], place: str) -> None:
    found = list(codes)
    if len(found) != len(set(found)):
        raise BadContent(f"{place}: two have the same code.")


def _check_whole(content: Content) -> None:
    """A call hangs together: dates in order, amounts that fit, weights of 100, questions that are there."""
    if not content.opens_at < content.closes_at:
        raise BadContent("dates: opens_at must be before closes_at.")
    if not content.applicants or not content.applicants <= APPLICANTS:
        raise BadContent(f"who: applicants must be some of {', '.join(sorted(APPLICANTS))}.")
    _check_money(content)
    meanings.check(content)
    _check_unique((page.code for page in content.pages), "form")
    _check_unique((question.code for question in content.questions), "form")
    codes = [criterion.code for criterion in content.scale.criteria]
    _check_unique(codes, "assessment")
    if sum(criterion.weight for criterion in content.scale.criteria) != 100:
        raise BadContent("assessment: the weights must add up to 100.")
    if not set(content.scale.knock_outs) <= set(codes):
        raise BadContent("assessment: a knock-out names a criterion that is not there.")
    for criterion in content.scale.criteria:
        if content.question(criterion.claim) is None:
            raise BadContent(f"assessment: {criterion.code} claims question {criterion.claim}, which is not there.")


def _check_money(content: Content) -> None:
    """A call gives money, or else places in a programme; amounts fit, and nobody is asked what is not given."""
    if content.has_money == (content.kind is CallKind.PROGRAMME_PARTICIPATION):
        raise BadContent("money: a call has it, unless its kind is programme_participation.")
    if content.awards and not 1 <= content.awards.least <= content.awards.most:
        raise BadContent("awards: least and most must grow, and least be at least 1.")
    if content.has_money:
        if content.money.years < 1 or not content.money.least <= content.money.most <= content.money.frame:
            raise BadContent("money: least, most and frame must grow, and years be at least 1.")
    elif any(each.kind in OF_MONEY for question in content.questions for each in question.parts):
        raise BadContent("form: a call that gives no money asks for no amount and no budget.")
