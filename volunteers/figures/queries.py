"""What is read: all that figures are made of, for each body, in as many statements however many there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from directory.municipalities.models import County, Municipality
from directory.organisations.models import Organisation
from volunteers.coordinators.models import CoordinatorPost
from volunteers.coordinators.queries import Held, posts_of
from volunteers.hours.models import HourEntry
from volunteers.incidents.queries import counted
from volunteers.mileage.models import ClaimStatus, MileageClaim
from volunteers.register.counting import Movement, movements
from volunteers.register.models import Affiliation, Volunteer
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip
from volunteers.trips.rules import DONE
from volunteers.unmet.periods import Period
from volunteers.unmet.queries import needs

Bodies = Collection[int] | None
PAID = (ClaimStatus.APPROVED, ClaimStatus.EXPORTED)


@dataclass(frozen=True)
class Ledger:
    """What was counted in a period, each row with the body that it is of."""

    period: Period
    as_of: date
    movements: Sequence[tuple[int, Affiliation, Movement]]
    hours: Sequence[Any]
    givers: Sequence[Any]
    trips: Sequence[Any]
    persons: Sequence[Any]
    kilometres: Sequence[Any]
    needs: Sequence[Any]
    posts: Sequence[Held]
    incidents: Sequence[Any]

    def of(self, body_ids: Collection[int]) -> "Ledger":
        """What is of some of the bodies."""
        return Ledger(
            period=self.period,
            as_of=self.as_of,
            movements=[each for each in self.movements if each[0] in body_ids],
            posts=[each for each in self.posts if each.post.body_id in body_ids],
            **{name: [row for row in getattr(self, name) if row.body_id in body_ids] for name in ROWS},
        )


ROWS = ("hours", "givers", "trips", "persons", "kilometres", "needs", "incidents")


def ledger(
    session: Session, body_ids: Collection[int], municipality_id: int | None, period: Period, today: date
) -> Ledger:
    """What some bodies have done in a period, as far as it has come; trips only in the municipality that is named."""
    first, last, as_of = period.first, period.last, min(period.last, today)
    return Ledger(
        period=period,
        as_of=as_of,
        movements=movements(session, body_ids, first, as_of),
        hours=hours(session, body_ids, period),
        givers=givers(session, body_ids, period),
        trips=trips(session, body_ids, municipality_id, period),
        persons=persons(session, body_ids, municipality_id, period),
        kilometres=kilometres(session, body_ids, municipality_id, period),
        needs=needs(session, body_ids, municipality_id, period),
        posts=posts_of(session, body_ids),
        incidents=counted(session, body_ids, municipality_id, first, last),
    )


def country(session: Session, period: Period, today: date) -> Ledger:
    """What everybody has done in a period; incidents are not gathered."""
    bodies = list(session.scalars(select(CoordinatorPost.body_id).distinct()))
    as_of = min(period.last, today)
    return Ledger(
        period=period,
        as_of=as_of,
        movements=movements(session, None, period.first, as_of),
        hours=hours(session, None, period),
        givers=givers(session, None, period),
        trips=trips(session, None, None, period),
        persons=persons(session, None, None, period),
        kilometres=kilometres(session, None, None, period),
        needs=needs(session, None, None, period),
        posts=posts_of(session, bodies),
        incidents=(),
    )


def _given(body_ids: Bodies, period: Period, *columns: Any) -> Select[Any]:
    statement = select(Volunteer.body_id, *columns).join(HourEntry, HourEntry.volunteer_id == Volunteer.id)
    statement = statement.where(HourEntry.done_on.between(period.first, period.last))
    return statement if body_ids is None else statement.where(Volunteer.body_id.in_(body_ids))


def hours(session: Session, body_ids: Bodies, period: Period) -> Sequence[Any]:
    """The minutes planned and given to each kind of work, and by how many, for each body. Source: R8."""
    sums = (func.sum(HourEntry.planned_minutes).label("planned"), func.sum(HourEntry.minutes).label("given"))
    people = func.count(HourEntry.volunteer_id.distinct()).label("people")
    statement = _given(body_ids, period, HourEntry.work, *sums, people)
    return session.execute(statement.group_by(Volunteer.body_id, HourEntry.work)).all()


def givers(session: Session, body_ids: Bodies, period: Period) -> Sequence[Any]:
    """How many volunteers of each body gave hours or planned to."""
    people = func.count(HourEntry.volunteer_id.distinct()).label("people")
    return session.execute(_given(body_ids, period, people).group_by(Volunteer.body_id)).all()


def _driven(body_ids: Bodies, municipality_id: int | None, period: Period, *columns: Any) -> Select[Any]:
    provider = TransportOffer.provider_id.label("body_id")
    statement = (
        select(provider, TransportOffer.municipality_id, *columns)
        .join(Trip, Trip.offer_id == TransportOffer.id)
        .where(Trip.on_date.between(period.first, period.last))
        .group_by(TransportOffer.provider_id, TransportOffer.municipality_id)
    )
    if body_ids is not None:
        statement = statement.where(TransportOffer.provider_id.in_(body_ids))
    return statement if municipality_id is None else statement.where(TransportOffer.municipality_id == municipality_id)


def trips(session: Session, body_ids: Bodies, municipality_id: int | None, period: Period) -> Sequence[Any]:
    """How many trips of each kind stand how, for each body and municipality. Source: R9."""
    columns = (TransportOffer.kind, Trip.status, func.count().label("number"))
    statement = _driven(body_ids, municipality_id, period, *columns)
    return session.execute(statement.group_by(TransportOffer.kind, Trip.status)).all()


def persons(session: Session, body_ids: Bodies, municipality_id: int | None, period: Period) -> Sequence[Any]:
    """How many persons were helped by each body in each municipality."""
    people = func.count(Trip.service_user_id.distinct()).label("people")
    statement = _driven(body_ids, municipality_id, period, people)
    return session.execute(statement.where(Trip.status.in_(DONE))).all()


def kilometres(session: Session, body_ids: Bodies, municipality_id: int | None, period: Period) -> Sequence[Any]:
    """The kilometres of approved claims, and how many drove them, for each body and municipality."""
    driven = func.sum(MileageClaim.km + MileageClaim.km_empty).label("driven")
    people = func.count(MileageClaim.volunteer_id.distinct()).label("people")
    statement = _driven(body_ids, municipality_id, period, driven, people)
    joined = statement.join(MileageClaim, MileageClaim.trip_id == Trip.id)
    return session.execute(joined.where(MileageClaim.status.in_(PAID))).all()


def counties(session: Session) -> tuple[dict[str, str], dict[int, str]]:
    """The counties' names by number, and the county of each body: an organisation's is that of its home."""
    names = session.execute(select(County.number, County.name).order_by(County.number))
    own, organised = Municipality.__table__.c, Organisation.__table__.c
    at_home = select(own.id, own.county_number)
    homes = select(organised.id, own.county_number).join_from(
        Organisation.__table__, Municipality.__table__, own.id == organised.home_id
    )
    of_body = {row[0]: row[1] for statement in (at_home, homes) for row in session.execute(statement)}
    return {row.number: row.name for row in names}, of_body
