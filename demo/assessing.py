"""What the directorate does in the story: checks, reviews, differences talked about, and decisions."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from demo import script
from demo.applying import Desk, Event
from grants.decisions import actions as decisions
from grants.decisions import queries as decision_queries
from grants.decisions.models import AppealRight, Outcome
from grants.decisions.rules import Proposal
from grants.eligibility import actions as eligibility
from grants.eligibility import queries as check_queries
from grants.eligibility.models import FormalCheck, Verdict
from grants.eligibility.rules import Ruling
from grants.eligibility.wording import worded
from grants.reviews import actions as reviews
from grants.reviews import queries as review_queries
from grants.reviews.models import Review
from grants.reviews.rules import Marks
from kernel.i18n import force_locale


def events(desk: Desk, told: Mapping[str, Any]) -> Iterator[Event]:
    """What happens with one application after it is sent, each with its moment."""
    if check := told.get("check"):
        yield script.moment(check["opened_at"]), partial(_open, desk, told)
        yield script.moment(check["concluded_at"]), partial(_conclude, desk, told)
    for review in told.get("reviews", []):
        yield from _review(desk, told, review)
    for note in told.get("notes", []):
        yield script.moment(note["at"]), partial(_note, desk, told, note)
    if decision := told.get("decision"):
        yield script.moment(decision["proposed_at"]), partial(_propose, desk, told)
        yield script.moment(decision["made_at"]), partial(_make, desk, told)


def _review(desk: Desk, told: Mapping[str, Any], review: Mapping[str, Any]) -> Iterator[Event]:
    yield script.moment(review["assigned_at"]), partial(_assign, desk, told, review)
    yield script.moment(review["declared_at"]), partial(_declare, desk, told, review)
    if "submitted_at" in review:
        first = {**review["points"], **review.get("first_points", {})}
        yield script.moment(review["submitted_at"]), partial(_score, desk, told, review, first, "submitted_at")
    if "revised_at" in review:
        yield script.moment(review["revised_at"]), partial(_revise, desk, told, review)


def _check(desk: Desk, told: Mapping[str, Any]) -> FormalCheck:
    found = check_queries.check_of(desk.session, desk.of(told).id)
    if found is None:
        raise LookupError(f"Application {told['number']} has no formal check.")
    return found


def _open(desk: Desk, told: Mapping[str, Any]) -> None:
    check, application = told["check"], desk.of(told)
    with force_locale(told["language"]):
        eligibility.open_check(
            desk.session,
            application,
            write=worded,
            actor_id=desk.id(check["by"]),
            at=script.moment(check["opened_at"]),
        )


def _conclude(desk: Desk, told: Mapping[str, Any]) -> None:
    """Say what the machine did not know, and conclude."""
    raw, check, at = told["check"], _check(desk, told), script.moment(told["check"]["concluded_at"])
    by = desk.id(raw["by"])
    rulings = {rule: Ruling(Verdict(verdict), reason) for rule, (verdict, reason) in raw.get("verdicts", {}).items()}
    eligibility.say(
        desk.session,
        check,
        rulings,
        excluded_amount=raw["excluded_amount"],
        version=check.version,
        actor_id=by,
        at=at,
    )
    desk.session.flush()
    eligibility.conclude(desk.session, check, version=check.version, actor_id=by, at=at)


def _assign(desk: Desk, told: Mapping[str, Any], review: Mapping[str, Any]) -> None:
    reviews.assign(
        desk.session,
        desk.of(told),
        desk.id(review["by"]),
        actor_id=desk.id(review["assigned_by"]),
        at=script.moment(review["assigned_at"]),
    )


def _found(desk: Desk, told: Mapping[str, Any], review: Mapping[str, Any]) -> Review:
    found = review_queries.review_of(desk.session, desk.of(told).id, desk.id(review["by"]))
    if found is None:
        raise LookupError(f"{review['by']} does not review application {told['number']}.")
    return found


def _declare(desk: Desk, told: Mapping[str, Any], review: Mapping[str, Any]) -> None:
    ground = review.get("ground", "")
    reviews.declare(
        desk.session,
        _found(desk, told, review),
        is_impartial=not ground,
        ground=ground,
        actor_id=desk.id(review["by"]),
        at=script.moment(review["declared_at"]),
    )


def _score(desk: Desk, told: Mapping[str, Any], raw: Mapping[str, Any], points: Mapping[str, Any], moment: str) -> None:
    review, by, at = _found(desk, told, raw), desk.id(raw["by"]), script.moment(raw[moment])
    marks = {code: Marks(given, reason) for code, (given, reason) in points.items()}
    reviews.save_scores(desk.session, review, marks, version=review.version, actor_id=by, at=at)
    desk.session.flush()
    reviews.submit(desk.session, review, version=review.version, actor_id=by, at=at)


def _revise(desk: Desk, told: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    review = _found(desk, told, raw)
    at = script.moment(raw["revised_at"])
    reviews.take_up(desk.session, review, version=review.version, actor_id=desk.id(raw["by"]), at=at)
    desk.session.flush()
    _score(desk, told, raw, raw["points"], "revised_at")


def _note(desk: Desk, told: Mapping[str, Any], note: Mapping[str, Any]) -> None:
    application = desk.of(told)
    raised = review_queries.notes_of(desk.session, application.id)[note["criterion"]]
    reviews.note(
        desk.session,
        application,
        note["criterion"],
        text=note["text"],
        version=raised.version,
        actor_id=desk.id(note["by"]),
        at=script.moment(note["at"]),
    )


def _propose(desk: Desk, told: Mapping[str, Any]) -> None:
    raw = told["decision"]
    proposal = Proposal(
        outcome=Outcome(raw["outcome"]),
        summary=raw["summary"].strip(),
        legal_basis=raw["legal_basis"].strip(),
        amount=raw["amount"],
        further_years=raw["further_years"],
        appeal_right=AppealRight(raw["appeal_right"]),
        appeal_days=raw["appeal_days"],
        reasons=raw["reasons"],
    )
    decisions.propose(
        desk.session,
        desk.of(told),
        proposal,
        version=0,
        actor_id=desk.id(raw["proposed_by"]),
        at=script.moment(raw["proposed_at"]),
    )


def _make(desk: Desk, told: Mapping[str, Any]) -> None:
    raw = told["decision"]
    decision = decision_queries.decision_of(desk.session, desk.of(told).id)
    if decision is None:
        raise LookupError(f"Nothing is proposed about application {told['number']}.")
    at: datetime = script.moment(raw["made_at"])
    decisions.make(desk.session, decision, version=decision.version, actor_id=desk.id(raw["made_by"]), at=at)
