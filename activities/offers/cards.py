"""What a relation's page says of the offers: how many there are, and whether they are confirmed."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from activities.offers import queries, rules
from activities.offers.actions import PROOF
from activities.offers.rules import Confirmation
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, panel
from partnership.relations.cards import Card
from partnership.relations.models import Relation
from partnership.staircase.content import Question

PLACE = 70


@panel("relation.card")
def card(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Card | None:
    """Say how many offers of the organisation stand in the catalogue here; own volunteers offer through their town."""
    today = clock.local_date(now)
    provider_id = relation.organisation_id or relation.municipality_id
    offers = queries.public_of(opened, provider_id, relation.municipality_id)
    how = [rules.confirmation(offer.confirmed_on, today) for offer in offers]
    shown, old = [each for each in how if each is not Confirmation.GONE], how.count(Confirmation.STALE)
    text = (
        ngettext("%(num)d offer stands in the catalogue.", "%(num)d offers stand in the catalogue.", len(shown))
        if shown
        else _("No offer stands in the catalogue yet.")
    )
    unconfirmed = old + how.count(Confirmation.GONE)
    if viewer.may(Permission.OFFER_WRITE):
        href, action = url_for("providing.index"), _("Our own offers")
    else:
        href, action = url_for("offers.index", municipality=relation.municipality.number), _("See the offers")
    return Card(
        title=_("Offers"),
        text=str(text),
        href=href,
        action=str(action),
        place=PLACE,
        mark=str(ngettext("%(num)d to confirm", "%(num)d to confirm", unconfirmed)) if unconfirmed else "",
    )


@panel("point.renewed")
def renewed(_opened: Session, relation: Relation, viewer: Viewer, question: Question) -> Task | None:
    """Say to the people of the provider that confirming its offers renews the point that they prove."""
    provider_id = relation.organisation_id or relation.municipality_id
    if question.proved_by != PROOF or provider_id not in viewer.bodies(Permission.OFFER_WRITE):
        return None
    told = _("Press “Everything is right” on each of your offers, and this is renewed.")
    return Task(told, url_for("providing.index"), _("Our own offers"))
