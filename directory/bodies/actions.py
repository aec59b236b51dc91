"""What happens: a body is held while something is written about it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.bodies.models import Body


def lock(session: Session, body_id: int) -> None:
    """Let nobody else who locks it write about a body until this transaction ends."""
    session.execute(select(Body.id).where(Body.id == body_id).with_for_update(key_share=True))
