"""What happens when a coordinator puts somebody on a trip by hand: nobody else is waited for then."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from volunteers.asking import actions
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.transport.models import Vehicle
from volunteers.trips import actions as trips
from volunteers.trips.models import Trip


def put_on(
    session: Session, trip: Trip, volunteer_id: int, vehicle_id: int | None, *, actor_id: int, at: datetime
) -> None:
    """Put somebody on a trip, with a vehicle or whichever fits; those who were asked are needed no more."""
    volunteer = volunteer_for(session, trip, volunteer_id)
    vehicle = vehicle_for(session, trip, vehicle_id)
    if vehicle is None:
        vehicle = actions.vehicle_for(session, trip, volunteer, at=at)
    trips.assign(session, trip, volunteer, vehicle, actor_id=actor_id, at=at)
    actions.withdraw_for(session, trip, at=at)
    actions.tell_stood_in(session, trip, at=at)


def volunteer_for(session: Session, trip: Trip, volunteer_id: int) -> Volunteer:
    """An active volunteer of the body that a trip belongs to; raises NotFound for any other."""
    found = session.scalar(
        select(Volunteer).where(
            Volunteer.id == volunteer_id,
            Volunteer.body_id == trip.offer.provider_id,
            Volunteer.status == VolunteerStatus.ACTIVE,
        )
    )
    if found is None:
        raise NotFound
    return found


def vehicle_for(session: Session, trip: Trip, vehicle_id: int | None) -> Vehicle | None:
    """A vehicle of the body that a trip belongs to; raises NotFound for any other."""
    if vehicle_id is None:
        return None
    found = session.scalar(
        select(Vehicle).where(Vehicle.id == vehicle_id, Vehicle.body_id == trip.offer.provider_id, Vehicle.is_in_use)
    )
    if found is None:
        raise NotFound
    return found
