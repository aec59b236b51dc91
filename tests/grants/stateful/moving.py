"""What holds of every step: by whom, what may no longer move, and that the trail tells of it."""

from collections.abc import Callable, Mapping

from directory.accounts.permissions import Role
from tests.grants.stateful.cast import WRITERS, World
from tests.grants.stateful.rows import Change, Row, Step
from tests.grants.stateful.standing import involved

CASEWORKER, LEAD = frozenset({Role.CASEWORKER}), frozenset({Role.LEAD})
ANSWERS = frozenset({"confirmed_at", "confirmed_by", "confirmed_by_id", "declined_at"})
PARENTS = {"rule_verdict": ("formal_check", "check_id"), "score": ("review", "review_id")}
PARENTS |= {"decision_reason": ("decision", "decision_id")}
MOVES = {
    "application": {
        ("draft", "submitted"),
        ("draft", "withdrawn"),
        ("submitted", "withdrawn"),
        ("submitted", "draft"),
        ("submitted", "decided"),
    },
    "formal_check": {("open", "passed"), ("open", "failed"), ("passed", "open"), ("failed", "open")},
    "review": {
        ("assigned", "declared"),
        ("declared", "submitted"),
        ("submitted", "declared"),
        ("assigned", "disqualified"),
        ("declared", "disqualified"),
        ("submitted", "disqualified"),
    },
    "decision": {("proposed", "returned"), ("returned", "proposed"), ("proposed", "made")},
}


def application_of(step: Step, change: Change) -> tuple[Row, bool]:
    """The application that a change is about as it was before the step, and whether the step began it."""
    row = change.row
    if change.table in PARENTS:
        parent, name = PARENTS[change.table]
        row = step.after.tables[parent][row[name]]
    number = row["id"] if change.table == "application" else row["application_id"]
    is_new = number not in step.before.tables["application"]
    return (step.after if is_new else step.before).tables["application"][number], is_new


def tells(step: Step, world: World) -> None:
    """Every change has its line by whoever made it, and every line tells of a change."""
    changes = step.changes
    assert bool(step.lines) == bool(changes), f"{step.kind}: {len(step.lines)} lines of {len(changes)} changes"
    told = {(line["subject"], line["subject_id"]) for line in step.lines}
    for line in step.lines:
        assert line["actor_id"] == step.actor, f"{step.kind}: somebody else's line"
        assert step.at <= line["at"] <= step.until, f"{step.kind}: a line of another moment"
    owned = set()
    for change in changes:
        owners = _owners(step, change)
        owned |= owners
        if change.table == "application" and set(change.names) == {"version"}:
            continue  # it only counts a change of its partners, of which the partner's line tells
        assert owners & told, f"{step.kind}: no line tells of {change.table} {change.id} {set(change.names)}"
        _status_is_told(step, change)
    assert told <= owned, f"{step.kind}: a line tells of what has not changed"


def _owners(step: Step, change: Change) -> set[tuple[str, int]]:
    """The subjects in whose lines a change may be told."""
    application, began = application_of(step, change)
    if began:
        return {("application", application["id"]), (change.table, change.id)}
    if change.table in PARENTS:
        parent, name = PARENTS[change.table]
        return {(parent, change.row[name])}
    if change.table == "application" and change.names <= {"title", "version"}:
        pages = step.after.of("answer_page", application_id=change.id)
        return {("answer_page", page["id"]) for page in pages}
    return {(change.table, change.id)}


def _status_is_told(step: Step, change: Change) -> None:
    if change.old is None or change.new is None or "status" not in change.names:
        return
    move = (change.old["status"], change.new["status"])
    assert move in MOVES[change.table], f"{step.kind}: {change.table} went {move}"
    about = [line for line in step.lines if (line["subject"], line["subject_id"]) == (change.table, change.id)]
    said = [line["changes"]["status"] for line in about if "status" in line["changes"]]
    named = any(line["verb"] == move[1] for line in about)
    assert said == [list(move)] or (named and not said), f"{step.kind}: no line says that {change.table} went {move}"


