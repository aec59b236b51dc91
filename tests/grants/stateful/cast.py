"""Who is there: two applicants, a partner, an outsider, the directorate, and people with two roles each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role, Viewer
from directory.bodies.models import Body
from tests.builders import a_municipality, a_person, an_organisation, the_directorate, the_staircase
from tests.grants.assessing import viewer_of
from tests.grants.builders import DOCUMENT, a_call

STARTS = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)  # with the day in Oslo
FRAME = 600_000  # less than two whole grants, so that the second one meets the end of the money
WRITERS = frozenset({Role.MUNICIPAL_COORDINATOR, Role.MUNICIPAL_LEADER, Role.ORGANISATION_LEADER})
READERS = WRITERS | {Role.ORGANISATION_COORDINATOR}
OFFICE = frozenset({Role.CASEWORKER, Role.LEAD})
APPLICANTS, PARTNERS = ("volda", "friends"), ("volda", "friends", "choir", "choir", "faraway")

NUMBERS: Mapping[str, Mapping[str, str]] = {
    "volda": {"municipality_number": "1577"},
    "faraway": {"municipality_number": "5634"},
    "friends": {"org_number": "974760673"},
    "choir": {"org_number": "971032081"},
}
CAST: Mapping[str, tuple[tuple[Role, str], ...]] = {
    "coordinator": ((Role.MUNICIPAL_COORDINATOR, "volda"),),
    "leader": ((Role.MUNICIPAL_LEADER, "volda"),),
    "chair": ((Role.ORGANISATION_LEADER, "friends"),),
    "organiser": ((Role.ORGANISATION_COORDINATOR, "friends"),),
    "conductor": ((Role.ORGANISATION_LEADER, "choir"),),
    "outsider": ((Role.MUNICIPAL_COORDINATOR, "faraway"),),
    "caseworker": ((Role.CASEWORKER, "directorate"),),
    "colleague": ((Role.CASEWORKER, "directorate"),),
    "first reviewer": ((Role.REVIEWER, "directorate"),),
    "second reviewer": ((Role.REVIEWER, "directorate"),),
    "third reviewer": ((Role.REVIEWER, "directorate"),),
    "lead": ((Role.LEAD, "directorate"),),
    "caseworker who reviews": ((Role.CASEWORKER, "directorate"), (Role.REVIEWER, "directorate")),
    "caseworker who leads": ((Role.CASEWORKER, "directorate"), (Role.LEAD, "directorate")),
    "lead who reviews": ((Role.LEAD, "directorate"), (Role.REVIEWER, "directorate")),
    "leader who is caseworker": ((Role.MUNICIPAL_LEADER, "volda"), (Role.CASEWORKER, "directorate")),
    "chair who reviews": ((Role.ORGANISATION_LEADER, "friends"), (Role.REVIEWER, "directorate")),
    "conductor who reviews": ((Role.ORGANISATION_LEADER, "choir"), (Role.REVIEWER, "directorate")),
}


@dataclass(frozen=True)
class World:
    """What stands before anything happens: the call, the bodies and the people, by what they are called."""

    call_id: int
    bodies: Mapping[str, int]
    people: Mapping[str, Viewer]
    numbers: Mapping[str, Mapping[str, str]]

    def holds(self, person_id: int | None, roles: frozenset[Role], body_id: int | None = None) -> bool:
        """Whether a person holds one of some roles, or holds it for a body."""
        return any(
            held.role in roles and (body_id is None or held.body_id == body_id)
            for viewer in self.people.values()
            if viewer.id == person_id
            for held in viewer.holdings
        )

    def belongs(self, person_id: int | None, bodies: set[int]) -> bool:
        """Whether a person holds any role for one of some bodies."""
        return any(
            held.body_id in bodies
            for viewer in self.people.values()
            if viewer.id == person_id
            for held in viewer.holdings
        )


def a_world(session: Session) -> World:
    """Call everybody onto the stage."""
    the_staircase(session)
    bodies: dict[str, Body] = {
        "volda": a_municipality(session, "Volda", "1577"),
        "faraway": a_municipality(session, "Vardø", "5634"),
        "friends": an_organisation(session, "Følgjevenene", "974760673"),
        "choir": an_organisation(session, "Koret", "971032081"),
        "directorate": the_directorate(session),
    }
    people = {name: cast(session, name, bodies) for name in CAST}
    call = a_call(session, closes_at=CLOSES.isoformat(), money=DOCUMENT["money"] | {"frame": FRAME, "most": 500_000})
    session.flush()
    seen = {name: replace(viewer_of(session, person), name=name) for name, person in people.items()}
    return World(call.id, {name: body.id for name, body in bodies.items()}, seen, NUMBERS)


def cast(session: Session, name: str, bodies: Mapping[str, Body]) -> Person:
    """Somebody with all its roles."""
    (role, body), *others = CAST[name]
    made = a_person(session, role, bodies[body], name=name.capitalize())
    for role, body in others:
        accounts.give_role(session, made, role, bodies[body], actor_id=None, at=STARTS)
    session.flush()
    return made
