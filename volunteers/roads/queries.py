"""What is read: the roads of a municipality, as they are set and written there."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from activities.places.distance import Position
from activities.places.postcodes import of_municipality
from directory.accounts.permissions import Permission, Viewer
from directory.bodies.actions import lock as hold
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from partnership.relations.models import Relation
from volunteers.roads import servers
from volunteers.roads.estimate import SPEED, WINDING, Known, Leg, Roads
from volunteers.roads.models import RoadOverride, RoadSetting


def roads_of(session: Session, municipality_id: int) -> Roads:
    """The roads of a municipality, in three statements."""
    setting = setting_of(session, municipality_id)
    place = Municipality.__table__.c
    found = select(place.number, place.latitude, place.longitude).where(place.id == municipality_id)
    centre = session.execute(found).one_or_none()
    around = [each.position for each in of_municipality(centre.number)] if centre else []
    return Roads(
        winding=setting.winding if setting else WINDING,
        speed=setting.speed if setting else SPEED,
        overrides={
            (each.one, each.other): Leg(each.metres, each.minutes, Known.WRITTEN)
            for each in overrides_of(session, municipality_id)
        },
        centre=Position(centre.latitude, centre.longitude) if centre else None,
        ask=servers.ask(around),
    )


def setting_of(session: Session, municipality_id: int) -> RoadSetting | None:
    """What is set for a municipality, where anything is."""
    return session.scalar(select(RoadSetting).where(RoadSetting.municipality_id == municipality_id))


def overrides_of(session: Session, municipality_id: int) -> Sequence[RoadOverride]:
    """The pairs of postcodes of which something is written, in their order."""
    where = RoadOverride.municipality_id == municipality_id
    return session.scalars(select(RoadOverride).where(where).order_by(RoadOverride.one, RoadOverride.other)).all()


def override_between(session: Session, municipality_id: int, one: str, other: str) -> RoadOverride | None:
    """What is written of a pair of postcodes, where anything is."""
    where = (RoadOverride.municipality_id == municipality_id, RoadOverride.one == one, RoadOverride.other == other)
    return session.scalar(select(RoadOverride).where(*where))


def get_override(session: Session, municipality_id: int, override_id: int) -> RoadOverride:
    """Something written of a municipality's roads; raises NotFound for any other."""
    where = (RoadOverride.id == override_id, RoadOverride.municipality_id == municipality_id)
    found = session.scalar(select(RoadOverride).where(*where))
    if found is None:
        raise NotFound
    return found


def get_own(session: Session, number: str, *, viewer: Viewer, lock: bool = False) -> Municipality:
    """A municipality whose roads the viewer's bodies drive on, held for writing when asked; raises NotFound else.

    That is the municipality itself, where an organisation is at home, and where they have a relation.
    """
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    at_home = select(Organisation.__table__.c.home_id).where(Organisation.__table__.c.id.in_(bodies))
    related = select(Relation.municipality_id).where(Relation.organisation_id.in_(bodies))
    theirs = or_(Municipality.id.in_(bodies), Municipality.id.in_(at_home), Municipality.id.in_(related))
    found = session.scalar(select(Municipality).where(Municipality.number == number, theirs))
    if found is None:
        raise NotFound
    if lock:
        hold(session, found.id)
    return found
