"""What happens later: every night the country's relations are counted."""

from datetime import datetime

from sqlalchemy.orm import Session

from kernel import clock
from kernel.registry import job
from partnership.overview import actions
from partnership.overview.models import Distribution

A_DAY = 24 * 60 * 60


@job("partnership.count_distribution", every=A_DAY)
def count_distribution(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Begin to count where relations stand today."""
    actions.begin_count(session, as_of=clock.local_date(now), at=now)


@job("partnership.count_on_distribution")
def count_on_distribution(session: Session, *, key: str, now: datetime, distribution_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Count some more, unless a later count has been done meanwhile."""
    counting = session.get(Distribution, distribution_id, with_for_update=True)
    if counting is not None and counting.done_at is None:
        actions.count_on(session, counting, at=now)
