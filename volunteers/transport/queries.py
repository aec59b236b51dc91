"""What is read: offers of transport as their own people see them, their times, and vehicles."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from activities.offers import queries as catalogue
from activities.offers.models import Offer, Weekday
from activities.offers.rules import PUBLIC, Gate
from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.alphabet import alphabetical
from kernel.web.lists import Statement
from partnership.assessments.models import Evidence
from partnership.relations.models import Relation, TargetGroup
from partnership.staircase.queries import edition_in_force
from volunteers.register.models import Volunteer
from volunteers.transport import rules
from volunteers.transport.content import Content, Hours, words_of
from volunteers.transport.models import TransportOffer, TransportStatus, TransportTime, Vehicle

Provider = Body.__table__.alias("transport_provider")
Place = Body.__table__.alias("transport_place")


def _is_own(viewer: Viewer) -> ColumnElement[bool]:
    return TransportOffer.provider_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE))


def own(viewer: Viewer) -> Statement:
    """The offers that a viewer runs, as rows of a list."""
    return (
        select(
            TransportOffer.id,
            TransportOffer.name,
            TransportOffer.neutral_name,
            TransportOffer.kind,
            TransportOffer.status,
            TransportOffer.coordinator_phone,
            Provider.c.name.label("provider"),
            Place.c.name.label("municipality"),
        )
        .join(Provider, Provider.c.id == TransportOffer.provider_id)
        .join(Place, Place.c.id == TransportOffer.municipality_id)
        .where(_is_own(viewer))
    )


def whole() -> Select[TransportOffer]:
    """Offers with their provider, municipality and what they bring people to."""
    return select(TransportOffer).options(
        joinedload(TransportOffer.provider),
        joinedload(TransportOffer.municipality),
        joinedload(TransportOffer.catalogue_offer),
    )


def get_own(session: Session, offer_id: int, *, viewer: Viewer, lock: bool = False) -> TransportOffer:
    """An offer of the viewer's, held for writing when asked; raises NotFound for any other."""
    if lock:
        session.execute(select(TransportOffer.id).where(TransportOffer.id == offer_id).with_for_update())
    offer = session.scalar(whole().where(TransportOffer.id == offer_id, _is_own(viewer)))
    if offer is None:
        raise NotFound
    return offer


def running_of(session: Session, body_ids: Iterable[int]) -> list[TransportOffer]:
    """The running offers of some bodies, by name."""
    where = (TransportOffer.provider_id.in_(list(body_ids)), TransportOffer.status == TransportStatus.RUNNING)
    return list(session.scalars(whole().where(*where).order_by(alphabetical(TransportOffer.name), TransportOffer.id)))


def all_running(session: Session) -> list[TransportOffer]:
    """Every running offer."""
    return list(
        session.scalars(
            select(TransportOffer).where(TransportOffer.status == TransportStatus.RUNNING).order_by(TransportOffer.id)
        )
    )


def hours_of(session: Session, offer_id: int) -> tuple[Hours, ...]:
    """When in the week an offer runs."""
    found = session.scalars(select(TransportTime).where(TransportTime.offer_id == offer_id))
    days = list(Weekday)
    ordered = sorted(found, key=lambda each: (days.index(each.weekday), each.starts, each.id))
    return tuple(Hours(each.weekday, each.starts, each.ends) for each in ordered)


def content_of(session: Session, offer: TransportOffer) -> Content:
    """All that an offer holds."""
    return Content(words_of(offer), hours_of(session, offer.id))


def bodies_of(session: Session, viewer: Viewer) -> list[Body]:
    """The bodies for which a viewer runs transport, by name."""
    statement = select(Body).where(Body.id.in_(viewer.bodies(Permission.TRANSPORT_WRITE)))
    return list(session.scalars(statement.order_by(alphabetical(Body.name), Body.id)))


def home_ground(bodies: Sequence[Body]) -> set[str]:
    """The numbers of the municipalities where bodies are at home."""
    homes = [each.home if isinstance(each, Organisation) else each for each in bodies]
    return {each.number for each in homes if isinstance(each, Municipality)}


def municipality_by_number(session: Session, number: str) -> Municipality:
    """A municipality that a form has offered."""
    return session.scalars(select(Municipality).where(Municipality.number == number)).one()


def catalogue_choices(session: Session, municipality_id: int, chosen_id: int | None) -> list[tuple[int, str]]:
    """What an offer may bring people to: what stands in the catalogue of its municipality, by its neutral name."""
    statement = select(Offer.id, Offer.neutral_name).where(Offer.municipality_id == municipality_id)
    statement = statement.where(or_(Offer.status.in_(PUBLIC), Offer.id == chosen_id))
    found = session.execute(statement.order_by(alphabetical(Offer.neutral_name), Offer.id))
    return [(row.id, row.neutral_name) for row in found]


