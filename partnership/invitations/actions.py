"""What happens: an organisation is invited, and its leader says yes or no thank you.

A relation begins when the organisation says yes and not before: nobody stands as cooperating with somebody who has not
heard of it, and a no leaves nothing to take away. A relation that is there already is simply the one they come to.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.organisations.models import Organisation, OrganisationKind
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed, _l, ensure_transition
from partnership.invitations import queries, rules
from partnership.invitations.models import Invitation, InvitationStatus
from partnership.relations import actions as relations
from partnership.relations.models import CoordinationModel, Relation
from partnership.relations.queries import existing


@dataclass(frozen=True)
class Leader:
    """Whom an organisation is invited through, and a sentence to them; empty where its own people are asked."""

    name: str
    email: str
    message: str


@dataclass(frozen=True)
class Moment:
    """When something happens, in the domain's time and in the real time, which links are measured by."""

    at: datetime
    real: datetime


def invite(
    session: Session,
    *,
    municipality_id: int,
    organisation: Organisation,
    scope: str,
    leader: Leader,
    actor_id: int,
    moment: Moment,
) -> Invitation:
    """Invite an organisation, once about the same; raises NotAllowed.

    One that has people in Trinn is asked through them, whatever leader is written: a municipality hands nobody
    somebody else's organisation.
    """
    bodies.lock(session, municipality_id)
    is_staffed = bool(queries.staff_of(session, organisation.id))
    if is_staffed:
        rules.ensure_news(existing(session, municipality_id, organisation.id, scope), organisation.name)
    else:
        rules.ensure_may_be_leader(*queries.account(session, leader.email))
    written = Leader("", "", leader.message) if is_staffed else leader
    known = queries.waiting_between(session, municipality_id, organisation.id, scope)
    if known is not None:
        return _same(known, written)
    invitation = Invitation(
        municipality_id=municipality_id,
        organisation=organisation,
        scope=scope,
        leader_name=written.name,
        email=written.email,
        message=written.message,
        status=InvitationStatus.WAITING,
        invited_at=moment.at,
        invited_by_id=actor_id,
    )
    _send(session, invitation, moment)
    personal = {"name": (None, written.name), "email": (None, written.email)}
    audit.record(session, invitation, "invited", actor_id=actor_id, at=moment.at, personal=personal)
    return invitation


def _same(known: Invitation, leader: Leader) -> Invitation:
    """The invitation that is there, if it is to the same person."""
    if known.email != leader.email:
        raise NotAllowed(_l("You have invited this organisation already. Withdraw that invitation first."))
    return known


def _send(session: Session, invitation: Invitation, moment: Moment) -> None:
    """Promise the mail with a link of its own; older links no longer count."""
    invitation.salt = secrets.token_urlsafe(16)
    invitation.sent_at, invitation.expires_at = moment.real, moment.real + rules.LINK_LIFE
    session.add(invitation)
    session.flush()
    outbox.promise(session, "partnership.invite_organisation", at=moment.at, invitation_id=invitation.id)


def send_again(session: Session, invitation: Invitation, *, actor_id: int, moment: Moment) -> bool:
    """Send an invitation with a new link, unless it was sent just now; raises NotAllowed."""
    is_staffed = bool(queries.staff_of(session, invitation.organisation_id))
    rules.ensure_may_send_again(invitation, is_staffed=is_staffed)
    if rules.is_just_sent(invitation, moment.real):
        return False
    _send(session, invitation, moment)
    audit.record(session, invitation, "sent_again", actor_id=actor_id, at=moment.at)
    return True


def withdraw(session: Session, invitation: Invitation, *, actor_id: int, at: datetime) -> None:
    """Withdraw an invitation, once; its link no longer counts. Raises NotAllowed for one that has been answered."""
    if invitation.status is InvitationStatus.WITHDRAWN:
        return
    _close(session, invitation, InvitationStatus.WITHDRAWN, actor_id=actor_id, at=at)


def decline(session: Session, invitation: Invitation, *, person_id: int | None, at: datetime) -> None:
    """Say no thank you; `person_id` is None for somebody who came by the link."""
    _close(session, invitation, InvitationStatus.DECLINED, actor_id=person_id, at=at)
    _tell(session, invitation, at=at, is_new_leader=False)


def accept(session: Session, invitation: Invitation, *, person_id: int, at: datetime) -> Relation:
    """Say yes on behalf of an organisation that one answers for already, and begin the relation."""
    relation = _begin(session, invitation, person_id=person_id, at=at)
    _tell(session, invitation, at=at, is_new_leader=False)
    return relation


def become_leader(session: Session, invitation: Invitation, *, language: str, at: datetime) -> Person | None:
    """Let whoever came by the link lead the organisation, and begin the relation; None where that may not be.

    An organisation that has got people meanwhile is theirs, however old and good the link.
    """
    bodies.lock(session, invitation.organisation_id)
    person, roles = queries.account(session, invitation.email)
    if queries.staff_of(session, invitation.organisation_id) or not rules.may_be_leader(person, roles):
        return None
    if person is None:
        person = accounts.add_person(
            session,
            name=invitation.leader_name,
            email=invitation.email,
            title="",
            language=language,
            actor_id=invitation.invited_by_id,
            at=at,
        )
    body = invitation.organisation
    accounts.give_role(session, person, Role.ORGANISATION_LEADER, body, actor_id=invitation.invited_by_id, at=at)
    _begin(session, invitation, person_id=person.id, at=at)
    _tell(session, invitation, at=at, is_new_leader=True)
    return person


def _begin(session: Session, invitation: Invitation, *, person_id: int, at: datetime) -> Relation:
    is_centre = invitation.organisation.organisation_kind is OrganisationKind.VOLUNTEER_CENTRE
    relation = relations.begin(
        session,
        municipality_id=invitation.municipality_id,
        organisation_id=invitation.organisation_id,
        model=CoordinationModel.VOLUNTEER_CENTRE if is_centre else CoordinationModel.ORGANISATION,
        scope=invitation.scope,
        about="",
        actor_id=person_id,
        at=at,
    )
    session.flush()
    invitation.relation_id = relation.id
    _close(session, invitation, InvitationStatus.ACCEPTED, actor_id=person_id, at=at)
    return relation


def _close(
    session: Session, invitation: Invitation, status: InvitationStatus, *, actor_id: int | None, at: datetime
) -> None:
    ensure_transition(rules.TRANSITIONS, invitation.status, status)
    old, invitation.status = invitation.status, status
    invitation.closed_at, invitation.closed_by_id = at, actor_id
    audit.record(session, invitation, status.value, actor_id=actor_id, at=at, changes={"status": (old, status)})


def _tell(session: Session, invitation: Invitation, *, at: datetime, is_new_leader: bool) -> None:
    outbox.promise(
        session,
        "partnership.tell_of_invitation_answer",
        at=at,
        invitation_id=invitation.id,
        is_new_leader=is_new_leader,
    )
