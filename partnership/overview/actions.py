"""What happens: the country's relations are counted, some hundreds at a time."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from kernel.jobs import outbox
from partnership.overview import queries
from partnership.overview.models import Distribution


def begin_count(session: Session, *, as_of: date, at: datetime) -> Distribution:
    """Begin to count anew; what was counted last is shown until this is done."""
    begun = Distribution(as_of=as_of, after=0, counts={})
    session.add(begun)
    session.flush()
    outbox.promise(session, "partnership.count_on_distribution", at=at, distribution_id=begun.id)
    return begun


def count_on(session: Session, counting: Distribution, *, at: datetime) -> None:
    """Count the next relations; when there are no more it is done, and takes the place of all earlier ones."""
    last, placed = queries.places(session, counting.as_of, after=counting.after)
    counts = Counter(counting.counts) + Counter(place.key for place in placed)
    counting.after, counting.counts = last, dict(counts)
    if placed:
        outbox.promise(session, "partnership.count_on_distribution", at=at, distribution_id=counting.id)
        return
    counting.done_at = at
    session.execute(delete(Distribution).where(Distribution.id < counting.id))
