"""A plan in words, in the reader's language: its answers under their questions, and what is still missing."""

from collections.abc import Sequence

from activities.offers.labels import MODES
from activities.planning_guides import forms
from activities.planning_guides.content import Content, Words
from activities.planning_guides.labels import EVIDENCE
from activities.planning_guides.rules import Point
from kernel.i18n import day
from kernel.i18n import gettext as _

Answer = tuple[str, str]
TEXTS = {
    Point.EXISTING: ("reaching",),
    Point.WISHES: ("wishes", "wishes_from", "evidence", "evidence_source"),
    Point.RIGHT: ("suits", "not_suited", "instead"),
    Point.PARTNERS: ("common_ground",),
    Point.TRIAL: ("formats", "mode", "trial"),
    Point.SHARING: ("follow_up", "sharing"),
}


def answers(point: Point, content: Content) -> list[Answer]:
    """The questions of a point with their answers; one without an answer has an empty one."""
    return [(_question(point, name), _answer(name, content.words)) for name in TEXTS[point]]


def _question(point: Point, name: str) -> str:
    if name == "trial":
        return str(_("When is it tried out?"))
    return str(getattr(forms.PARTS[point](), name).label.text)


def _answer(name: str, words: Words) -> str:
    if name == "trial":
        return trial(words)
    if name == "mode":
        return str(_(MODES[words.mode])) if words.mode else ""
    if name == "evidence":
        return str(_(EVIDENCE[words.evidence])) if words.evidence else ""
    return str(getattr(words, name))


def trial(words: Words) -> str:
    """From when to when it is tried out; empty where that is not said."""
    if words.trial_from is None or words.trial_to is None:
        return ""
    return str(_("%(first)s to %(last)s", first=day(words.trial_from), last=day(words.trial_to)))


def missing(msgids: Sequence[str]) -> str:
    """What is still to be answered, in one line."""
    return ", ".join(str(_(each)) for each in msgids)