def _application(step: Step, world: World, change: Change, application: Row) -> None:
    if change.old and change.new and change.old["status"] in {"withdrawn", "decided"}:
        raise AssertionError(f"{step.kind}: what is over has changed")
    assert change.new is not None, "an application is gone"
    assert change.is_new or {"number", "reference", "call_id", "applicant_id", "created_by_id"}.isdisjoint(change.names)
    is_taken_back = change.old is not None and (change.old["status"], change.new["status"]) == ("submitted", "draft")
    if is_taken_back or ("reopened_until" in change.names and not change.is_new):
        assert world.holds(step.actor, CASEWORKER)
        assert not world.belongs(step.actor, {application["applicant_id"]})
    elif change.new["status"] == "decided":
        assert world.holds(step.actor, LEAD)
    else:
        assert world.holds(step.actor, WRITERS, application["applicant_id"])


def _page(step: Step, world: World, change: Change, application: Row) -> None:
    assert application["status"] == "draft", f"{step.kind}: written after it was sent"
    assert world.holds(step.actor, WRITERS, application["applicant_id"])


def _partner(step: Step, world: World, change: Change, application: Row) -> None:
    is_answer = change.old and change.new and not change.old["confirmed_at"] and change.names <= ANSWERS | {"version"}
    if is_answer and (change.row["confirmed_at"] or change.row["declined_at"]):
        assert step.kind in {"answer", "answer by link"}
        assert application["status"] in {"draft", "submitted"}
        assert (change.old or {}).get("invited_at"), "answered without being asked"
        assert step.actor is None or world.holds(step.actor, WRITERS, change.row["body_id"])
        return
    assert application["status"] == "draft", f"{step.kind}: a partner of what was sent has changed"
    assert world.holds(step.actor, WRITERS, application["applicant_id"])


def _check(step: Step, world: World, change: Change, application: Row) -> None:
    _is_before_the_office(step, world, application)
    assert world.holds(step.actor, CASEWORKER)


def _review(step: Step, world: World, change: Change, application: Row) -> None:
    _is_before_the_office(step, world, application, is_leaving=change.row.get("status") == "disqualified")
    row = step.after.tables["review"][change.row["review_id"]] if change.table == "score" else change.row
    is_caseworkers = change.is_new or row["status"] == "disqualified"
    if change.table == "review" and is_caseworkers and world.holds(step.actor, CASEWORKER):
        return
    assert step.actor == row["reviewer_id"], f"{step.kind}: somebody wrote in another's review"


def _note(step: Step, world: World, change: Change, application: Row) -> None:
    _is_before_the_office(step, world, application)
    number = application["id"]
    own = step.after.one("review", application_id=number, reviewer_id=step.actor)
    assert own["status"] == "submitted" if own else world.holds(step.actor, CASEWORKER)


def _decision(step: Step, world: World, change: Change, application: Row) -> None:
    _is_before_the_office(step, world, application)
    row = step.after.tables["decision"][change.row.get("decision_id", change.id)]
    assert world.holds(step.actor, CASEWORKER if row["status"] == "proposed" else LEAD)
    reviewers = {review["reviewer_id"] for review in step.before.of("review", application_id=application["id"])}
    if row["status"] != "returned":
        assert step.actor not in reviewers


def _is_before_the_office(step: Step, world: World, application: Row, *, is_leaving: bool = False) -> None:
    """What the directorate does is done to what is sent, by somebody without a part in it, but for leaving."""
    assert application["status"] == "submitted", f"{step.kind}: of what is {application['status']}"
    assert is_leaving or step.actor not in involved(step.before, world, application), f"{step.kind}: not impartial"


JUDGES: Mapping[str, Callable[[Step, World, Change, Row], None]] = {
    "application": _application,
    "answer_page": _page,
    "application_partner": _partner,
    "formal_check": _check,
    "rule_verdict": _check,
    "review": _review,
    "score": _review,
    "discussion_note": _note,
    "decision": _decision,
    "decision_reason": _decision,
}


def hold(step: Step, world: World) -> None:
    """Everything that holds of a step that succeeded."""
    tells(step, world)
    for change in step.changes:
        application, _began = application_of(step, change)
        JUDGES[change.table](step, world, change, application)
