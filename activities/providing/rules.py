"""What is allowed: for whom an offer is entered, and which moves a page shows."""

from activities.offers.models import Offer, OfferStatus
from activities.offers.rules import TRANSITIONS
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel.lifecycle import NotAllowed, _l

MOVES = {
    "start": OfferStatus.RUNNING,
    "prepare": OfferStatus.UNDER_PREPARATION,
    "pause": OfferStatus.PAUSED,
    "end": OfferStatus.ENDED,
}


def ensure_own_ground(provider: Body, entered_by: Body, municipality: Municipality) -> None:
    """A municipality offers, and enters for others, only what is within it."""
    is_elsewhere = isinstance(entered_by, Municipality) and entered_by.id != municipality.id
    if is_elsewhere:
        raise NotAllowed(_l("A municipality enters only what is within it. Choose your own municipality."))
    if provider.id != entered_by.id and not isinstance(entered_by, Municipality):
        raise NotAllowed(_l("Only the municipality enters offers for others."))


def moves(offer: Offer) -> list[str]:
    """The moves that an offer's status allows, in their order."""
    return [move for move, status in MOVES.items() if status in TRANSITIONS[offer.status]]
