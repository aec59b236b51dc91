"""What happens later: that offers still run is shown anew before it runs out."""

from datetime import datetime

from sqlalchemy.orm import Session

from kernel.registry import job
from volunteers.transport import actions

DAILY = 86_400


@job("volunteers.show_transport", every=DAILY)
def show_transport(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Show that offers still run."""
    actions.renew(session, at=now)
