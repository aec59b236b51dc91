"""What is said about points and levels on paper, in the reader's words."""

from kernel.i18n import day, language, translated
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from kernel.orm import Translated
from kernel.pdf.blocks import Phrase
from partnership.assessments.picture import Picture
from partnership.pictures.sketch import side_name, step_name
from partnership.relations.sides import Side
from partnership.staircase.labels import BOTH, LACKS, TO_RENEW, UNPROVEN, VALUES
from partnership.staircase.level import RANK, AnsweredBy, Lack, Level, Missing, Point, Standing, Value

LANGUAGE_TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}

WHY = {
    Lack.EVIDENCE_MISSING: _l("It is in place already. Only the evidence is missing."),
    Lack.EVIDENCE_FALLEN: _l("It is in place already. Only the evidence has become too old."),
    Lack.PARTLY_IN_PLACE: _l("It is partly in place already, so the way is short."),
    Lack.NOT_IN_PLACE: _l("It comes first among what you need for the next step."),
    Lack.NOT_ANSWERED: _l("Neither of you knows yet. Finding out together is a good beginning."),
    Lack.EXEMPTION_REFUSED: _l("You have called it not relevant, but the next step needs it."),
}
SEEN_BY_ONE = _l("One of you says that it is in place already, so the way may be short.")


def document_language() -> str:
    """The reader's language as a document says it."""
    return LANGUAGE_TAGS[language()]


def text_of(words: Translated) -> Phrase:
    """A text of the data, marked where it is in another language than the document."""
    told, code = translated(words)
    return Phrase(told, lang=LANGUAGE_TAGS[code] if code else None)


def question_of(picture: Picture, point: Point) -> Phrase:
    """The question about a point."""
    return next(text_of(each.text) for each in picture.content.questions if each.point == point)


def evidence_of(picture: Picture, point: Point) -> Phrase:
    """What shows that a point is in place."""
    return next(text_of(each.evidence) for each in picture.content.questions if each.point == point)


def level_in_words(picture: Picture, level: Level | None) -> str:
    """A side's level with the step's name, or that it waits."""
    if level is None:
        return str(_("Pending: its assessment is not shown yet"))
    return str(_("Step %(step)s", step=step_name(picture, level.number)))


def agreed_in_words(picture: Picture) -> str:
    """The agreed level with the step's name, or that it waits."""
    if picture.levels.agreed is None:
        return str(_("Pending: not computed before both have answered"))
    return level_in_words(picture, picture.levels.agreed)


def said(picture: Picture, side: Side, point: Point) -> str:
    """What a side says about a point, and whether evidence is lacking."""
    value = picture.heard_from(side, point)
    if value is None:
        return str(_("Not shown yet"))
    label = VALUES[value]
    if value is Value.YES and picture.counts_as(side, point) is Value.PARTLY:
        label = UNPROVEN
    elif value is Value.YES and picture.standing(point) is Standing.MUST_RENEW:
        label = TO_RENEW
    return str(_(label.msgid))


def both_said(picture: Picture, point: Point) -> str:
    """What each side says about a point, in one line."""
    return " · ".join(f"{side_name(picture, side)}: {said(picture, side, point)}" for side in Side)


def asked(picture: Picture, point: Point) -> str:
    """Who answers for a point."""
    if point.answered_by is AnsweredBy.BOTH:
        return str(_(BOTH.msgid))
    return side_name(picture, Side(point.answered_by.value))


def lack(each: Missing) -> str:
    """What a point lacks."""
    return str(_(LACKS[each.lack].msgid))


def why(picture: Picture, each: Missing) -> str:
    """Why a point is proposed as the next step: how near it is to done."""
    told = [picture.heard_from(side, each.point) for side in Side]
    is_seen_by_one = any(value is not None and RANK[value] == RANK[Value.YES] for value in told)
    return str(_(SEEN_BY_ONE if each.lack is Lack.NOT_IN_PLACE and is_seen_by_one else WHY[each.lack]))


def last_day(picture: Picture, point: Point) -> str:
    """Until when a point's evidence is or was valid."""
    last = picture.last_day(point)
    if last is None:
        return ""
    if picture.standing(point) in {Standing.MUST_RENEW, Standing.FALLEN}:
        return str(_("expired on %(day)s", day=day(last)))
    return str(_("valid until %(day)s", day=day(last)))


def deadline(picture: Picture, point: Point) -> str:
    """The last day on which a point's evidence counts if it is not renewed."""
    last = picture.grace_ends(point)
    return day(last) if last else ""
