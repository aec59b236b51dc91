"""Builders of what the directorate assesses: a call, applications that were sent, their checks and reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Holding, Role, Viewer
from directory.accounts.queries import holdings
from directory.audit.models import AuditLine
from directory.bodies.models import Body, BodyKind
from grants.applications.models import AnswerPage, Application, ApplicationStatus, Partner, SignedAs, TaskMode
from grants.calls import reading
from grants.calls.content import Content
from grants.calls.models import Call
from grants.eligibility import actions as eligibility
from grants.eligibility.checking import Finding
from grants.eligibility.models import FormalCheck, Verdict
from grants.eligibility.queries import verdicts_of
from grants.eligibility.rules import Ruling
from grants.reviews import actions as reviews
from grants.reviews.models import Review
from grants.reviews.rules import Marks
from kernel.lifecycle import NotAllowed
from tests.builders import a_municipality, a_person, the_directorate

OPENS = datetime(2026, 2, 2, 8, 0, tzinfo=UTC)
CLOSES = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)
SENT = CLOSES - timedelta(days=1)
CHECKED = CLOSES + timedelta(days=1)
REVIEWED = CLOSES + timedelta(days=20)
PROPOSED = CLOSES + timedelta(days=60)
DECIDED = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)

WEIGHTS = {"K1": 25, "K2": 20, "K3": 15, "K4": 10, "K5": 10, "K6": 10, "K7": 10}
A1, A2, A6 = (5, 4, 5, 5, 4, 4, 4), (3, 3, 3, 4, 3, 4, 3), (1, 0, 2, 1, 2, 2, 3)
FRAMES = {"25": "coordination", "27": "competence", "28": "mobility", "29": "information"}
_numbers = count(1)


def words(text: str) -> dict[str, str]:
    """A text in every language."""
    return dict.fromkeys(("nb", "nn", "en"), text)


def a_document(code: str = "T1", frame: int = 1_900_000) -> dict[str, Any]:
    """A call with seven criteria and the questions that the rules look at."""
    text = [{"name": "text", "kind": "text", "needed": True}]
    questions: list[dict[str, Any]] = [
        {"code": "1", "text": words("Name"), "parts": text},
        *({"code": each, "text": words(name), "frame": name, "parts": text} for each, name in FRAMES.items()),
    ]
    return {
        "code": code,
        "year": 2026,
        "kind": "partnership",
        "title": words("Eldrekraft"),
        "owner": words("Helsedirektoratet"),
        "budget_post": "765.72",
        "contact": {"name": "Kari", "email": "kari@example.no", "phone": "21000000"},
        "texts": {name: words(name) for name in reading.TEXTS},
        "not_funded": [{"code": "courses", "label": words("Only courses")}],
        "dates": {
            "published_on": "2026-02-02",
            "opens_at": "2026-02-02T08:00:00Z",
            "closes_at": "2026-03-16T12:00:00Z",
            "notified_on": "2026-06-15",
            "starts_on": "2026-08-01",
            "ends_on": "2029-07-31",
        },
        "money": {
            "frame": frame,
            "least": 50_000,
            "most": 900_000,
            "years": 3,
            "categories": [{"code": "a", "label": words("A")}],
        },
        "who": {"applicants": ["municipality", "organisation"]},
        "assessment": {
            "most_points": 5,
            "threshold": 50,
            "knock_outs": {"K1": 2},
            "reviewers": 2,
            "wide_difference": 2,
            "criteria": [
                {"code": each, "title": words(each), "weight": weight, "anchors": {}, "claim": "1"}
                for each, weight in WEIGHTS.items()
            ],
        },
        "form": {"code": "short", "pages": [{"code": "all", "title": words("All"), "questions": questions}]},
    }


CONTENT: Content = reading.read(a_document())
SCALE = CONTENT.scale


def a_call(session: Session, code: str = "T1", frame: int = 1_900_000) -> Call:
    """A call that has closed."""
    return a_closed_call(session, code, a_document(code, frame), f"assessing-{code}-{frame}")


def a_closed_call(session: Session, code: str, document: dict[str, Any], fingerprint: str) -> Call:
    """A call with a document of one's own that has closed."""
    made = Call(
        code=code,
        content=document,
        fingerprint=fingerprint,
        published_on=OPENS.date(),
        opens_at=OPENS,
        closes_at=CLOSES,
        loaded_at=OPENS,
    )
    session.add(made)
    session.flush()
    return made


@dataclass(frozen=True)
class Office:
    """The directorate: a caseworker, a lead and three reviewers, and who writes applications."""

    body: Body
    caseworker: Person
    lead: Person
    reviewers: Sequence[Person]


def an_office(session: Session) -> Office:
    """The directorate with its people."""
    body = the_directorate(session)
    people = [a_person(session, Role.REVIEWER, body, name=f"Reviewer {number}") for number in (1, 2, 3, 4)]
    return Office(body, a_person(session, Role.CASEWORKER, body), a_person(session, Role.LEAD, body), people)


