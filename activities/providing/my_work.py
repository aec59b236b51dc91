"""What waits: offers to confirm, and offers that wait for their provider or stand half done."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from activities.offers import queries, rules
from activities.offers.models import Offer, OfferStatus
from activities.offers.rules import Confirmation
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work

ASKED = frozenset({Confirmation.WAITING, Confirmation.DUE, Confirmation.STALE, Confirmation.GONE})


@my_work
def to_confirm(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which of the viewer's offers must be confirmed, and whose pause is over."""
    bodies = viewer.bodies(Permission.OFFER_WRITE)
    today = clock.local_date(now)
    for offer in queries.asked_about(session, bodies) if bodies else []:
        if rules.confirmation(offer.confirmed_on, today) in ASKED:
            due = rules.confirmed_to(offer.confirmed_on) if offer.confirmed_on else None
            yield _task(offer, _("%(name)s: say whether everything still holds", name=offer.neutral_name), due)
        elif offer.status is OfferStatus.PAUSED and offer.paused_until and offer.paused_until < today:
            words = _("%(name)s: the pause is over. Does it run again?", name=offer.neutral_name)
            yield _task(offer, words, offer.paused_until)


def _task(offer: Offer, words: str, due: date | None) -> Task:
    return Task(words, url_for("providing.show", offer_id=offer.id), _("See the offer"), due=due)
