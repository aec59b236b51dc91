"""An offer of transport in words, in the reader's language."""

from collections.abc import Sequence

from activities.offers.labels import WEEKDAYS
from activities.offers.rules import Gate
from activities.places.postcodes import find
from kernel.i18n import day, ngettext, number
from kernel.i18n import gettext as _
from partnership.quality.rules import waiting as points_waiting
from partnership.staircase.content import Question
from volunteers.transport.content import Hours
from volunteers.transport.labels import KINDS_TOLD
from volunteers.transport.models import TransportOffer, Vehicle


def kinds_told() -> dict[str, list[str]]:
    """What each kind is, in a line under its name."""
    return {kind.value: [str(_(told))] for kind, told in KINDS_TOLD.items()}


def hours(times: Sequence[Hours]) -> str:
    """When an offer runs."""
    told = [f"{_(WEEKDAYS[each.weekday])} {each.starts:%H.%M}–{each.ends:%H.%M}" for each in times]
    return "; ".join(told) or str(_("By agreement"))


def areas(codes: str) -> str:
    """The postcodes that an offer reaches, with their places."""
    found = [(code, find(code)) for code in codes.split(",") if code]
    told = [f"{code} {place.place}" if place else code for code, place in found]
    return ", ".join(told) or str(_("The whole municipality"))


def price(offer: TransportOffer) -> str:
    """What a trip costs."""
    if offer.price == 0:
        return str(_("Free of charge"))
    return str(_("%(amount)s kroner", amount=number(offer.price)))


def notice(offer: TransportOffer) -> str:
    """How early one asks."""
    if offer.notice_days == 0:
        return str(_("The same day"))
    return str(ngettext("%(num)d day ahead", "%(num)d days ahead", offer.notice_days))


def closure(offer: TransportOffer) -> str:
    """When an offer pauses in summer."""
    if offer.closed_from is None or offer.closed_to is None:
        return ""
    return str(_("%(first)s to %(last)s", first=day(offer.closed_from), last=day(offer.closed_to)))


def insurance(offer: TransportOffer) -> str:
    """What was clarified with an insurance company."""
    if not offer.insurer:
        return str(_("Nothing is noted"))
    kinds = [
        (offer.covers_driver, _("the driver")),
        (offer.covers_passenger, _("the passenger")),
        (offer.covers_accident, _("accidents on foot")),
    ]
    covered = ", ".join(str(words) for is_covered, words in kinds if is_covered)
    told = [offer.insurer, covered]
    if offer.upper_age_limit is not None:
        told.append(str(_("drivers up to %(age)s years", age=offer.upper_age_limit)))
    if offer.insured_to is not None:
        told.append(str(_("valid to %(day)s", day=day(offer.insured_to))))
    return "; ".join(filter(None, told))


def waiting(gate: Gate) -> list[Question]:
    """The critical points that an offer waits for."""
    if not gate.is_needed or gate.picture is None:
        return []
    codes = {point.code for point in points_waiting(gate.picture)}
    return [question for question in gate.picture.content.questions if question.point.code in codes]


def room(vehicle: Vehicle) -> str:
    """What fits in a vehicle."""
    told = [str(ngettext("%(num)d seat", "%(num)d seats", vehicle.seats))]
    if vehicle.wheelchairs:
        told.append(str(ngettext("%(num)d wheelchair", "%(num)d wheelchairs", vehicle.wheelchairs)))
    if vehicle.boot:
        told.append(str(ngettext("%(num)d rollator", "%(num)d rollators", vehicle.boot)))
    return ", ".join(told)
