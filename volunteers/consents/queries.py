"""What is read: the answers that count in a viewer's bodies, and one that is to be withdrawn."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from kernel.web.lists import Statement
from volunteers.service_users import queries as users
from volunteers.service_users.models import Consent, ServiceUser
from volunteers.service_users.rules import TOLD_AHEAD
from volunteers.trips.models import Trip
from volunteers.trips.rules import AHEAD

STATES = ("standing", "ending", "refused", "withdrawn")


def listed(viewer: Viewer) -> Statement:
    """The answers that count, as rows of a list; nothing that is sealed is in it."""
    return (
        select(
            Consent.id,
            Consent.service_user_id,
            Consent.purpose,
            Consent.is_given,
            Consent.how,
            Consent.given_on,
            Consent.valid_to,
            Consent.withdrawn_at,
            (Consent.representative != "").label("is_by_representative"),
            ServiceUser.code,
        )
        .join(ServiceUser, ServiceUser.id == Consent.service_user_id)
        .where(
            ServiceUser.body_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE)),
            ServiceUser.erased_at.is_(None),
            Consent.id.in_(users.latest()),
        )
    )


def narrowed(statement: Statement, *, state: str, purpose: str, today: date) -> Statement:
    """The list for one state or purpose; what is neither narrows nothing."""
    if purpose:
        statement = statement.where(Consent.purpose == purpose)
    if state == "refused":
        return statement.where(Consent.is_given.is_(False))
    if state == "withdrawn":
        return statement.where(Consent.withdrawn_at.is_not(None))
    if state == "standing":
        still = Consent.valid_to.is_(None) | (Consent.valid_to >= today)
        return statement.where(Consent.is_given, Consent.withdrawn_at.is_(None), still)
    if state == "ending":
        soon = Consent.valid_to <= today + TOLD_AHEAD
        return statement.where(Consent.is_given, Consent.withdrawn_at.is_(None), soon)
    return statement


def get_own(session: Session, consent_id: int, *, viewer: Viewer, lock: bool = False) -> Consent:
    """An answer of somebody of the viewer's bodies; raises NotFound for any other."""
    statement = (
        select(Consent)
        .join(ServiceUser, ServiceUser.id == Consent.service_user_id)
        .where(Consent.id == consent_id, ServiceUser.body_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE)))
    )
    if lock:
        held = select(Consent.id).where(Consent.id == consent_id).with_for_update()
        session.execute(held)
    statement = statement.options(joinedload(Consent.service_user).joinedload(ServiceUser.body))
    found = session.scalar(statement.execution_options(populate_existing=lock))
    if found is None:
        raise NotFound
    return found


def trips_to_come(session: Session, service_user_id: int, today: date) -> int:
    """How many trips of somebody are to come: what a withdrawal would cancel."""
    coming = (Trip.service_user_id == service_user_id, Trip.on_date >= today, Trip.status.in_(AHEAD))
    return session.scalar(select(func.count()).select_from(Trip).where(*coming)) or 0
