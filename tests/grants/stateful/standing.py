"""What holds at every moment, read from the rows alone and written without looking at the rules."""

from fractions import Fraction
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Viewer
from grants.applications.models import Application
from grants.applications.queries import is_visible
from tests.grants.builders import DOCUMENT, OPENED
from tests.grants.stateful.cast import CLOSES, FRAME, OFFICE, READERS, World
from tests.grants.stateful.rows import Row, Rows

ASSESSMENT = DOCUMENT["assessment"]
WEIGHTS = {each["code"]: each["weight"] for each in ASSESSMENT["criteria"]}


def applications_are_whole(rows: Rows) -> None:
    """What is sent was sent in time and has its snapshot; numbers run from one without a gap, and no two are alike."""
    for row in rows.of("application"):
        is_sent = row["status"] in {"submitted", "decided"}
        assert is_sent <= bool(row["snapshot"] and row["submitted_at"] and row["submitted_by_id"] and row["signed_as"])
        if is_sent:
            second = row["submitted_at"].replace(microsecond=0)
            assert OPENED <= second <= max(CLOSES, row["reopened_until"] or CLOSES), "sent too late"
        assert (row["status"] == "withdrawn") == (row["withdrawn_at"] is not None)
        assert row["reference"] == f"T1-2026-{row['number']:04}"
    numbers = [row["number"] for row in rows.of("application")]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def snapshots_agree(rows: Rows) -> None:
    """What was asked for when it was sent is what stands in the pages, and the sums of a snapshot add up."""
    for row in rows.of("application"):
        kept = row["snapshot"]
        if row["status"] in {"submitted", "decided"} and kept:
            page = rows.one("answer_page", application_id=row["id"], page="money")
            assert page is not None
            assert kept["asked"] == page["answers"]["36"]["amounts"]
            assert kept["set_aside"] == sum(each["amount"] for each in kept["partners"] if not each["confirmed"])
            assert kept["eligible"] == max(0, kept["asked"]["1"] - kept["set_aside"])


def assessing_follows_sending(rows: Rows) -> None:
    """What has never been sent has neither check, review nor decision; scores stand on a declaration."""
    for table in ("formal_check", "review", "decision"):
        for row in rows.of(table):
            application = rows.tables["application"][row["application_id"]]
            assert application["submitted_at"] or application["reopened_until"], f"a {table} of what was never sent"
    for score in rows.of("score"):
        review = rows.tables["review"][score["review_id"]]
        assert review["declared_at"] is not None
        assert review["status"] != "assigned"
        assert score["points"] is None or 0 <= score["points"] <= ASSESSMENT["most_points"]
    for review in rows.of("review"):
        given = {score["criterion"]: score for score in rows.of("score", review_id=review["id"])}
        if review["status"] == "submitted":
            assert given.keys() == WEIGHTS.keys()
            assert all(each["points"] is not None and each["reason"] for each in given.values())
        if review["status"] == "disqualified":
            assert review["submitted_at"] is None


def counting(rows: Rows, application: Row) -> list[dict[str, int]]:
    """The points of the reviews that count: sent, by nobody who is disqualified, about what now stands."""
    sent = [
        review
        for review in rows.of("review", application_id=application["id"], status="submitted")
        if review["submitted_at"] >= application["submitted_at"]
    ]
    return [{each["criterion"]: each["points"] for each in rows.of("score", review_id=review["id"])} for review in sent]


def score_of(reviews: list[dict[str, int]]) -> tuple[Fraction, Fraction]:
    """The score from 0 to 100, and the points on K1 that count."""
    points = {code: Fraction(median(Fraction(review[code]) for review in reviews)) for code in WEIGHTS}
    total = sum((weight * points[code] / ASSESSMENT["most_points"] for code, weight in WEIGHTS.items()), Fraction())
    return total, points["K1"]


