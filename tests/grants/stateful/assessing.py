"""What the directorate and those who are not of it try: to check, assign, declare, score, talk, propose and decide."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from directory.accounts.permissions import Role
from grants.decisions.models import Outcome
from grants.decisions.rules import Proposal
from grants.eligibility.checking import CODES
from grants.eligibility.models import Verdict
from grants.eligibility.rules import Ruling
from grants.reviews.rules import Marks
from tests.grants.stateful import standing
from tests.grants.stateful.applying import FIT, STALE, WHICH, WHO, Applying
from tests.grants.stateful.cast import FRAME
from tests.grants.stateful.doors import Doors
from tests.grants.stateful.machine import Machine
from tests.grants.stateful.rows import Row
from tests.grants.stateful.standing import WEIGHTS

REASONS = dict.fromkeys(WEIGHTS, "Fordi.")
POINTS = st.sampled_from([(5, 4), (5, 4), (4, 4), (3, 3), (4, 2), (2, 2), (1, 5), (0, 1), (5, None), (6, 0)])
WRONG = st.sampled_from([None, None, None, None, ("EL9", Verdict.REJECTED), ("EL10", Verdict.MISSING)])


def is_sent(machine: Machine) -> bool:
    """Whether the directorate has something before it."""
    return bool(machine.rows.of("application", status="submitted"))


def has_reviews(machine: Machine) -> bool:
    """Whether somebody has been asked to review."""
    return bool(machine.rows.tables["review"])


def granting(amount: int) -> Proposal:
    """The proposal that the applicant hopes for."""
    return Proposal(Outcome.GRANTED, "Slik ble det.", "Kap. 765.", amount=amount, reasons=REASONS)


class Assessing(Applying):
    """The side of those who decide."""

    def before_office(self, which: int, *, fit: bool) -> Row:
        """An application that is before the directorate, or any."""
        row = self.chosen(which, status="submitted") if fit else self.chosen(which)
        assert row is not None
        return row

    @precondition(is_sent)
    @rule(which=WHICH, wrong=WRONG, excluded=st.sampled_from([0, 0, 100_000, 10**9]), stale=STALE, fit=FIT, who=WHO)
    def say(
        self, which: int, wrong: tuple[str, Verdict] | None, excluded: int, stale: int, fit: bool, *, who: str
    ) -> None:
        row = self.before_office(which, fit=fit)
        rulings = {code: Ruling(Verdict.OK) for code in CODES}
        if wrong:
            rulings[wrong[0]] = Ruling(wrong[1], "Fordi.")
        by = self.who_is(Role.CASEWORKER, which) if fit else who
        self.take("say", by, Doors.say, row["reference"], rulings, excluded, stale)

    @precondition(is_sent)
    @rule(which=WHICH, stale=STALE, fit=FIT, who=WHO)
    def conclude(self, which: int, stale: int, fit: bool, who: str) -> None:
        row = self.before_office(which, fit=fit)
        by = self.who_is(Role.CASEWORKER, which) if fit else who
        self.take("conclude", by, Doors.conclude, row["reference"], stale)

    @precondition(is_sent)
    @rule(which=WHICH, whom=WHO, reviewer=st.integers(0, 6), fit=FIT, who=WHO)
    def assign(self, which: int, whom: str, reviewer: int, fit: bool, who: str) -> None:
        row = self.before_office(which, fit=fit)
        by = self.who_is(Role.CASEWORKER, which) if fit else who
        named = self.who_is(Role.REVIEWER, reviewer) if fit else whom
        self.take("assign", by, Doors.assign, row["reference"], self.world.people[named].id)

    def review(self, which: int, who: str, *, fit: bool, **wanted: str) -> tuple[str, str, Row]:
        """An application's reference, a reviewer of it or anybody, and the review."""
        review = self.timely(which, "review", fit=fit, **wanted)
        by = self.named(review["reviewer_id"]) if fit else who
        return self.reference_of(review["application_id"]), by, review

    @precondition(has_reviews)
    @rule(which=WHICH, ground=st.sampled_from(["", "", "", "Søster"]), fit=FIT, who=WHO)
    def declare(self, which: int, ground: str, fit: bool, who: str) -> None:
        reference, by, _review = self.review(which, who, fit=fit, status="assigned")
        self.take("declare impartial" if not ground else "declare disqualified", by, Doors.declare, reference, ground)

    @precondition(has_reviews)
    @rule(which=WHICH, ground=st.sampled_from(["Nabo", "Nabo", ""]), meant=st.integers(0, 2), fit=FIT, who=WHO)
    def disqualify(self, which: int, ground: str, meant: int, fit: bool, who: str) -> None:
        if meant:
            return
        reference, _by, review = self.review(which, who, fit=fit)
        by = self.who_is(Role.CASEWORKER, which) if fit else who
        self.take("disqualify", by, Doors.disqualify, reference, review["reviewer_id"], ground)

    @precondition(has_reviews)
    @rule(which=WHICH, points=POINTS, stale=STALE, fit=FIT, who=WHO)
    def score(self, which: int, points: tuple[int, int | None], stale: int, fit: bool, who: str) -> None:
        reference, by, _review = self.review(which, who, fit=fit, status="declared")
        marks = {code: Marks(each, "Fordi.") for code, each in zip(WEIGHTS, points, strict=True)}
        self.take("score", by, Doors.score, reference, marks, stale)

    @precondition(has_reviews)
    @rule(which=WHICH, stale=STALE, fit=FIT, who=WHO)
    def send_review(self, which: int, stale: int, fit: bool, who: str) -> None:
        reference, by, _review = self.review(which, who, fit=fit, status="declared")
        self.take("send review", by, Doors.send_review, reference, stale)

    @precondition(has_reviews)
    @rule(which=WHICH, stale=STALE, fit=FIT, who=WHO)
    def take_up(self, which: int, stale: int, fit: bool, who: str) -> None:
        reference, by, _review = self.review(which, who, fit=fit, status="submitted")
        self.take("take up", by, Doors.take_up, reference, stale)

    @precondition(lambda self: bool(self.rows.tables["discussion_note"]))
    @rule(which=WHICH, text=st.sampled_from(["Enige.", "Enige.", ""]), stale=STALE, fit=FIT, who=WHO)
    def note(self, which: int, text: str, stale: int, fit: bool, who: str) -> None:
        raised = self.timely(which, "discussion_note", fit=fit)
        sent = self.rows.of("review", application_id=raised["application_id"], status="submitted")
        able = [self.who_is(Role.CASEWORKER, which), *(self.named(each["reviewer_id"]) for each in sent)]
        by = able[which % len(able)] if fit else who
        self.take("note", by, Doors.note, self.reference_of(raised["application_id"]), raised["criterion"], text, stale)

    @precondition(is_sent)
    @rule(
        which=WHICH,
        outcome=st.sampled_from(Outcome),
        amount=st.sampled_from(["all", "all", "some", "too much", "nothing"]),
        stale=STALE,
        fit=FIT,
        who=WHO,
    )
    def propose(self, which: int, outcome: Outcome, amount: str, stale: int, fit: bool, *, who: str) -> None:
        row = self.before_office(which, fit=fit)
        eligible = self.eligible(row)
        money = {"all": eligible, "some": eligible // 2, "too much": eligible + 1, "nothing": 0}[amount]
        if fit and outcome in {Outcome.REJECTED, Outcome.DISMISSED}:
            money = 0
        by = self.who_is(Role.CASEWORKER, which) if fit else who
        proposal = (
            self.following(row)
            if fit and amount != "some"
            else Proposal(outcome, "Slik ble det.", "Kap. 765.", amount=money, reasons=REASONS)
        )
        self.take("propose", by, Doors.propose, row["reference"], proposal, stale)

    def eligible(self, row: Row) -> int:
        """What can be granted of the first year."""
        check = self.rows.one("formal_check", application_id=row["id"])
        sent = row["snapshot"]["eligible"] if row["snapshot"] else 0
        return max(0, sent - (check["excluded_amount"] if check else 0))

    def following(self, row: Row) -> Proposal:
        """The proposal that follows from check, points and money."""
        check = self.rows.one("formal_check", application_id=row["id"])
        reviews = standing.counting(self.rows, row)
        spent = sum(each["amount"] for each in self.rows.of("decision", status="made"))
        eligible, outcome, amount = self.eligible(row), Outcome.REJECTED, 0
        if check is not None and check["status"] == "failed":
            outcome = Outcome.DISMISSED
        elif len(reviews) > 1:
            total, least = standing.score_of(reviews)
            if total >= 50 and least >= 2 and min(eligible, FRAME - spent) > 0:
                amount = min(eligible, FRAME - spent)
                outcome = Outcome.GRANTED if amount == eligible else Outcome.PARTLY
        return Proposal(outcome, "Slik ble det.", "Kap. 765.", amount=amount, reasons=REASONS)

    @precondition(lambda self: bool(self.rows.tables["decision"]))
    @rule(which=WHICH, remark=st.sampled_from(["Se på K1.", ""]), stale=STALE, fit=FIT, who=WHO)
    def send_back(self, which: int, remark: str, stale: int, fit: bool, who: str) -> None:
        decision = self.timely(which, "decision", fit=fit, status="proposed")
        by = self.who_is(Role.LEAD, which) if fit else who
        self.take("send back", by, Doors.send_back, self.reference_of(decision["application_id"]), remark, stale)

    @precondition(lambda self: bool(self.rows.tables["decision"]))
    @rule(which=WHICH, stale=STALE, fit=FIT, who=WHO)
    def make(self, which: int, stale: int, fit: bool, who: str) -> None:
        decision = self.timely(which, "decision", fit=fit, status="proposed")
        by = self.who_is(Role.LEAD, which) if fit else who
        self.take("make", by, Doors.make, self.reference_of(decision["application_id"]), stale)
