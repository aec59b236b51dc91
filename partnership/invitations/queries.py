"""What is read: invitations, by those who sent them, those who are asked, and the token of a link."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Permission, Role, Viewer
from directory.accounts.queries import people_with
from directory.bodies.models import Body
from kernel import keys
from partnership.invitations.models import Invitation, InvitationStatus
from partnership.invitations.rules import ANSWERING_ROLES

MOST_TOLD = 5
OrganisationBody = Body.__table__.alias("invited_body")
PARTIES = (
    joinedload(Invitation.organisation, innerjoin=True),
    joinedload(Invitation.municipality, innerjoin=True),
    joinedload(Invitation.invited_by, innerjoin=True),
)


def listed(viewer: Viewer) -> Select[Any]:
    """The invitations of the viewer's municipalities that nobody has answered, as rows of a list."""
    return (
        select(
            Invitation.id,
            OrganisationBody.c.name.label("organisation"),
            Invitation.scope,
            Invitation.leader_name,
            Invitation.email,
            Invitation.sent_at,
            Invitation.expires_at,
        )
        .join(OrganisationBody, OrganisationBody.c.id == Invitation.organisation_id)
        .where(
            Invitation.municipality_id.in_(viewer.bodies(Permission.RELATION_ADD)),
            Invitation.status == InvitationStatus.WAITING,
        )
    )


def get_sent(session: Session, invitation_id: int, *, viewer: Viewer, lock: bool = False) -> Invitation:
    """An invitation that the viewer's municipality has sent; raises NotFound for another's."""
    own = Invitation.municipality_id.in_(viewer.bodies(Permission.RELATION_ADD))
    return _found(session, _held(select(Invitation).where(Invitation.id == invitation_id, own), lock=lock))


def get_asked(session: Session, invitation_id: int, *, viewer: Viewer, lock: bool = False) -> Invitation:
    """An invitation of one of the viewer's organisations, answered or not; raises NotFound for another's."""
    own = Invitation.organisation_id.in_(viewer.bodies(Permission.RELATION_ASK))
    return _found(session, _held(select(Invitation).where(Invitation.id == invitation_id, own), lock=lock))


def asked_of(session: Session, viewer: Viewer) -> list[Invitation]:
    """The invitations that wait for the viewer's organisations, oldest first."""
    waiting = select(Invitation).where(
        Invitation.organisation_id.in_(viewer.bodies(Permission.RELATION_ASK)),
        Invitation.status == InvitationStatus.WAITING,
    )
    return list(session.scalars(waiting.options(*PARTIES).order_by(Invitation.id)))


def expired_of(session: Session, viewer: Viewer, now: datetime) -> list[Invitation]:
    """The unanswered invitations of the viewer's municipalities whose link no longer counts; `now` is the real time."""
    expired = select(Invitation).where(
        Invitation.municipality_id.in_(viewer.bodies(Permission.RELATION_ADD)),
        Invitation.status == InvitationStatus.WAITING,
        Invitation.email != "",
        Invitation.expires_at <= now,
    )
    return list(session.scalars(expired.options(*PARTIES).order_by(Invitation.id).limit(MOST_TOLD)))


def _held(statement: Select[Invitation], *, lock: bool) -> Select[Invitation]:
    """The statement with both parties; locked, it reads the row as it is after whoever was before has finished."""
    if lock:
        statement = statement.with_for_update(of=Invitation).execution_options(populate_existing=True)
    return statement.options(*PARTIES)


def _found(session: Session, statement: Select[Invitation]) -> Invitation:
    found = session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def waiting_between(session: Session, municipality_id: int, organisation_id: int, scope: str) -> Invitation | None:
    """The unanswered invitation between two parties about the same."""
    return session.scalar(
        select(Invitation).where(
            Invitation.municipality_id == municipality_id,
            Invitation.organisation_id == organisation_id,
            Invitation.scope == scope,
            Invitation.status == InvitationStatus.WAITING,
        )
    )


def token_of(invitation: Invitation) -> str:
    """The token of an invitation's link, as it stands in its address."""
    return f"{invitation.id}-{keys.sign('relation-invitation', f'{invitation.id}:{invitation.salt}')}"


def by_token(session: Session, token: str, *, lock: bool = False) -> Invitation | None:
    """The invitation that a token stands for, answered or not."""
    number, _dash, _seal = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    found = session.scalar(_held(select(Invitation).where(Invitation.id == int(number)), lock=lock))
    return found if found is not None and keys.is_same(token, token_of(found)) else None


def staff_of(session: Session, organisation_id: int) -> list[Person]:
    """The people who answer for an organisation in Trinn already."""
    return people_with(session, ANSWERING_ROLES, organisation_id)


def account(session: Session, email: str) -> tuple[Person | None, frozenset[Role]]:
    """Whoever has an e-mail address, shut out or not, and what they are for others now."""
    person = session.scalar(select(Person).where(Person.email == email))
    if person is None:
        return None, frozenset()
    held = select(RoleHolding.role).where(RoleHolding.person_id == person.id, RoleHolding.ended_at.is_(None))
    return person, frozenset(session.scalars(held))
