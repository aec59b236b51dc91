"""What is allowed: whom one invites, how long a link counts, and who may answer."""

from collections.abc import Collection
from datetime import datetime, timedelta

from directory.accounts.models import Person
from directory.accounts.permissions import PERMISSIONS, Permission, Role
from directory.accounts.rules import ROLE_KINDS
from directory.bodies.models import BodyKind
from kernel.lifecycle import NotAllowed, _l
from partnership.invitations.models import Invitation, InvitationStatus
from partnership.relations.models import Relation

LINK_LIFE = timedelta(days=30)
NO_MAIL_AGAIN_FOR = timedelta(hours=1)
ANSWERING_ROLES = frozenset(role for role, allowed in PERMISSIONS.items() if Permission.RELATION_ASK in allowed)

TRANSITIONS = {
    InvitationStatus.WAITING: frozenset(
        {InvitationStatus.ACCEPTED, InvitationStatus.DECLINED, InvitationStatus.WITHDRAWN}
    ),
    InvitationStatus.ACCEPTED: frozenset[InvitationStatus](),
    InvitationStatus.DECLINED: frozenset[InvitationStatus](),
    InvitationStatus.WITHDRAWN: frozenset[InvitationStatus](),
}


def is_waiting(invitation: Invitation) -> bool:
    """Whether nobody has answered yet."""
    return invitation.status is InvitationStatus.WAITING


def has_expired(invitation: Invitation, now: datetime) -> bool:
    """Whether an unanswered invitation's link no longer counts; `now` is the real time."""
    return is_waiting(invitation) and now >= invitation.expires_at


def is_usable(invitation: Invitation, now: datetime) -> bool:
    """Whether the link may still be used, once; `now` is the real time."""
    return is_waiting(invitation) and not has_expired(invitation, now)


def may_be_leader(person: Person | None, roles: Collection[Role]) -> bool:
    """Whether an invitation may make the holder of an e-mail address a leader.

    Somebody who works for a municipality or the directorate would judge both sides of one table, and a link that is
    good for a month must not open such an account; whoever is shut out stays out.
    """
    is_elsewhere = any(ROLE_KINDS[role] is not BodyKind.ORGANISATION for role in roles)
    return person is None or (person.is_active and not is_elsewhere)


def ensure_may_be_leader(person: Person | None, roles: Collection[Role]) -> None:
    """One invites a leader by an address of their own."""
    if not may_be_leader(person, roles):
        raise NotAllowed(
            _l("This address cannot be used for an organisation's leader. Write an address that is the leader's own.")
        )


def ensure_news(relation: Relation | None, name: str) -> None:
    """One does not ask people to begin what they are in the midst of."""
    if relation is not None and relation.ended_on is None:
        raise NotAllowed(_l("You cooperate with %(name)s already, and it has its own people in Trinn."), name=name)


def is_just_sent(invitation: Invitation, now: datetime) -> bool:
    """Whether the mail went out so recently that another would only disturb; `now` is the real time."""
    return is_waiting(invitation) and now < invitation.sent_at + NO_MAIL_AGAIN_FOR


def ensure_may_send_again(invitation: Invitation, *, is_staffed: bool) -> None:
    """An invitation is sent again while it waits, and where a mail reaches somebody."""
    if not is_waiting(invitation):
        raise NotAllowed(_l("This has already been done, or is no longer possible. Look at the page again."))
    if not is_staffed and not invitation.email:
        raise NotAllowed(_l("Nobody answers for the organisation any longer. Withdraw this and invite its leader."))
