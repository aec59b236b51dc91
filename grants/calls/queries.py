"""What is read: calls and what they say."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from grants.calls import reading
from grants.calls.content import Content
from grants.calls.models import Call


def content_of(call: Call) -> Content:
    """What a call says."""
    return reading.kept(call.fingerprint, call.content)


def by_code(session: Session, code: str) -> Call | None:
    """The call with a code, published or not."""
    return session.scalar(select(Call).where(Call.code == code))


def get_published(session: Session, code: str, *, today: date) -> Call:
    """A call that everybody may see; raises NotFound."""
    call = session.scalar(select(Call).where(Call.code == code, Call.published_on <= today))
    if call is None:
        raise NotFound
    return call


def published(session: Session, *, today: date) -> Sequence[Call]:
    """The calls that everybody may see, the one that closes last first."""
    statement = select(Call).where(Call.published_on <= today).order_by(Call.closes_at.desc(), Call.code)
    return session.scalars(statement).all()
