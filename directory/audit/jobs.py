"""What happens later: the seal."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions
from kernel.registry import job


@job("directory.seal_audit", every=60)
def seal_audit(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Seal the lines that wait."""
    actions.seal_waiting(session)
