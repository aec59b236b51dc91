"""What happens: a team is founded and changed, municipalities and guests come and go, and places are taken and left."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.organisations.models import Organisation
from kernel import clock, once
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed, _l, ensure_current
from partnership.core_teams import queries, rules
from partnership.core_teams.models import CoreTeam, Maturity, Seat, TeamGuest, TeamInvitation, TeamMunicipality


@dataclass(frozen=True)
class SeatDraft:
    """A place in a team as it is written down; the share is in tenths of a day a week."""

    name: str
    email: str
    title: str
    tenths: int
    is_leader: bool
    municipality_id: int


@dataclass(frozen=True)
class TeamSaid:
    """What a team says of itself."""

    name: str
    about: str
    lead_id: int
    maturity: Maturity


@dataclass(frozen=True)
class TeamDraft(TeamSaid):
    """A team that is founded, with the municipalities that take part and the places in it."""

    municipality_ids: tuple[int, ...]
    seats: tuple[SeatDraft, ...]


def found(session: Session, draft: TeamDraft, *, actor_id: int, at: datetime) -> CoreTeam:
    """Found a team with its municipalities and seats, one of each leading; the same sent twice is one."""
    rules.ensure_led(draft.seats)
    rules.ensure_member(draft.lead_id, draft.municipality_ids)
    today = clock.local_date(at)
    said = {name: getattr(draft, name) for name in TeamSaid.__dataclass_fields__}
    team = CoreTeam(**said, begun_on=today, created_by_id=actor_id)
    bodies.lock(session, draft.lead_id)
    if known := once.known(session, team, *said, "begun_on", "created_by_id", "ended_on"):
        return known
    session.add(team)
    audit.record(session, team, "founded", actor_id=actor_id, at=at, changes=_new(said))
    for municipality_id in dict.fromkeys(draft.municipality_ids):
        add_municipality(session, team, municipality_id, actor_id=actor_id, at=at)
    for each in draft.seats:
        rules.ensure_member(each.municipality_id, draft.municipality_ids)
        take(session, team, each, begun_on=today, actor_id=actor_id, at=at)
    return team


def change(session: Session, team: CoreTeam, said: TeamSaid, *, version: int, actor_id: int, at: datetime) -> None:
    """Write anew what a team says of itself, and which municipality leads; raises Stale."""
    ensure_current(team.version, version)
    rules.ensure_going_on(team)
    rules.ensure_member(said.lead_id, queries.present(session, team.id))
    before = {name: getattr(team, name) for name in vars(said)}
    changes = {name: (before[name], value) for name, value in vars(said).items() if before[name] != value}
    if changes:
        for name, (_old, new) in changes.items():
            setattr(team, name, new)
        audit.record(session, team, "changed", actor_id=actor_id, at=at, changes=changes)


def end(session: Session, team: CoreTeam, *, actor_id: int, at: datetime) -> None:
    """End a team; all that it has done can be read, by its municipalities and no guests."""
    rules.ensure_going_on(team)
    team.ended_on = clock.local_date(at)
    for seat in queries.sitting(session, team.id):
        rise(session, seat, max(team.ended_on, seat.begun_on), actor_id=actor_id, at=at)
    for guest in queries.guests(session, team.id):
        uninvite(session, team, guest.organisation_id, actor_id=actor_id, at=at)
    for invitation in queries.invitations(session, team.id):
        close(session, invitation, "withdrawn", actor_id=actor_id, at=at)
    audit.record(session, team, "ended", actor_id=actor_id, at=at)


def invite(session: Session, team: CoreTeam, municipality_id: int, *, actor_id: int, at: datetime) -> None:
    """Ask a municipality to take part, also one that has said no, and tell those who may answer.

    Asked twice, it is asked once.
    """
    rules.ensure_going_on(team)
    if municipality_id in queries.present(session, team.id):
        raise NotAllowed(_l("This municipality takes part already."))
    known = queries.invitation_to(session, team.id, municipality_id)
    if known is not None and known.declined_on is None:
        return
    invitation = known or TeamInvitation(team_id=team.id, municipality_id=municipality_id)
    invitation.invited_on, invitation.declined_on = clock.local_date(at), None
    invitation.invited_by_id = actor_id
    session.add(invitation)
    audit.record(session, invitation, "invited", actor_id=actor_id, at=at, changes=_of(invitation))
    for person in queries.writers(session, municipality_id):
        outbox.promise(
            session, "partnership.mail_team_invitation", at=at, invitation_id=invitation.id, person_id=person.id
        )


def accept(session: Session, invitation: TeamInvitation, *, actor_id: int, at: datetime) -> None:
    """Let the municipality that was asked take part."""
    add_municipality(session, invitation.team, invitation.municipality_id, actor_id=actor_id, at=at)
    close(session, invitation, "accepted", actor_id=actor_id, at=at)


def decline(session: Session, invitation: TeamInvitation, *, actor_id: int, at: datetime) -> None:
    """Say no for the municipality that was asked; the team sees it."""
    invitation.declined_on = clock.local_date(at)
    audit.record(session, invitation, "declined", actor_id=actor_id, at=at, changes=_of(invitation))


def close(session: Session, invitation: TeamInvitation, verb: str, *, actor_id: int, at: datetime) -> None:
    """Ask no more: the municipality takes part, or the team has thought otherwise."""
    audit.record(session, invitation, verb, actor_id=actor_id, at=at, changes=_of(invitation))
    session.delete(invitation)


def _of(invitation: TeamInvitation) -> dict[str, tuple[object, object]]:
    return {"team": (None, invitation.team_id), "municipality": (None, invitation.municipality_id)}


def add_municipality(session: Session, team: CoreTeam, municipality_id: int, *, actor_id: int, at: datetime) -> None:
    """Let a municipality take part, also one that left earlier; one that does already stays."""
    rules.ensure_going_on(team)
    part = queries.part_of(session, team.id, municipality_id)
    if part is not None and part.left_on is None:
        return
    part = part or TeamMunicipality(team_id=team.id, municipality_id=municipality_id)
    part.joined_on, part.left_on = clock.local_date(at), None
    session.add(part)
    changes = {"team": (None, team.id), "municipality": (None, municipality_id)}
    audit.record(session, part, "joined", actor_id=actor_id, at=at, changes=changes)


def leave(session: Session, team: CoreTeam, municipality_id: int, *, actor_id: int, at: datetime) -> None:
    """Let a municipality leave, with those who sit in the team for it; one that has left has left."""
    rules.ensure_going_on(team)
    seats = queries.sitting(session, team.id)
    rules.ensure_may_leave(team, municipality_id, seats)
    part = queries.part_of(session, team.id, municipality_id)
    if part is None or part.left_on is not None:
        return
    today = clock.local_date(at)
    for seat in seats:
        if seat.municipality_id == municipality_id:
            rise(session, seat, max(today, seat.begun_on), actor_id=actor_id, at=at)
    part.left_on = today
    changes = {"team": (team.id, None), "municipality": (municipality_id, None)}
    audit.record(session, part, "left", actor_id=actor_id, at=at, changes=changes)


def invite_guest(
    session: Session, team: CoreTeam, organisation: Organisation, *, actor_id: int, at: datetime
) -> TeamGuest:
    """Let an organisation read what a team does; invited twice, it is invited once."""
    rules.ensure_going_on(team)
    known = queries.guest_of(session, team.id, organisation.id)
    if known is not None:
        return known
    guest = TeamGuest(team_id=team.id, organisation_id=organisation.id, invited_at=at, invited_by_id=actor_id)
    session.add(guest)
    changes = {"team": (None, team.id), "organisation": (None, organisation.id)}
    audit.record(session, guest, "invited", actor_id=actor_id, at=at, changes=changes)
    return guest


def uninvite(session: Session, team: CoreTeam, organisation_id: int, *, actor_id: int, at: datetime) -> None:
    """Let an organisation read no more of a team."""
    guest = queries.guest_of(session, team.id, organisation_id)
    if guest is not None:
        changes = {"team": (team.id, None), "organisation": (organisation_id, None)}
        audit.record(session, guest, "uninvited", actor_id=actor_id, at=at, changes=changes)
        session.delete(guest)


def take(session: Session, team: CoreTeam, draft: SeatDraft, *, begun_on: date, actor_id: int, at: datetime) -> Seat:
    """Give somebody a place in a team from a day on; who works in the municipality already is known by the address."""
    rules.ensure_share(draft.tenths)
    known = queries.colleague(session, draft.email, draft.municipality_id)
    person_id = known.id if known else None
    seat = Seat(team_id=team.id, person_id=person_id, begun_on=begun_on, left_on=None, **vars(draft))
    session.add(seat)
    public = ("tenths", "is_leader", "municipality_id")
    said = vars(draft)
    audit.record(
        session,
        seat,
        "taken",
        actor_id=actor_id,
        at=at,
        changes={"team": (None, team.id), **_new({name: said[name] for name in public})},
        personal={name: (None, value) for name, value in said.items() if name not in public},
    )
    return seat


def rise(session: Session, seat: Seat, on: date, *, actor_id: int, at: datetime) -> None:
    """Let somebody leave their place; the e-mail address is erased, and the sign-in that came with it ends."""
    held = queries.access_by(session, seat)
    if held is not None:
        accounts.end_role(session, held, actor_id=actor_id, at=at)
    seat.left_on, seat.email = on, ""
    audit.record(session, seat, "left", actor_id=actor_id, at=at, changes={"left_on": (None, on)})


def _new(said: dict[str, object]) -> dict[str, tuple[object, object]]:
    return {name: (None, value) for name, value in said.items()}
