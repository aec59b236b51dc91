"""What is read: the catalogue, offers as a viewer may see them, and the relations that they belong to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from activities.offers import rules
from activities.offers.models import Offer, OfferStatus, OfferTag, OfferTime, TagKind, Weekday
from activities.offers.rules import Gate
from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel.alphabet import alphabetical
from kernel.web.lists import Statement
from partnership.assessments.picture import Picture
from partnership.assessments.queries import pictures
from partnership.quality.rules import waiting
from partnership.relations.models import Relation, TargetGroup
from partnership.roadmaps.models import Domain
from partnership.staircase.content import Question

Provider = Body.__table__.alias("provider")
Place = Body.__table__.alias("place_body")


@dataclass(frozen=True)
class Wanted:
    """What a search in the catalogue narrows it to; what is empty narrows nothing."""

    municipality: str = ""
    weekday: str = ""
    group: str = ""
    is_free: bool = False
    is_step_free: bool = False
    has_transport: bool = False


@dataclass(frozen=True)
class Told:
    """What hangs on an offer: its times, whom it is for, and its domains."""

    times: tuple[OfferTime, ...] = ()
    groups: tuple[TargetGroup, ...] = ()
    domains: tuple[Domain, ...] = ()


def is_public(today: date) -> ColumnElement[bool]:
    """Whether everybody may read of an offer on a day: it runs or pauses, and was confirmed within a year."""
    return and_(Offer.status.in_(rules.PUBLIC), Offer.confirmed_on > rules.oldest_shown(today))


def catalogue(today: date) -> Statement:
    """The public offers as rows of a list."""
    return _listed().where(is_public(today))


def own(viewer: Viewer) -> Statement:
    """The offers that a viewer writes, as rows of a list."""
    return _listed().where(_is_own(viewer))


def _is_own(viewer: Viewer) -> ColumnElement[bool]:
    bodies = viewer.bodies(Permission.OFFER_WRITE)
    return or_(Offer.provider_id.in_(bodies), Offer.entered_by_id.in_(bodies))


def _listed() -> Statement:
    return (
        select(
            Offer.id,
            Offer.title,
            Offer.neutral_name,
            Offer.kind,
            Offer.mode,
            Offer.status,
            Offer.paused_until,
            Offer.confirmed_on,
            Offer.place,
            Offer.postcode,
            Offer.latitude,
            Offer.longitude,
            Offer.when_told,
            Offer.cost,
            Offer.contact_phone,
            Provider.c.name.label("provider"),
            Place.c.name.label("municipality"),
            Municipality.__table__.c.number.label("municipality_number"),
        )
        .join(Provider, Provider.c.id == Offer.provider_id)
        .join(Place, Place.c.id == Offer.municipality_id)
        .join(Municipality.__table__, Municipality.__table__.c.id == Offer.municipality_id)
    )


def narrowed(statement: Statement, wanted: Wanted) -> Statement:
    """The list as a search narrows it; what is no day or group narrows nothing."""
    if wanted.municipality:
        statement = statement.where(Municipality.__table__.c.number == wanted.municipality)
    if wanted.weekday in set(Weekday):
        timed = select(OfferTime.offer_id).where(OfferTime.weekday == Weekday(wanted.weekday))
        statement = statement.where(Offer.id.in_(timed))
    if wanted.group in set(TargetGroup):
        statement = statement.where(Offer.id.in_(_tagged(TagKind.TARGET_GROUP, wanted.group)))
    if wanted.is_free:
        statement = statement.where(Offer.cost == 0)
    if wanted.is_step_free:
        statement = statement.where(Offer.is_step_free)
    if wanted.has_transport:
        statement = statement.where(Offer.has_transport)
    return statement


def _tagged(kind: TagKind, code: str) -> Select[int]:
    return select(OfferTag.offer_id).where(OfferTag.kind == kind, OfferTag.code == code)


def municipalities_with_offers(session: Session, today: date) -> list[tuple[str, str]]:
    """The municipalities that have something in the catalogue, as number and name."""
    number = Municipality.__table__.c.number
    statement = (
        select(number, Place.c.name)
        .join(Place, Place.c.id == Municipality.__table__.c.id)
        .where(Place.c.id.in_(select(Offer.municipality_id).where(is_public(today))))
        .order_by(alphabetical(Place.c.name), number)
    )
    return [(row.number, row.name) for row in session.execute(statement)]


def told_of(session: Session, offer_ids: Iterable[int]) -> dict[int, Told]:
    """What hangs on offers, by their ids, in two statements."""
    ids = list(offer_ids)
    times: dict[int, list[OfferTime]] = defaultdict(list)
    for each in session.scalars(select(OfferTime).where(OfferTime.offer_id.in_(ids)).order_by(OfferTime.id)):
        times[each.offer_id].append(each)
    codes: dict[tuple[int, TagKind], set[str]] = defaultdict(set)
    for tag in session.scalars(select(OfferTag).where(OfferTag.offer_id.in_(ids))):
        codes[tag.offer_id, tag.kind].add(tag.code)
    return {
        number: Told(
            tuple(sorted(times[number], key=lambda each: (list(Weekday).index(each.weekday), each.starts))),
            tuple(each for each in TargetGroup if each.value in codes[number, TagKind.TARGET_GROUP]),
            tuple(each for each in Domain if each.value in codes[number, TagKind.WHO_DOMAIN]),
        )
        for number in ids
    }


def told(session: Session, offer: Offer) -> Told:
    """What hangs on one offer."""
    return told_of(session, [offer.id])[offer.id]


def whole() -> Select[Offer]:
    """Offers with their provider and municipality."""
    return select(Offer).options(
        joinedload(Offer.provider), joinedload(Offer.municipality), joinedload(Offer.entered_by)
    )


def get_visible(session: Session, offer_id: int, *, viewer: Viewer | None, today: date) -> Offer:
    """A public offer, or one that the viewer writes; raises NotFound for any other."""
    seen = is_public(today) if viewer is None else or_(is_public(today), _is_own(viewer))
    offer = session.scalar(whole().where(Offer.id == offer_id, seen))
    if offer is None:
        raise NotFound
    return offer


def get_own(session: Session, offer_id: int, *, viewer: Viewer, lock: bool = False) -> Offer:
    """An offer that the viewer writes, held for writing when asked; raises NotFound for any other."""
    if lock:
        session.execute(select(Offer.id).where(Offer.id == offer_id).with_for_update())
    offer = session.scalar(whole().where(Offer.id == offer_id, _is_own(viewer)))
    if offer is None:
        raise NotFound
    return offer


def public_in(session: Session, municipality_id: int, today: date) -> list[Offer]:
    """The public offers of a municipality, by name."""
    statement = whole().where(Offer.municipality_id == municipality_id, is_public(today))
    return list(session.scalars(statement.order_by(alphabetical(Offer.neutral_name), Offer.id)))


def public_of(session: Session, provider_id: int, municipality_id: int) -> list[Offer]:
    """A provider's public offers in a municipality, also those that have been out of confirmation for too long."""
    where = (Offer.provider_id == provider_id, Offer.municipality_id == municipality_id, Offer.status.in_(rules.PUBLIC))
    return list(session.scalars(select(Offer).where(*where).order_by(Offer.id)))


