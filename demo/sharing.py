"""What the parties of a relation write down together: what it is, whom one rings, and who does what."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from demo import script
from demo.stage import Event, Stage, side_of
from kernel.i18n import force_locale
from kernel.i18n import gettext as _
from partnership.contacts import actions as contacts
from partnership.contacts.actions import Named
from partnership.contacts.queries import lists_of
from partnership.relations import actions as relations
from partnership.relations.actions import Met, Terms
from partnership.relations.models import CollaborationForm, Condition, TargetGroup
from partnership.relations.sides import Side
from partnership.tasks import actions as tasks
from partnership.tasks.actions import Share
from partnership.tasks.models import TaskMode
from partnership.tasks.queries import division_of

Told = Mapping[str, Any]


def events(stage: Stage, code: str, told: Told) -> Iterator[Event]:
    """What happens in one relation, each with its moment."""
    for part, act in ACTS.items():
        for raw in script.parts_of(told, part):
            yield script.moment(raw["at"]), partial(act, stage, code, raw)
    for raw in told.get("contacts", []):
        if "confirmed_at" in raw:
            yield script.moment(raw["confirmed_at"]), partial(_confirm_contacts, stage, code, raw)
    if "tasks" in told:
        for raw in told["tasks"]["confirmed"]:
            yield script.moment(raw["at"]), partial(_confirm_tasks, stage, code, raw)


def _write_contacts(stage: Stage, code: str, raw: Told) -> None:
    people = [
        Named(each["name"], each["title"], each["phone"], each["email"], is_first=place == 0)
        for place, each in enumerate(raw["people"])
    ]
    with force_locale(stage.language(raw["by"])):
        contacts.write(
            stage.session,
            stage.relations[code],
            side_of(raw["by"]),
            people,
            version=0,
            reference=_("Contact list"),
            actor_id=stage.id(raw["by"]),
            at=script.moment(raw["at"]),
        )


def _confirm_contacts(stage: Stage, code: str, raw: Told) -> None:
    relation, side = stage.relations[code], side_of(raw["by"])
    with force_locale(stage.language(raw["by"])):
        contacts.confirm(
            stage.session,
            relation,
            side,
            version=lists_of(stage.session, relation.id)[side].contacts.version,
            reference=_("Contact list"),
            actor_id=stage.id(raw["by"]),
            at=script.moment(raw["confirmed_at"]),
        )


def _write_tasks(stage: Stage, code: str, raw: Told) -> None:
    shares = [Share(what, TaskMode(mode), Side(who), often) for what, mode, who, often in raw["rows"]]
    by, at = stage.id(raw["by"]), script.moment(raw["at"])
    tasks.write(stage.session, stage.relations[code], shares, version=0, actor_id=by, at=at)


def _confirm_tasks(stage: Stage, code: str, raw: Told) -> None:
    relation = stage.relations[code]
    division = division_of(stage.session, relation.id)
    if division is None:
        raise LookupError(f"{code} has no table of tasks.")
    with force_locale(stage.language(raw["by"])):
        tasks.confirm(
            stage.session,
            relation,
            side_of(raw["by"]),
            version=division.table.version,
            reference=_("Who does what, confirmed by both"),
            actor_id=stage.id(raw["by"]),
            at=script.moment(raw["at"]),
        )


def _describe(stage: Stage, code: str, raw: Told) -> None:
    relation = stage.relations[code]
    groups = frozenset(TargetGroup(each) for each in raw["groups"])
    terms = Terms(relation.coordination_model, CollaborationForm(raw["form"]), relation.scope, relation.about, groups)
    by, at = stage.id(raw["by"]), script.moment(raw["at"])
    relations.describe(stage.session, relation, terms, version=relation.version, actor_id=by, at=at)


def _co_create(stage: Stage, code: str, raw: Told) -> None:
    relation, at = stage.relations[code], script.moment(raw["at"])
    agreed = stage.picture(relation, side_of(raw["by"]), at).levels.agreed
    relations.co_create(
        stage.session,
        relation,
        reason=raw["reason"],
        agreed_step=agreed.number if agreed else None,
        version=relation.version,
        actor_id=stage.id(raw["by"]),
        at=at,
    )


def _meet(stage: Stage, code: str, raw: Told) -> None:
    """Say which of the conditions around own volunteers are met; the others stay open."""
    relation = stage.relations[code]
    met = {each: Met("", None) for each in Condition}
    met |= {Condition(name): Met(text, dated) for name, (text, dated) in raw["met"].items()}
    by, at = stage.id(raw["by"]), script.moment(raw["at"])
    relations.meet(stage.session, relation, met, version=relation.version, actor_id=by, at=at)


ACTS = {
    "contacts": _write_contacts,
    "tasks": _write_tasks,
    "described": _describe,
    "co_creation": _co_create,
    "conditions": _meet,
}
