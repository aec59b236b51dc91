"""What is read, and what a random run would seldom reach by itself: the natural next step, some times over."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from directory.accounts.permissions import Role, Viewer
from grants.applications.models import SignedAs, TaskMode
from grants.dossiers.rules import Edition
from grants.eligibility.checking import CODES
from grants.eligibility.models import Verdict
from grants.eligibility.rules import Ruling
from grants.partners.rules import Terms
from grants.reviews.rules import Marks
from tests.grants.builders import ANSWERS
from tests.grants.stateful import standing
from tests.grants.stateful.applying import FIT, WHICH, WHO, has_applications
from tests.grants.stateful.assessing import Assessing, granting
from tests.grants.stateful.cast import APPLICANTS, CAST, CLOSES, OFFICE, PARTNERS
from tests.grants.stateful.doors import Doors
from tests.grants.stateful.rows import Row
from tests.grants.stateful.standing import WEIGHTS, involved

GOOD = st.sampled_from(
    [
        ((5, 4), (5, 4), (5, 4)),
        ((4, 3), (4, 4), (4, 4)),
        ((3, 3), (3, 3), (3, 3)),
        ((2, 4), (1, 4), (1, 4)),
        ((5, 4), (2, 4), (4, 4)),
        ((1, 5), (5, 5), (5, 4)),
    ]
)
LARGE = st.sampled_from([500_000, 450_000])
DEPTHS = st.lists(st.sampled_from([0, 1, 3, 5, 8, 11, 14, 16, 18, 20, 24, 24]), min_size=2, max_size=3)
REVIEWERS = tuple(name for name, held in CAST.items() if Role.REVIEWER in dict(held))
Points = tuple[tuple[int, int], ...]


class Whole(Assessing):
    """Everybody, with somebody who reads and somebody who wants to get on."""

    @initialize(depths=DEPTHS, points=GOOD, amount=LARGE)
    def earlier(self, depths: list[int], points: Points, amount: int) -> None:
        """Begin some applications, and let each come some way before chance takes over."""
        for place, depth in enumerate(depths):
            body, partner = (APPLICANTS * 2)[place], PARTNERS[place + depth % 3]
            self.begin_one(body, partner if partner != body else None, amount)
            for _ in range(depth):
                row = self.chosen(place)
                if row is None or not self.next_step(row, points):
                    break

    @precondition(has_applications)
    @rule(which=WHICH, fit=FIT, reader=st.integers(0, 20), who=WHO)
    def read(self, which: int, fit: bool, reader: int, who: str) -> None:
        row = self.chosen(which)
        assert row is not None
        readers = [name for name, each in self.world.people.items() if standing.sees(self.rows, self.world, each, row)]
        self.take("read", readers[reader % len(readers)] if fit and readers else who, self.reads, row["reference"])

    def reads(self, doors: Doors, reference: str) -> None:
        """Read a dossier, which shows nobody more than it is to see."""
        shown = doors.read(reference)
        viewer, row = doors.viewer, self.rows.one("application", reference=reference)
        assert row is not None
        assert row["status"] != "draft"
        assert standing.sees(self.rows, self.world, viewer, row), f"{viewer.name} read what it may not see"
        self._shows_no_more(shown.edition, viewer, row, {review.reviewer_id for review in shown.reviews})
        if shown.edition is not Edition.DIRECTORATE:
            assert not shown.notes
            assert (shown.scoring is None) == (shown.decision is None) == (row["status"] != "decided")

    def _shows_no_more(self, edition: Edition, viewer: Viewer, row: Row, authors: set[int]) -> None:
        review = self.rows.one("review", application_id=row["id"], reviewer_id=viewer.id)
        if edition is Edition.DIRECTORATE:
            assert self.world.holds(viewer.id, OFFICE)
            assert review is None
            assert viewer.id not in involved(self.rows, self.world, row)
        else:
            assert authors <= {viewer.id}
        assert review is None or review["status"] in {"declared", "submitted"}

    @precondition(has_applications)
    @rule(which=WHICH, times=st.integers(1, 8), points=GOOD)
    def go_on(self, which: int, times: int, points: Points) -> None:
        for _ in range(times):
            row = self.chosen(which)
            if row is None or not self.next_step(row, points):
                return

    def next_step(self, row: Row, points: Points) -> bool:
        """Do what naturally comes next with an application; whether anything came of it."""
        reference = row["reference"]
        if row["status"] == "draft":
            return self.draft_on(row, points)
        if row["status"] != "submitted":
            return False
        if self.turn % 19 == 0:
            until = max(self.now, CLOSES) + timedelta(days=3)
            return self.take("reopen", "caseworker", Doors.reopen, row["call_id"], reference, until, "Strømbrudd.")
        check = self.rows.one("formal_check", application_id=row["id"])
        if check is None or check["status"] == "open" or check["concluded_at"] < row["submitted_at"]:
            return self.settle_check(reference)
        return (check["status"] == "passed" and self.review_on(row, points)) or self.decide(row)

    def draft_on(self, row: Row, points: Points) -> bool:
        """Name the measure, get the partners to confirm, and send."""
        reference, by = row["reference"], self.who_writes(row["applicant_id"])
        if not row["title"]:
            return self.take("write", by, Doors.write, reference, "measure", {"1": ANSWERS["1"]}, 0)
        choir, there = self.world.bodies["choir"], self.rows.of("application_partner", application_id=row["id"])
        if row["reopened_until"] and self.turn % 2 and choir not in {each["body_id"] for each in there}:
            return self.take("add partner", by, Doors.add_partner, reference, choir, "")
        for partner in there:
            done = self.partner_on(reference, by, partner, is_willing=points[0][0] > 3)
            if done is not None:
                return done
        is_friends = row["applicant_id"] == self.world.bodies["friends"]
        signed = SignedAs.CHAIR if is_friends else SignedAs.MUNICIPAL_DIRECTOR
        return self.take("submit", by, Doors.submit, reference, signed, 0)

    def partner_on(self, reference: str, by: str, partner: Row, *, is_willing: bool) -> bool | None:
        """Give a partner a task, ask it, or let it answer; None when nothing is left to do, or nothing can be done."""
        number, is_ours = partner["id"], partner["body_id"] is not None
        email = "" if is_ours else "koret@example.no"
        if not partner["task"] or (partner["confirmed_at"] and self.turn % 4 == 0 and partner["amount"] > 10_000):
            amount = 10_000 if partner["task"] else 50_000
            terms = Terms(partner["name"], "Følger", TaskMode.BOTH, 40, amount)
            return self.take("change partner", by, Doors.change_partner, reference, number, terms, email, 0)
        if self.is_closed or partner["declined_at"]:
            return None
        if not partner["invited_at"]:
            return self.take("ask partner", by, Doors.ask_partner, reference, number)
        if partner["confirmed_at"] or not is_willing:
            return None
        if is_ours and self.turn % 2:
            one = self.who_writes(partner["body_id"])
            return self.take("answer", one, Doors.answer, reference, number, 0, takes_part=True)
        link = [link for link, each in self.links.items() if each == number][-1]
        return self.take("answer by link", None, Doors.answer_by_link, link, 0, takes_part=True)

    def settle_check(self, reference: str) -> bool:
        """Say that everything is in order, and conclude."""
        fine = {code: Ruling(Verdict.OK) for code in CODES}
        self.take("say", "caseworker", Doors.say, reference, fine, 0, 0)
        return self.take("conclude", "colleague", Doors.conclude, reference, 0)

    def review_on(self, row: Row, points: Points) -> bool:
        """Do what comes next in a review, if something does."""
        reference, reviews = row["reference"], self.rows.of("review", application_id=row["id"])
        standing_ones = [each for each in reviews if each["status"] != "disqualified"]
        for note in self.rows.of("discussion_note", application_id=row["id"], text=""):
            by = "caseworker" if self.turn % 3 else "lead"
            return self.take("note", by, Doors.note, reference, note["criterion"], "Enige.", 0)
        for place, review in enumerate(standing_ones):
            if review["reviewer_id"] in involved(self.rows, self.world, row):
                return self.take("disqualify", "caseworker", Doors.disqualify, reference, review["reviewer_id"], "Med.")
            by, is_scored = self.named(review["reviewer_id"]), self.rows.of("score", review_id=review["id"])
            if review["status"] == "assigned":
                ground = "Søster" if self.turn % 5 == 0 else ""
                kind = "declare disqualified" if ground else "declare impartial"
                return self.take(kind, by, Doors.declare, reference, ground)
            if review["status"] == "submitted" and review["submitted_at"] < row["submitted_at"]:
                return self.take("take up", by, Doors.take_up, reference, 0)
            if review["status"] == "declared":
                marks = {code: Marks(each, "Fordi.") for code, each in zip(WEIGHTS, points[place], strict=True)}
                is_whole = bool(is_scored) or self.take("score", by, Doors.score, reference, marks, 0)
                return is_whole and self.take("send review", by, Doors.send_review, reference, 0)
        taken = {each["reviewer_id"] for each in reviews} | involved(self.rows, self.world, row)
        start = self.turn % len(REVIEWERS)
        free = [name for name in REVIEWERS[start:] + REVIEWERS[:start] if self.world.people[name].id not in taken]
        is_settled = len(standing_ones) == 3 or not self.rows.of("discussion_note", application_id=row["id"])
        if (len(standing_ones) < 2 or not is_settled) and free:
            return self.take("assign", "caseworker", Doors.assign, reference, self.world.people[free[0]].id)
        return False

    def decide(self, row: Row) -> bool:
        """Propose what somebody hopes for or else what follows, or make what is proposed; whoever may."""
        reference, decision = row["reference"], self.rows.one("decision", application_id=row["id"])
        if decision is not None and decision["status"] == "proposed":
            if self.turn % 3 == 0:
                return self.take("send back", "lead", Doors.send_back, reference, "Se på K1.", 0)
            somebody = self.who_is(Role.LEAD, self.turn)
            return any(self.take("make", by, Doors.make, reference, 0) for by in (somebody, "lead"))
        somebody, hoped = self.who_is(Role.CASEWORKER, self.turn), granting(self.eligible(row))
        tries = [(somebody, hoped), ("caseworker", hoped)] if self.turn % 2 else [(somebody, self.following(row))]
        tries.append(("caseworker", self.following(row)))
        return any(self.take("propose", by, Doors.propose, reference, proposal, 0) for by, proposal in tries)
