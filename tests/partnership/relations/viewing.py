"""A person as queries and rules see them."""

from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Viewer
from directory.accounts.queries import holdings
from kernel import clock


def viewer_of(session: Session, person: Person) -> Viewer:
    """Somebody who is signed in, with the roles held now."""
    return Viewer(
        id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        session_id=0,
        is_by_link=False,
        token="",
        last_seen_at=clock.real(),
        seconds_left=600,
        holdings=holdings(session, person.id),
    )
