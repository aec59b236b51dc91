"""What happens: a need that was not met is noted, without any person."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from activities.offers.models import Weekday
from kernel.jobs.outbox import insert_new
from volunteers.transport.models import TransportOffer
from volunteers.unmet.models import PublicTransport, UnmetNeed, UnmetReason


def record(
    session: Session,
    *,
    offer: TransportOffer,
    reason: UnmetReason,
    postcode: str,
    wanted_on: date,
    is_short_notice: bool,
    public_transport: PublicTransport,
    once: str,
    at: datetime,
) -> None:
    """Note a need that was not met; the same one, by `once`, is noted once."""
    values = {
        "body_id": offer.provider_id,
        "municipality_id": offer.municipality_id,
        "kind": offer.kind,
        "reason": reason,
        "postcode": postcode,
        "weekday": list(Weekday)[wanted_on.weekday()],
        "wanted_on": wanted_on,
        "is_short_notice": is_short_notice,
        "public_transport": public_transport,
        "once": once,
        "recorded_at": at,
    }
    insert_new(session, UnmetNeed, values)