def _groups_of(session: Session, offer: TransportOffer) -> tuple[TargetGroup, ...]:
    if offer.catalogue_offer_id is None:
        return ()
    return catalogue.told_of(session, [offer.catalogue_offer_id])[offer.catalogue_offer_id].groups


def gate_of(session: Session, offer: TransportOffer, today: date) -> Gate:
    """What the safety gate says of an offer; it also looks at whom the offer brings people to."""
    groups = _groups_of(session, offer)
    if not rules.needs_gate(offer.kind, is_for_frail=offer.is_for_frail, groups=groups):
        return Gate(is_needed=False, picture=None)
    return Gate(True, catalogue.picture_between(session, offer.provider_id, offer.municipality_id, today))


def relations_of(session: Session, offer: TransportOffer) -> list[Relation]:
    """The relations between an offer's provider and municipality."""
    return catalogue.relations_between(session, offer.provider_id, offer.municipality_id)


def last_shown(session: Session, relation: Relation, kind: str, name: str) -> Evidence | None:
    """What was shown last under a name as evidence of a kind, and is not withdrawn."""
    question = edition_in_force(session).content.question_proved_by(kind)
    if question is None:
        return None
    where = or_(Evidence.relation_id == relation.id, Evidence.body_id == relation.municipality_id)
    statement = select(Evidence).where(where, Evidence.key == question.point.stable_key, Evidence.reference == name)
    statement = statement.where(Evidence.withdrawn_at.is_(None))
    return session.scalars(statement.order_by(Evidence.valid_to.desc(), Evidence.id.desc()).limit(1)).first()


def running_beside(session: Session, offer: TransportOffer, name: str) -> bool:
    """Whether another running offer of the same provider there has a name."""
    where = (
        TransportOffer.provider_id == offer.provider_id,
        TransportOffer.municipality_id == offer.municipality_id,
        TransportOffer.status == TransportStatus.RUNNING,
        TransportOffer.name == name,
        TransportOffer.id != offer.id,
    )
    return session.scalar(select(TransportOffer.id).where(*where).limit(1)) is not None


def vehicles_of(session: Session, body_id: int) -> list[Vehicle]:
    """A body's vehicles and its volunteers' own cars that are in use, by name."""
    statement = select(Vehicle).options(joinedload(Vehicle.volunteer))
    where = (Vehicle.body_id == body_id, Vehicle.is_in_use)
    return list(session.scalars(statement.where(*where).order_by(alphabetical(Vehicle.name), Vehicle.id)))


def cars_of(session: Session, volunteer_id: int) -> list[Vehicle]:
    """A volunteer's own cars that are in use, held for writing."""
    statement = select(Vehicle).where(Vehicle.volunteer_id == volunteer_id, Vehicle.is_in_use).order_by(Vehicle.id)
    return list(session.scalars(statement.with_for_update().execution_options(populate_existing=True)))


def own_vehicles(viewer: Viewer) -> Statement:
    """The vehicles of a viewer's bodies, as rows of a list."""
    return (
        select(
            Vehicle.id,
            Vehicle.name,
            Vehicle.seats,
            Vehicle.wheelchairs,
            Vehicle.boot,
            Vehicle.has_ramp,
            Vehicle.is_in_use,
            Provider.c.name.label("provider"),
            Volunteer.name.label("volunteer"),
        )
        .join(Provider, Provider.c.id == Vehicle.body_id)
        .outerjoin(Volunteer, Volunteer.id == Vehicle.volunteer_id)
        .where(Vehicle.body_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE)))
    )


def get_own_vehicle(session: Session, vehicle_id: int, *, viewer: Viewer, lock: bool = False) -> Vehicle:
    """A vehicle of the viewer's bodies, held for writing when asked; raises NotFound for any other."""
    if lock:
        session.execute(select(Vehicle.id).where(Vehicle.id == vehicle_id).with_for_update())
    where = (Vehicle.id == vehicle_id, Vehicle.body_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE)))
    vehicle = session.scalar(select(Vehicle).options(joinedload(Vehicle.volunteer)).where(*where))
    if vehicle is None:
        raise NotFound
    return vehicle


def drivers_of(session: Session, body_ids: Collection[int]) -> list[tuple[int, int, str]]:
    """Whose own car a vehicle may be: the volunteers of bodies as id, body and name."""
    statement = select(Volunteer.id, Volunteer.body_id, Volunteer.name)
    where = (Volunteer.body_id.in_(list(body_ids)), Volunteer.ended_on.is_(None))
    found = session.execute(statement.where(*where).order_by(alphabetical(Volunteer.name), Volunteer.id))
    return [(row.id, row.body_id, row.name) for row in found]
