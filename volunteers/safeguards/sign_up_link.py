"""The link by which anybody may sign up with a body: open while its safeguards hold a salt, and derived from that."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import keys
from volunteers.safeguards.models import Safeguard


def token_of(safeguard: Safeguard) -> str:
    """The token of a body's link."""
    return f"{safeguard.id}-{keys.sign('volunteer-sign-up', f'{safeguard.id}:{safeguard.sign_up_salt}')}"


def by_token(session: Session, token: str, *, lock: bool = False) -> Safeguard | None:
    """The safeguards of the body whose link it is; a wrong link and a closed one are nobody's."""
    number, _dash, _seal = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    statement = select(Safeguard).where(Safeguard.id == int(number))
    found = session.scalar(statement.with_for_update() if lock else statement)
    if found is None or not found.sign_up_salt or not keys.is_same(token, token_of(found)):
        return None
    return found
