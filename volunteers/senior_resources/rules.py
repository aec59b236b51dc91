"""What is allowed, and what follows: for how long a wish is kept, and how a connection moves; a no is a no."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Protocol

from kernel.lifecycle import NotAllowed, _l
from partnership.assessments.rules import last_day
from volunteers.senior_resources.content import Wish
from volunteers.senior_resources.models import ConnectionStatus, ResourceKind, Theme
from volunteers.service_users.models import GivenHow

LONGEST_MONTHS = 12
TOLD_AHEAD = timedelta(days=14)
LIVE = frozenset({ConnectionStatus.WISHED, ConnectionStatus.UNDER_WAY})
OPEN = frozenset({ConnectionStatus.SUGGESTED, *LIVE})

TRANSITIONS = {
    ConnectionStatus.SUGGESTED: frozenset({ConnectionStatus.WISHED, ConnectionStatus.DECLINED, ConnectionStatus.ENDED}),
    ConnectionStatus.WISHED: frozenset({ConnectionStatus.UNDER_WAY, ConnectionStatus.DECLINED, ConnectionStatus.ENDED}),
    ConnectionStatus.UNDER_WAY: frozenset({ConnectionStatus.ENDED}),
    ConnectionStatus.DECLINED: frozenset[ConnectionStatus](),
    ConnectionStatus.ENDED: frozenset({ConnectionStatus.WISHED}),
}


class Kept(Protocol):
    """A resource as the rules see it."""

    @property
    def kind(self) -> ResourceKind:
        """Whether it is an organisation, a group or a person."""

    @property
    def consent_until(self) -> date | None:
        """The last day of the consent."""

    @property
    def resting_until(self) -> date | None:
        """The last day on which nobody asks."""

    @property
    def erased_on(self) -> date | None:
        """The day on which it was erased."""


def split(themes: str) -> tuple[Theme, ...]:
    """The themes behind codes joined by commas."""
    return tuple(Theme(code) for code in themes.split(",") if code)


def joined(themes: Iterable[str]) -> str:
    """Themes as codes joined by commas, in their order."""
    chosen = set(themes)
    return ",".join(theme for theme in Theme if theme in chosen)


def needs_consent(kind: ResourceKind) -> bool:
    """Whether something is kept about persons; an organisation is no person. Source: D02."""
    return kind is not ResourceKind.ORGANISATION


def latest_end(consent_on: date) -> date:
    """The last day for which a consent of a day can count."""
    return last_day(consent_on, LONGEST_MONTHS)


def ensure_consent(kind: ResourceKind, said: Wish, today: date) -> None:
    """Persons are kept by a consent that has been given and ends within twelve months."""
    if not needs_consent(kind):
        return
    given, until = said.consent_on, said.consent_until
    if given is None or until is None or said.consent_how not in set(GivenHow):
        raise NotAllowed(_l("Write when and how they said yes, and until when it counts."))
    if given > today:
        raise NotAllowed(_l("Write a day that has been."))
    if not today <= until <= latest_end(given):
        raise NotAllowed(_l("The consent must end after today, and at most twelve months after it was given."))


def ensure_kept(resource: Kept) -> None:
    """What has been erased is gone."""
    if resource.erased_on is not None:
        raise NotAllowed(_l("This has been erased. Nothing more can be written here."))


def ensure_gone(resource: Kept) -> None:
    """An organisation is written down once for a team."""
    if resource.erased_on is None:
        raise NotAllowed(_l("This organisation is written down already."))


def ensure_open(met_on: date | None, open_until: date | None, today: date) -> None:
    """Nobody is asked about what is met or over."""
    if met_on is not None:
        raise NotAllowed(_l("This need is met. Nobody needs to be asked."))
    if open_until is not None and open_until < today:
        raise NotAllowed(_l("This opportunity is over."))


def is_kept(resource: Kept, today: date) -> bool:
    """Whether a resource is there on a day: not erased, and its consent counts."""
    has_consent = not needs_consent(resource.kind) or (resource.consent_until or date.min) >= today
    return resource.erased_on is None and has_consent


def is_resting(resource: Kept, today: date) -> bool:
    """Whether nobody asks for the time being, because they wish so."""
    return resource.resting_until is not None and resource.resting_until >= today


def may_be_asked(resource: Kept, today: date) -> bool:
    """Whether something may be suggested to a resource on a day."""
    return is_kept(resource, today) and not is_resting(resource, today)


def ensure_may_ask(resource: Kept, today: date) -> None:
    """Those who are gone or rest are left in peace."""
    if not is_kept(resource, today):
        raise NotAllowed(_l("This is not kept any more. The consent has ended."))
    if is_resting(resource, today):
        raise NotAllowed(_l("They do not wish to be asked for the time being."))


def ensure_new(known: Collection[ConnectionStatus]) -> None:
    """A pair is connected once, and a no is not asked again. Source: B23."""
    if ConnectionStatus.DECLINED in known:
        raise NotAllowed(_l("They have said no to this. That is an answer, and it is not asked again."))
    if known:
        raise NotAllowed(_l("The two are connected already."))


def ensure_move(current: ConnectionStatus, wanted: ConnectionStatus) -> None:
    """A connection is under way only after the resource has wished it, and a no is the end of it."""
    if current is ConnectionStatus.DECLINED:
        ensure_new([current])
    if wanted is ConnectionStatus.UNDER_WAY and current is ConnectionStatus.SUGGESTED:
        raise NotAllowed(_l("It begins when they wish it themselves. Ask first."))
    if wanted not in TRANSITIONS[current]:
        raise NotAllowed(_l("This has already been done, or is no longer possible. Look at the page again."))