def decisions_are_earned(rows: Rows, world: World) -> None:
    """Decided is what has a made decision; four eyes made it that had no other part; money follows points and check."""
    spent = 0
    for application in rows.of("application"):
        decision = rows.one("decision", application_id=application["id"])
        is_made = decision is not None and decision["status"] == "made"
        assert (application["status"] == "decided") == is_made
        if decision is None or not is_made:
            continue
        check = rows.one("formal_check", application_id=application["id"])
        assert check is not None
        assert check["concluded_at"] >= application["submitted_at"], "decided on the check of something else"
        eyes = {decision["proposed_by_id"], decision["made_by_id"]}
        assert len(eyes) == 2, "made by who proposed it"
        assert not eyes & {review["reviewer_id"] for review in rows.of("review", application_id=application["id"])}
        assert not eyes & involved(rows, world, application)
        assert (decision["outcome"] == "dismissed") == (check["status"] == "failed")
        if decision["outcome"] != "dismissed":
            reviews = counting(rows, application)
            assert len(reviews) >= 2, "decided on too few reviews"
            _is_earned(decision, check, application, score_of(reviews))
        spent += decision["amount"]
    assert spent <= FRAME, "more is granted than there is"


def _is_earned(decision: Row, check: Row, application: Row, scored: tuple[Fraction, Fraction]) -> None:
    eligible = application["snapshot"]["eligible"] - check["excluded_amount"]
    if decision["outcome"] not in {"granted", "partly"}:
        assert decision["amount"] == 0
        return
    assert check["status"] == "passed"
    assert scored[0] >= 50, "granted with too low a score"
    assert scored[1] >= 2, "granted with too little cooperation"
    assert 0 < decision["amount"] <= eligible
    assert (decision["outcome"] == "granted") == (decision["amount"] == eligible)


def involved(rows: Rows, world: World, application: Row) -> set[int]:
    """The people with a part in an application: those of its parties, and who wrote, sent and confirmed."""
    partners = rows.of("application_partner", application_id=application["id"])
    bodies = {application["applicant_id"], *(each["body_id"] for each in partners if each["body_id"])}
    people = {viewer.id for viewer in world.people.values() if world.belongs(viewer.id, bodies)}
    people |= {page["edited_by_id"] for page in rows.of("answer_page", application_id=application["id"])}
    people |= {application["created_by_id"], application["submitted_by_id"]}
    return {person for person in people | {each["confirmed_by_id"] for each in partners} if person is not None}


def reviews_are_impartial(rows: Rows, world: World) -> None:
    """No review that counts is by somebody with a part in the application."""
    for application in rows.of("application"):
        if application["submitted_at"] is None:
            continue
        taking_part = involved(rows, world, application)
        for review in rows.of("review", application_id=application["id"], status="submitted"):
            if review["submitted_at"] >= application["submitted_at"]:
                assert review["reviewer_id"] not in taking_part, "reviewed by somebody with a part in it"


def lists(rows: Rows, world: World, viewer: Viewer, application: Row) -> bool:
    """Whether somebody is to find an application: its parties, the office once it is sent, and its own reviewers."""
    partners = rows.of("application_partner", application_id=application["id"])
    asked = {each["body_id"] for each in partners if each["body_id"] and (each["invited_at"] or each["confirmed_at"])}
    if any(world.holds(viewer.id, READERS, body) for body in {application["applicant_id"], *asked}):
        return True
    review = rows.one("review", application_id=application["id"], reviewer_id=viewer.id)
    is_reading = review is not None and review["status"] in {"declared", "submitted"}
    return application["submitted_at"] is not None and (is_reading or world.holds(viewer.id, OFFICE))


def sees(rows: Rows, world: World, viewer: Viewer, application: Row) -> bool:
    """Whether somebody is to be let in to an application: who finds it, and is not disqualified from it."""
    review = rows.one("review", application_id=application["id"], reviewer_id=viewer.id)
    is_gone = review is not None and review["status"] == "disqualified"
    return not is_gone and lists(rows, world, viewer, application)


def found_is_what_may_be_found(session: Session, rows: Rows, world: World, viewer: Viewer) -> None:
    """A person finds what it is to find and nothing else; so no draft reaches the directorate."""
    shown = set(session.scalars(select(Application.id).where(is_visible(viewer))))
    wanted = {row["id"] for row in rows.of("application") if lists(rows, world, viewer, row)}
    assert shown == wanted, f"{viewer.name} finds {sorted(shown)} and should find {sorted(wanted)}"


def hold(session: Session, rows: Rows, world: World, viewer: Viewer) -> None:
    """Everything that holds at every moment."""
    applications_are_whole(rows)
    snapshots_agree(rows)
    assessing_follows_sending(rows)
    decisions_are_earned(rows, world)
    reviews_are_impartial(rows, world)
    found_is_what_may_be_found(session, rows, world, viewer)
