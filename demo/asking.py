"""Those of the story who do not cooperate yet: an association that asks, and one that is invited."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from demo import script
from demo.stage import Event, Stage
from directory.organisations.models import Organisation
from kernel import clock
from partnership.invitations import actions as invitations
from partnership.invitations.actions import Leader, Moment
from partnership.requests import actions as requests
from partnership.requests.actions import Asked

Told = Mapping[str, Any]

SENT_BEFORE = timedelta(days=4)


def events(stage: Stage) -> Iterator[Event]:
    """Who asks whom, each with its moment."""
    told = script.asking()
    for raw in told["requests"]:
        yield script.moment(raw["at"]), partial(_ask, stage, raw)
    for raw in told["invitations"]:
        yield script.moment(raw["at"]), partial(_invite, stage, raw)


def _ask(stage: Stage, raw: Told) -> None:
    bodies = stage.cast.bodies
    asked = Asked(
        organisation_id=bodies[raw["organisation"]].id,
        municipality_id=bodies[raw["municipality"]].id,
        scope=raw["scope"],
        about=raw["about"],
        reason=raw["reason"],
    )
    requests.ask(stage.session, asked, version=0, actor_id=stage.id(raw["by"]), at=script.moment(raw["at"]))


def _invite(stage: Stage, raw: Told) -> None:
    """Invite an association; its link counts from some days before the demo is built, in real time."""
    organisation = stage.session.get_one(Organisation, stage.cast.bodies[raw["organisation"]].id)
    invitations.invite(
        stage.session,
        municipality_id=stage.cast.bodies[raw["municipality"]].id,
        organisation=organisation,
        scope=raw["scope"],
        leader=Leader(raw["name"], raw["email"], raw["message"]),
        actor_id=stage.id(raw["by"]),
        moment=Moment(script.moment(raw["at"]), clock.real() - SENT_BEFORE),
    )
