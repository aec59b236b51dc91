"""Builders that show what matters to a test and hide the rest."""

import json
import secrets
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts import actions as accounts
from directory.accounts.models import Person, UserSession
from directory.accounts.permissions import Role
from directory.bodies.models import Body, BodyKind, LanguageForm
from directory.municipalities.models import County, Municipality, SizeBand
from directory.organisations.models import Organisation, OrganisationKind
from kernel import clock
from partnership.assessments import actions as assessments
from partnership.assessments.models import Assessment
from partnership.assessments.picture import Said, is_asked
from partnership.relations import actions as relations
from partnership.relations.models import CoordinationModel, Relation
from partnership.relations.sides import Side
from partnership.staircase import actions as staircase
from partnership.staircase.level import Value
from partnership.staircase.queries import edition_in_force

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
PROPOSAL = Path(__file__).parent.parent / "partnership/staircase/proposal.v1.json"
_numbers = count(1)
_municipalities = count(1)


def a_municipality(session: Session, name: str = "Volda", number: str | None = None) -> Municipality:
    """A municipality in a county of its own."""
    code = number or f"{next(_municipalities):04}"
    county = session.get(County, code[:2]) or County(number=code[:2], name="Fylket", official_name="Fylket")
    made = Municipality(
        name=name,
        org_number=f"9{next(_numbers):08}",
        language_form=LanguageForm.NB,
        number=code,
        official_name=name,
        county=county,
        population=10_000,
        population_67=2_000,
        population_80=500,
        figures_year=2026,
        size_band=SizeBand.MEDIUM,
        centrality=4,
        latitude=62.1,
        longitude=6.1,
        website="",
    )
    session.add(made)
    session.flush()
    return made


def an_organisation(session: Session, name: str = "Følgjevenene", org_number: str | None = None) -> Organisation:
    """A local association."""
    made = Organisation(
        name=name,
        org_number=org_number or f"8{next(_numbers):08}",
        language_form=LanguageForm.NB,
        organisation_kind=OrganisationKind.LOCAL_ASSOCIATION,
        about="",
    )
    session.add(made)
    session.flush()
    return made


def the_directorate(session: Session) -> Body:
    """The directorate."""
    made = Body(kind=BodyKind.DIRECTORATE, name="Helsedirektoratet", language_form=LanguageForm.NEUTRAL)
    session.add(made)
    session.flush()
    return made


def a_person(
    session: Session, role: Role | None = None, body: Body | None = None, *, name: str = "Kari Nordmann"
) -> Person:
    """Somebody who can sign in, with a role if one is given."""
    made = accounts.add_person(
        session,
        name=name,
        email=f"person{next(_numbers)}@example.no",
        title="",
        language="nb",
        actor_id=None,
        at=NOW,
    )
    session.flush()
    if role is not None:
        accounts.give_role(session, made, role, body, actor_id=None, at=NOW)
    return made


def the_staircase(session: Session, at: datetime = NOW) -> None:
    """The proposal, in force."""
    staircase.import_version(session, json.loads(PROPOSAL.read_text(encoding="utf-8")), actor_id=None, at=at)
    session.flush()


def a_relation(
    session: Session, municipality: Municipality, organisation: Organisation | None, *, actor: Person, scope: str = ""
) -> Relation:
    """A relation between two parties, or of a municipality and its own volunteers."""
    model = CoordinationModel.ORGANISATION if organisation else CoordinationModel.MUNICIPAL_REFLEXIVE
    made = relations.begin(
        session,
        municipality_id=municipality.id,
        organisation_id=organisation.id if organisation else None,
        model=model,
        scope=scope,
        about="",
        actor_id=actor.id,
        at=NOW,
    )
    session.flush()
    return made


def an_assessment(
    session: Session,
    relation: Relation,
    side: Side,
    *,
    actor: Person,
    upto: int = 3,
    at: datetime = NOW,
    **other: Value,
) -> Assessment:
    """A side's sent assessment: yes up to a step, no above, but for `q2_1`-like exceptions."""
    content = edition_in_force(session).content
    made = assessments.open_draft(session, relation, side, actor_id=actor.id, at=at)
    session.flush()
    codes = {name.removeprefix("q").replace("_", "."): value for name, value in other.items()}
    said = {
        question.point.code: Said(
            codes.get(question.point.code, Value.YES if question.point.step <= upto else Value.NO)
        )
        for question in content.questions
        if is_asked(question.point, side)
    }
    assessments.answer(session, made, content, said, version=made.version, actor_id=actor.id, at=at)
    session.flush()
    steps = list(content.staircase.steps)
    assessments.submit(session, relation, made, content, steps, version=made.version, actor_id=actor.id, at=at)
    session.flush()
    return made


def some_evidence(session: Session, relation: Relation, *, actor: Person, dated_on: date = date(2026, 11, 1)) -> None:
    """Evidence for every point of a relation, from the side that may show it."""
    for question in edition_in_force(session).content.questions:
        side = Side.MUNICIPALITY if is_asked(question.point, Side.MUNICIPALITY) else Side.ORGANISATION
        assessments.show_evidence(
            session,
            relation,
            question,
            side,
            assessments.Proof("Sak 26/1", dated_on),
            actor_id=actor.id,
            at=NOW,
            today=clock.local_date(NOW),
        )


def sign_in(client: FlaskClient, session: Session, person: Person) -> None:
    """Give a browser an open session, without the way through the form."""
    token = secrets.token_urlsafe(16)
    now = clock.real()
    session.add(
        UserSession(
            person_id=person.id,
            token_hash=accounts.token_hash(token),
            is_by_link=False,
            created_at=now,
            last_seen_at=now,
        )
    )
    session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True


def post(client: FlaskClient, address: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
    """Send a form as a page of ours would, with its token."""
    with client.session_transaction() as cookie:
        cookie.setdefault("csrf_token", secrets.token_hex(16))
        raw = cookie["csrf_token"]
    signed = URLSafeTimedSerializer(client.application.secret_key or "", salt="wtf-csrf-token").dumps(raw)
    return client.post(address, data={"csrf_token": signed, **(data or {})}, **more)