def an_application(
    session: Session,
    call: Call,
    *,
    applicant: Body | None = None,
    eligible: int = 850_000,
    years: int = 3,
    signed_as: SignedAs = SignedAs.MUNICIPAL_DIRECTOR,
    answers: Mapping[str, Any] | None = None,
    partners: Sequence[Body] = (),
) -> Application:
    """An application that was sent in time, with every frame answered."""
    body = applicant or a_municipality(session)
    role = Role.MUNICIPAL_LEADER if body.kind is BodyKind.MUNICIPALITY else Role.ORGANISATION_LEADER
    writer, number = a_person(session, role, body), next(_numbers)
    made = Application(
        call=call,
        number=number,
        reference=f"{call.code}-2026-{number:04}",
        applicant=body,
        status=ApplicationStatus.SUBMITTED,
        language="nb",
        title="Heilt fram til døra",
        created_at=OPENS,
        created_by_id=writer.id,
        submitted_at=SENT,
        submitted_by_id=writer.id,
        signed_as=signed_as,
        snapshot={
            "relations": [],
            "partners": [
                {
                    "name": each.full_name,
                    "amount": 0,
                    "confirmed": True,
                    "is_municipality": each.kind is BodyKind.MUNICIPALITY,
                }
                for each in partners
            ],
            "asked": {str(year): eligible for year in range(1, years + 1)},
            "set_aside": 0,
            "eligible": eligible,
            "confirmed_by_applicant": "Kari Nordmann, kommunedirektør",
        },
        reopened_reason="",
    )
    session.add(made)
    session.flush()
    given = answers if answers is not None else {code: {"text": "Ja"} for code in FRAMES}
    page = {"answers": given, "origins": {}, "edited_at": SENT, "edited_by_id": writer.id}
    session.add(AnswerPage(application_id=made.id, page="all", **page))
    for each in partners:
        session.add(
            Partner(
                application_id=made.id,
                body_id=each.id,
                name=each.name,
                email="",
                task="Følgje",
                mode=TaskMode.SHARED,
                amount=0,
                salt="salt",
                invited_at=OPENS,
                confirmed_at=SENT,
                confirmed_by="Ola",
            )
        )
    session.flush()
    return made


def plainly(finding: Finding) -> str:
    """A finding's reason without translation."""
    return finding.msgid % finding.params


def a_check(
    session: Session, application: Application, office: Office, *, excluded: int = 0, **other: Verdict
) -> FormalCheck:
    """A concluded check: ok, but for rules named otherwise."""
    by = office.caseworker.id
    made = eligibility.open_check(session, application, write=plainly, actor_id=by, at=CHECKED)
    session.flush()
    rulings = {
        code: Ruling(other.get(code, Verdict.OK), "Fordi." if code in other else "")
        for code in verdicts_of(session, made.id)
    }
    eligibility.say(session, made, rulings, excluded_amount=excluded, version=made.version, actor_id=by, at=CHECKED)
    session.flush()
    eligibility.conclude(session, made, version=made.version, actor_id=by, at=CHECKED)
    session.flush()
    return made


def marks(points: Sequence[int]) -> dict[str, Marks]:
    """Points on every criterion, with reasons."""
    return {code: Marks(each, "Fordi.") for code, each in zip(WEIGHTS, points, strict=True)}


def a_review(
    session: Session,
    application: Application,
    reviewer: Person,
    office: Office,
    points: Sequence[int] | None = None,
    *,
    at: datetime = REVIEWED,
) -> Review:
    """An assigned and declared review, and a sent one where points are given."""
    made = reviews.assign(session, application, reviewer.id, actor_id=office.caseworker.id, at=at)
    session.flush()
    reviews.declare(session, made, is_impartial=True, actor_id=reviewer.id, at=at)
    session.flush()
    if points is not None:
        score(session, made, points, at=at)
    return made


def score(session: Session, review: Review, points: Sequence[int], *, at: datetime = REVIEWED) -> None:
    """Points written and sent."""
    by = review.reviewer_id
    reviews.save_scores(session, review, marks(points), version=review.version, actor_id=by, at=at)
    session.flush()
    reviews.submit(session, review, version=review.version, actor_id=by, at=at)
    session.flush()


def viewer_of(session: Session, person: Person) -> Viewer:
    """A person as it knocks."""
    held: tuple[Holding, ...] = holdings(session, person.id)
    return Viewer(person.id, person.name, person.email, "nb", 0, False, "", CHECKED, 3600, held)


def verbs(session: Session, subject: str) -> list[str]:
    """What the trail says was done to things of a kind, in order."""
    return list(session.scalars(select(AuditLine.verb).where(AuditLine.subject == subject).order_by(AuditLine.id)))


def lines(session: Session) -> int:
    """How many lines the trail has."""
    return session.scalar(select(func.count()).select_from(AuditLine)) or 0


def refusal(action: Any, *given: Any, **named: Any) -> str:
    """The sentence with which a rule says no."""
    try:
        action(*given, **named)
    except NotAllowed as no:
        return no.msgid % no.params
    raise AssertionError("It was allowed.")
