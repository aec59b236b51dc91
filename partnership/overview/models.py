"""What exists: the last count of where the country's relations stand."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from kernel.orm import Base


class Distribution(Base):
    """How many relations stood where on a day, counted some at a time; it is shown when it is done.

    `counts` has a number for each size band, county, centrality and agreed step, joined by “|”; a step that is not
    computed is empty. `after` is the last relation that was counted.
    """

    __tablename__ = "distribution"

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[date]
    after: Mapped[int]
    counts: Mapped[dict[str, Any]]
    done_at: Mapped[datetime | None]
