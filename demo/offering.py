"""What is offered in the story: entered, set running, paused and confirmed, and gone through with home care."""

from collections.abc import Iterator, Mapping
from datetime import time
from functools import partial
from typing import Any

from sqlalchemy import select

from activities.home_care import actions as home_care
from activities.offers import actions
from activities.offers.content import Content, Slot, Words
from activities.offers.models import Offer, OfferKind, OfferMode, Rhythm, Weekday
from demo import script
from demo.stage import Event, Stage
from directory.municipalities.models import Municipality
from kernel.i18n import force_locale
from partnership.relations.models import TargetGroup
from partnership.roadmaps.models import Domain

Told = Mapping[str, Any]


def events(stage: Stage) -> Iterator[Event]:
    """What happens with the offers of each municipality, each with its moment."""
    for number, told in script.offers().items():
        for raw in told["offers"]:
            for name, act in STEPS.items():
                if name in raw:
                    yield script.moment(raw[name]), partial(act, stage, number, raw)
        for raw in told["confirmed"]:
            yield script.moment(raw["at"]), partial(_confirm, stage, number, raw)
        for raw in told["briefings"]:
            yield script.moment(raw["at"]), partial(_brief, stage, number, raw)


def _municipality(stage: Stage, number: str) -> Municipality:
    return stage.session.get_one(Municipality, stage.cast.bodies[number].id)


def _enter(stage: Stage, number: str, raw: Told) -> None:
    provider = stage.cast.bodies[raw.get("provider", number)]
    actions.enter(
        stage.session,
        _content(raw),
        provider=provider,
        municipality=_municipality(stage, number),
        entered_by=provider,
        actor_id=stage.id(raw["by"]),
        at=script.moment(raw["entered_at"]),
    )


def _content(raw: Told) -> Content:
    told = raw["words"]
    kinds = {"kind": OfferKind(told["kind"]), "mode": OfferMode(told["mode"])}
    return Content(
        Words(**{**told, **kinds}),
        slots=tuple(_slot(each) for each in raw.get("times", [])),
        groups=tuple(TargetGroup(each) for each in raw["groups"]),
        domains=tuple(Domain(each) for each in raw["domains"]),
    )


def _slot(raw: tuple[str, time, time, str]) -> Slot:
    weekday, starts, ends, rhythm = raw
    return Slot(Weekday(weekday), starts, ends, Rhythm(rhythm))


def _offer(stage: Stage, number: str, title: str) -> Offer:
    place = _municipality(stage, number).id
    return stage.session.scalars(select(Offer).where(Offer.title == title, Offer.municipality_id == place)).one()


def _prepare(stage: Stage, number: str, raw: Told) -> None:
    offer, at = _offer(stage, number, raw["words"]["title"]), script.moment(raw["prepared_at"])
    actions.prepare(stage.session, offer, actor_id=stage.id(raw["by"]), at=at)


def _start(stage: Stage, number: str, raw: Told) -> None:
    offer, at = _offer(stage, number, raw["words"]["title"]), script.moment(raw["started_at"])
    with force_locale(stage.language(raw["by"])):
        actions.start(stage.session, offer, actor_id=stage.id(raw["by"]), at=at)


def _pause(stage: Stage, number: str, raw: Told) -> None:
    offer, at = _offer(stage, number, raw["words"]["title"]), script.moment(raw["paused_at"])
    actions.pause(stage.session, offer, raw["paused_until"], actor_id=stage.id(raw["by"]), at=at)


def _confirm(stage: Stage, number: str, raw: Told) -> None:
    offers = [_offer(stage, number, title) for title in raw["titles"]]
    with force_locale(stage.language(raw["by"])):
        actions.confirm(stage.session, offers, actor_id=stage.id(raw["by"]), at=script.moment(raw["at"]))


def _brief(stage: Stage, number: str, raw: Told) -> None:
    home_care.record(
        stage.session,
        _municipality(stage, number),
        held_on=raw["held_on"],
        with_whom=raw["with_whom"],
        sheets=raw["sheets"],
        actor_id=stage.id(raw["by"]),
        at=script.moment(raw["at"]),
    )


STEPS = {"entered_at": _enter, "prepared_at": _prepare, "started_at": _start, "paused_at": _pause}
