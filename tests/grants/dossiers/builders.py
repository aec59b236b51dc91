"""The application A1 of the demo as rows: sent, checked, reviewed and decided as far as a test asks."""

import io
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit import actions as audit
from directory.municipalities.models import Municipality
from grants.applications.models import AnswerPage, Application, ApplicationStatus, Partner, SignedAs, TaskMode
from grants.calls import actions as calls
from grants.calls import reading
from grants.decisions import actions as decisions
from grants.decisions.models import AppealRight, Outcome
from grants.decisions.rules import Proposal
from grants.dossiers.document import dossier
from grants.dossiers.queries import Record, record_of
from grants.dossiers.rules import Edition
from grants.reviews import actions as reviews
from grants.reviews.models import Review
from grants.reviews.rules import Marks
from kernel.pdf.document import Document, render
from tests.builders import a_municipality, a_person, an_organisation
from tests.grants.assessing import DECIDED, OPENS, PROPOSED, REVIEWED, SENT, Office, a_check, an_office

TEXTS = Path(__file__).parents[3] / "demo" / "texts"
T1: dict[str, Any] = json.loads((TEXTS / "calls/t1.json").read_text(encoding="utf-8"))
CONTENT = reading.read(T1)
A1: dict[str, Any] = tomllib.loads((TEXTS / "applications/a1.toml").read_text(encoding="utf-8"))
CODES = [criterion.code for criterion in CONTENT.scale.criteria]
POINTS = (5, 4, 5, 5, 4, 4, 4)
DIFFERENCE = {
    "code": "3.1",
    "text": {"nb": "Finnes en avtale?", "nn": "Finst ein avtale?", "en": "Is there an agreement?"},
    "municipality": "yes",
    "organisation": "no",
}


@dataclass(frozen=True)
class Desk:
    """An application with the people around it."""

    application: Application
    office: Office
    coordinator: Person
    partner: Person


def a_sent_application(
    session: Session, *, answers: Mapping[str, Any] | None = None, partners: int = 2, document: Any = None, **facts: Any
) -> Desk:
    """A1 as it was sent; `facts` replaces columns of the application."""
    known = session.scalar(select(Municipality).where(Municipality.number == "1577"))
    volda = known or a_municipality(session, "Volda", "1577")
    coordinator = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    call = calls.load(session, document or T1, actor_id=None, at=OPENS, today=OPENS.date())
    session.flush()
    bodies = [an_organisation(session, f"Lag nummer {number}") for number in range(1, partners + 1)]
    member = a_person(session, Role.ORGANISATION_LEADER, bodies[0]) if bodies else coordinator
    values: dict[str, Any] = {
        "number": 1,
        "reference": "T1-2026-0001",
        "status": ApplicationStatus.SUBMITTED,
        "language": "nn",
        "title": "Heilt fram til døra",
        "created_at": OPENS,
        "created_by_id": coordinator.id,
        "submitted_at": SENT,
        "submitted_by_id": coordinator.id,
        "signed_as": SignedAs.AUTHORITY,
        "snapshot": a_snapshot(volda, [body.name for body in bodies]),
        "reopened_reason": "",
    }
    application = Application(call=call, applicant=volda, **(values | facts))
    session.add(application)
    session.flush()
    _write(session, application, A1["answers"] if answers is None else answers, coordinator)
    for body in bodies:
        session.add(a_partner(application, body.name, body.id))
    audit.record(session, application, "submitted", actor_id=coordinator.id, at=SENT)
    session.flush()
    return Desk(application, an_office(session), coordinator, member)


def a_snapshot(volda: Municipality, names: Sequence[str]) -> dict[str, Any]:
    """What was kept when it was sent: levels 3 and 2, agreed 2, and the last partner not confirmed."""
    return {
        "relations": [
            {
                "relation_id": number,
                "municipality": volda.name,
                "organisation": name,
                "municipality_number": volda.number,
                "levels": {"municipality": 3, "organisation": 2, "agreed": 2},
                "top": 5,
                "wished_step": 4,
                "differences": [DIFFERENCE],
                "staircase": "prop.1",
            }
            for number, name in enumerate(names, 1)
        ],
        "partners": [{"name": name, "amount": 60_000, "confirmed": name != names[-1]} for name in names],
        "asked": {"1": 850_000, "2": 850_000, "3": 850_000},
        "set_aside": 60_000 if names else 0,
        "eligible": 790_000 if names else 850_000,
        "confirmed_by_applicant": "Per Ivar Kolås, kommunalsjef",
    }