def asked_about(session: Session, provider_ids: Iterable[int]) -> list[Offer]:
    """The offers about which providers are asked whether they hold, by provider and name."""
    on_behalf = and_(Offer.status == OfferStatus.UNDER_PREPARATION, Offer.entered_by_id != Offer.provider_id)
    statement = whole().where(Offer.provider_id.in_(list(provider_ids)), or_(Offer.status.in_(rules.PUBLIC), on_behalf))
    return list(session.scalars(statement.order_by(Offer.provider_id, Offer.neutral_name, Offer.id)))


def relations_between(session: Session, provider_id: int, municipality_id: int) -> list[Relation]:
    """The relations that a provider's offers in a municipality belong to; its own offers belong to own volunteers."""
    other = (
        Relation.organisation_id.is_(None)
        if provider_id == municipality_id
        else Relation.organisation_id == provider_id
    )
    statement = select(Relation).where(Relation.municipality_id == municipality_id, other, Relation.ended_on.is_(None))
    return list(session.scalars(statement.order_by(Relation.id)))


def picture_between(session: Session, provider_id: int, municipality_id: int, today: date) -> Picture | None:
    """The picture that the safety gate is read from: of several areas of cooperation, the one where least waits."""
    relations: Sequence[Relation] = relations_between(session, provider_id, municipality_id)
    if not relations:
        return None
    found = pictures(session, relations, eyes={each.id: None for each in relations}, as_of=today)
    return min(found.values(), key=lambda picture: len(waiting(picture)))


def gate_of(session: Session, offer: Offer, groups: Sequence[TargetGroup], today: date) -> Gate:
    """What the safety gate says of an offer for some groups."""
    if not rules.needs_gate(offer.kind, groups):
        return Gate(is_needed=False, picture=None)
    return Gate(True, picture_between(session, offer.provider_id, offer.municipality_id, today))


def advice_for(session: Session, offer: Offer, groups: Sequence[TargetGroup], today: date) -> list[Question]:
    """The critical points that wait between provider and municipality, told as advice or as what the gate asks for."""
    if not (rules.needs_gate(offer.kind, groups) or rules.gets_advice(offer.kind, groups)):
        return []
    picture = picture_between(session, offer.provider_id, offer.municipality_id, today)
    if picture is None:
        return []
    codes = {point.code for point in waiting(picture)}
    return [question for question in picture.content.questions if question.point.code in codes]


def shared_by(session: Session, viewer: Viewer) -> list[Municipality]:
    """The municipalities whose offers the viewer shares with home care."""
    bodies = viewer.bodies(Permission.OFFER_SHARE)
    if not bodies:
        return []
    statement = select(Municipality).where(Municipality.id.in_(bodies)).order_by(alphabetical(Municipality.name))
    return list(session.scalars(statement))
