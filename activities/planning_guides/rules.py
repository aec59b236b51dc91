"""What is allowed, and what follows: how a guide moves, what is still to be answered, and what is there already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from activities.offers.models import OfferKind
from activities.planning_guides.content import Content, Words
from activities.planning_guides.models import GuideStatus
from directory.accounts.permissions import Permission, Viewer
from kernel.lifecycle import NotAllowed, _l, ensure_transition

TRANSITIONS = {
    GuideStatus.PLANNING: frozenset({GuideStatus.TRYING, GuideStatus.SETTLED, GuideStatus.GIVEN_UP}),
    GuideStatus.TRYING: frozenset({GuideStatus.PLANNING, GuideStatus.SETTLED, GuideStatus.GIVEN_UP}),
    GuideStatus.SETTLED: frozenset({GuideStatus.TRYING}),
    GuideStatus.GIVEN_UP: frozenset({GuideStatus.PLANNING}),
}


class Point(StrEnum):
    """What is there already, and then the five points to attend to. Source: B33, B27–B31."""

    EXISTING = "existing"
    WISHES = "wishes"
    RIGHT = "right"
    PARTNERS = "partners"
    TRIAL = "trial"
    SHARING = "sharing"


class Progress(StrEnum):
    """How much of a point is answered."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    ANSWERED = "answered"


ASKED: Mapping[Point, Mapping[str, str]] = {
    Point.EXISTING: {"reaching": _l("what an offer that is there would need")},
    Point.WISHES: {
        "wishes": _l("what people wish for"),
        "wishes_from": _l("how you know it"),
        "evidence": _l("how well it is known"),
    },
    Point.RIGHT: {
        "suits": _l("for whom it is right"),
        "not_suited": _l("who needs something else"),
        "instead": _l("what they find instead"),
    },
    Point.PARTNERS: {"common_ground": _l("what you have in common"), "duties": _l("who does what")},
    Point.TRIAL: {
        "formats": _l("how it takes place"),
        "mode": _l("how one meets"),
        "means": _l("what each brings"),
        "trial_from": _l("when it is tried out"),
    },
    Point.SHARING: {"follow_up": _l("how you follow up"), "sharing": _l("with whom you share what you learn")},
}


@dataclass(frozen=True)
class Standing:
    """How a point stands, and what is still to be answered in it, as msgids."""

    progress: Progress
    missing: tuple[str, ...]


class Found(Protocol):
    """An offer that is there already."""

    @property
    def kind(self) -> OfferKind:
        """What kind of offer it is."""


F = TypeVar("F", bound=Found)


def standings(content: Content) -> dict[Point, Standing]:
    """How each point stands; which way one meets changes nothing, only that it is said."""
    known = {**vars(content.words), "duties": content.duties, "means": content.means}
    return {point: _standing(asked, known) for point, asked in ASKED.items()}


def _standing(asked: Mapping[str, str], known: Mapping[str, object]) -> Standing:
    missing = tuple(words for name, words in asked.items() if not known[name])
    if not missing:
        return Standing(Progress.ANSWERED, ())
    return Standing(Progress.NOT_BEGUN if len(missing) == len(asked) else Progress.BEGUN, missing)


def nearby(offers: Iterable[F], kind: OfferKind) -> tuple[list[F], list[F]]:
    """The offers of a kind, and the others, each in the order that they came in: how one meets moves none of them."""
    known = list(offers)
    return [each for each in known if each.kind is kind], [each for each in known if each.kind is not kind]


def bodies_of(viewer: Viewer) -> frozenset[int]:
    """The bodies for which somebody plans: those whose offers they write, and those in whose core team they are."""
    return viewer.bodies(Permission.OFFER_WRITE) | viewer.bodies(Permission.TEAM_WRITE)


def ensure_may_move(status: GuideStatus, wanted: GuideStatus, words: Words) -> None:
    """What is tried out has its days, and what is settled has become an offer."""
    ensure_transition(TRANSITIONS, status, wanted)
    if wanted is GuideStatus.TRYING and words.trial_from is None:
        raise NotAllowed(_l("Write first from when to when you try it out."))
    if wanted is GuideStatus.SETTLED and words.offer_id is None:
        raise NotAllowed(_l("Say first which offer it has become: a new one, or one that is there already."))


def ensure_open(status: GuideStatus) -> None:
    """What has been given up is taken up again before it is written on."""
    if status is GuideStatus.GIVEN_UP:
        raise NotAllowed(_l("You have given this up. Take it up again before you write on."))


def ensure_no_offer(words: Words) -> None:
    """A plan leads to one offer."""
    if words.offer_id is not None:
        raise NotAllowed(_l("This plan has led to an offer already."))


def is_over(trial_to: date | None, today: date) -> bool:
    """Whether the days of trying it out have passed."""
    return trial_to is not None and trial_to < today