def a_partner(application: Application, name: str, body_id: int | None, **facts: Any) -> Partner:
    """A partner that has confirmed."""
    values: dict[str, Any] = {
        "email": "",
        "task": "Frivillige som hentar ved døra, følgjer heile vegen og ser folk vel heim.",
        "mode": TaskMode.DIVIDED,
        "hours": 2400,
        "amount": 310_000,
        "salt": "salt",
        "invited_at": OPENS,
        "confirmed_at": SENT,
        "confirmed_by": "Oddny",
    }
    return Partner(application_id=application.id, body_id=body_id, name=name, **(values | facts))


def _write(session: Session, application: Application, answers: Mapping[str, Any], writer: Person) -> None:
    for page in reading.read(application.call.content).pages:
        said = {question.code: answers[question.code] for question in page.questions if question.code in answers}
        kept = {"answers": said, "origins": {}, "edited_at": SENT, "edited_by_id": writer.id}
        session.add(AnswerPage(application_id=application.id, page=page.code, **kept))


def reviewed(session: Session, desk: Desk, *reasons: str, points: Sequence[int] = POINTS) -> list[Review]:
    """Pass the formal check, and give each reviewer the application; each gives the same reason everywhere."""
    a_check(session, desk.application, desk.office)
    return [
        _review(session, desk, reviewer, reason, points)
        for reviewer, reason in zip(desk.office.reviewers, reasons, strict=False)
    ]


def _review(session: Session, desk: Desk, reviewer: Person, reason: str, points: Sequence[int]) -> Review:
    by = {"actor_id": reviewer.id, "at": REVIEWED}
    given = {code: Marks(each, f"{reason} {code}.") for code, each in zip(CODES, points, strict=True)}
    made = reviews.assign(session, desk.application, reviewer.id, actor_id=desk.office.caseworker.id, at=REVIEWED)
    session.flush()
    reviews.declare(session, made, is_impartial=True, **by)
    session.flush()
    reviews.save_scores(session, made, given, version=made.version, **by)
    session.flush()
    reviews.submit(session, made, version=made.version, **by)
    session.flush()
    return made


def decided(session: Session, desk: Desk) -> None:
    """Propose the decision and make it."""
    proposal = Proposal(
        outcome=Outcome.GRANTED,
        summary="De får det de søkte om.",
        legal_basis="Utlysinga og punkt 6.3.",
        amount=790_000,
        further_years=2,
        appeal_right=AppealRight.YES,
        reasons={code: f"Grunngiving for {code}." for code in CODES},
    )
    by = desk.office.caseworker.id
    made = decisions.propose(session, desk.application, proposal, version=0, actor_id=by, at=PROPOSED)
    session.flush()
    decisions.make(session, made, version=made.version, actor_id=desk.office.lead.id, at=DECIDED)
    session.flush()


def the_record(session: Session, desk: Desk, edition: Edition = Edition.DIRECTORATE, reader: Any = None) -> Record:
    """What an edition shows."""
    return record_of(session, desk.application, edition, reader_id=reader.id if reader else None)


def the_dossier(session: Session, desk: Desk, edition: Edition = Edition.DIRECTORATE, **other: Any) -> Document:
    """The dossier of an edition."""
    large, mark = other.pop("large", False), other.pop("mark", None)
    return dossier(the_record(session, desk, edition, **other), mark=mark, large=large)


def read(made: Document) -> list[str]:
    """The words of each page, as another program reads them."""
    pages = pypdf.PdfReader(io.BytesIO(render(made))).pages
    return [" ".join(page.extract_text().split()) for page in pages]
