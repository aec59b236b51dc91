"""How a trip's page is drawn: what it is, where the asking stands, who could take it, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, refusal_of
from volunteers.asking.models import Ask, AskStatus
from volunteers.asking.queries import asks_of
from volunteers.asking.rules import DECLINED
from volunteers.desk import trip_queries, trip_saying
from volunteers.desk.checking import CancelForm, CloseForm
from volunteers.desk.trip_forms import HandForm, StepForm, TogetherForm
from volunteers.desk.trip_labels import ANSWERS
from volunteers.matching import saying as ranking_saying
from volunteers.matching.queries import Asked, ranking_for
from volunteers.matching.ranking import Ranking
from volunteers.matching.reasons import GROUPS
from volunteers.requests.rules import ensure_matchable
from volunteers.roads.estimate import Roads
from volunteers.roads.queries import roads_of
from volunteers.service_users import labels as user_labels
from volunteers.service_users import reading
from volunteers.service_users.models import Place, Purpose
from volunteers.service_users.queries import consents_of
from volunteers.service_users.rules import codes
from volunteers.transport.models import TransportKind
from volunteers.trips import labels, rules
from volunteers.trips.models import Trip, TripStatus

blueprint = Blueprint("trip_desk", __name__, url_prefix="/volunteers/transport/trips")
SHOWN, NAMED = 8, 40  # how many are named at once of those who could, and for each reason of the others
SILENT = frozenset({AskStatus.WAITING, AskStatus.LAPSED})


@dataclass(frozen=True)
class Forms:
    """The forms of the page, with what was typed in any of them."""

    hand: HandForm = field(default_factory=HandForm)
    cancel: CancelForm = field(default_factory=CancelForm)
    give_up: CloseForm = field(default_factory=CloseForm)
    together: TogetherForm = field(default_factory=TogetherForm)
    step: StepForm = field(default_factory=StepForm)


@dataclass(frozen=True)
class Outlook:
    """What is known of a trip that has not begun: who could take it, what speaks against it, and the vehicles."""

    ranking: Ranking | None = None
    against: tuple[str, ...] = ()
    vehicles: tuple[tuple[int, str], ...] = ()


def page(
    trip: Trip, forms: Forms | None = None, refusal: NotAllowed | None = None, status: int = 200
) -> ResponseReturnValue:
    """Draw a trip; that it was seen is written down."""
    opened, shown = session(), forms or Forms()
    reading.note([trip.service_user_id], Place.TRIP)
    asks = asks_of(opened, [trip.id])[trip.id]
    outlook = ahead(opened, trip, asks) if trip.status in rules.AHEAD else Outlook()
    if outlook.ranking:
        fill(opened, trip, shown, outlook)
    return render_template(
        "volunteers/desk/trip.html",
        trip=trip,
        forms=shown,
        refusal=sentence(refusal) if refusal else "",
        outlook=outlook,
        vehicles=dict(outlook.vehicles),
        asks=asks,
        asked=counts(asks),
        needs=[_(user_labels.NEEDS[need]) for need in codes(trip.service_user.needs)],
        is_red=rules.is_red(trip, clock.now()),
        may_print=trip.volunteer_id is not None and rules.is_window_open(trip, clock.now()),
        is_driven=trip.offer.kind is TransportKind.TRANSPORT,
        step=rules.next_step(trip),
        is_soon_home=may_skip_to_home(trip),
        open=TripStatus.OPEN,
        answers=ANSWERS,
        groups=GROUPS,
        labels=labels,
        saying=trip_saying,
        why=ranking_saying,
        limits=(SHOWN, NAMED),
    ), status


def may_skip_to_home(trip: Trip) -> bool:
    """Whether the passenger may be said to be home again before the way home was said to have begun."""
    is_early = rules.next_step(trip) is not TripStatus.HOME
    return is_early and trip.home_at is not None and TripStatus.HOME in rules.TRANSITIONS[trip.status]


def ahead(opened: Session, trip: Trip, asks: Sequence[Ask]) -> Outlook:
    """What is known of a trip that has not begun."""
    waiting = frozenset(each.volunteer_id for each in asks if each.status is AskStatus.WAITING)
    asked = Asked(waiting, frozenset(each.volunteer_id for each in asks if each.status in DECLINED))
    roads = roads_of(opened, trip.offer.municipality_id)
    ranking = ranking_for(opened, trip, now=clock.now(), asked=asked, roads=roads)
    vehicles = trip_queries.vehicle_names(opened, trip.offer.provider_id)
    return Outlook(ranking, tuple(against(opened, trip, roads)), tuple(vehicles))


def counts(asks: Sequence[Ask]) -> dict[str, int]:
    """How many were asked, said no, and are silent."""
    return {
        "all": len(asks),
        "no": len([each for each in asks if each.status in DECLINED]),
        "silent": len([each for each in asks if each.status in SILENT]),
    }


def against(opened: Session, trip: Trip, roads: Roads) -> list[str]:
    """What speaks against a trip already, before anybody is chosen: consent and check, and what breaks."""
    today = clock.local_date(clock.now())
    given = consents_of(opened, [trip.service_user_id], today)[trip.service_user_id]
    refusal = refusal_of(ensure_matchable, trip.request, Purpose.TRANSPORT in given, today)
    broken = [_(each.msgid, **each.params) for each in trip_queries.problems_around(opened, trip, roads)]
    return [*([sentence(refusal)] if refusal else []), *dict.fromkeys(map(str, broken))]


def fill(opened: Session, trip: Trip, forms: Forms, outlook: Outlook) -> None:
    """Give the forms what may be chosen: those who could first, then the others, each with the first reason."""
    ranking = outlook.ranking or Ranking()
    could = [(each.volunteer_id, each.name) for each in ranking.fit]
    others = [(each.volunteer_id, f"{each.name} – {_(GROUPS[each.reasons[0].code])}") for each in ranking.excluded]
    forms.hand.offer([*could, *others], outlook.vehicles)
    shared = ((str(each.trip_id), trip_saying.shared(each)) for each in trip_queries.shareable(opened, trip))
    forms.together.other.choices = [("", _("Choose")), *shared]
