"""What applicants, partners and those who are neither try: to begin, write, ask, answer, send and withdraw."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from directory.accounts.permissions import Role
from grants.applications.models import SignedAs, TaskMode
from grants.partners.rules import Terms
from tests.grants.builders import ANSWERS
from tests.grants.stateful.cast import APPLICANTS, CAST, CLOSES, PARTNERS
from tests.grants.stateful.doors import Doors
from tests.grants.stateful.machine import OLD, Machine
from tests.grants.stateful.rows import Row

PAGES = {"who": ("4", "5"), "measure": ("1", "2"), "cooperation": ("9",), "money": ("36",)}
WHO = st.sampled_from(list(CAST))
FIT = st.sampled_from([True, True, True, False])
WHICH = st.integers(0, 3)
NAMES = st.sampled_from(["Koret", "Sanitetslaget"])
STALE = st.sampled_from([0, 0, 0, 0, OLD])
MONEY = st.sampled_from([500_000, 400_000, 120_000, 40_000])
MOMENTS = st.sampled_from(
    [
        timedelta(minutes=5),
        timedelta(minutes=61),
        timedelta(days=1),
        timedelta(days=5),
    ]
)
EDGES = st.sampled_from([timedelta(seconds=-2), timedelta(milliseconds=-600), timedelta(seconds=1)])


def asking_for(amount: int, *, is_even: bool = True) -> dict[str, Any]:
    """The page about money, whose budget adds up unless it is uneven."""
    planned = {"activity": {"1": amount if is_even else amount + 1}}
    return {"36": {"amounts": {"1": amount}, "budget": planned}}


def has_applications(machine: Machine) -> bool:
    """Whether there is something to try things on."""
    return bool(machine.rows.tables["application"])


class Applying(Machine):
    """The side of those who apply."""

    def right(self, row: Row, which: int, who: str, *, fit: bool) -> str:
        """Somebody who writes for the applicant, or anybody."""
        return self.who_writes(row["applicant_id"], which) if fit else who

    @precondition(
        lambda self: len(self.rows.tables["application"]) < (4 if self.turn % 9 == 8 else not self.is_closed and 3)
    )
    @rule(
        body=st.sampled_from(APPLICANTS),
        complete=FIT,
        other=st.sampled_from([None, *PARTNERS]),
        fit=FIT,
        who=WHO,
        amount=MONEY,
    )
    def begin(self, body: str, complete: bool, other: str | None, amount: int, *, fit: bool, who: str) -> None:
        by = self.who_writes(self.world.bodies[body], amount) if fit else who
        self.begin_one(body, other if other != body else None, amount, complete=complete, by=by)

    def begin_one(
        self, body: str, other: str | None, amount: int, *, complete: bool = True, by: str | None = None
    ) -> bool:
        """Begin an application with nearly everything answered, or nothing."""
        number = self.world.bodies[body]
        answers = deepcopy(ANSWERS) | asking_for(amount) if complete else {}
        answers.pop("1", None)  # the name of the measure is nothing that is known before
        taking_part = self.world.bodies[other] if other else None
        who = by or self.who_writes(number)
        return self.take("begin", who, Doors.begin, self.world.call_id, number, answers, taking_part)

    @precondition(has_applications)
    @rule(
        which=WHICH,
        page=st.sampled_from(list(PAGES)),
        amount=MONEY,
        even=FIT,
        words=st.sampled_from(["Vi er sammen.", "Alle er med.", ""]),
        stale=STALE,
        fit=FIT,
        who=WHO,
    )
    def write(
        self, which: int, page: str, amount: int, even: bool, words: str, *, stale: int, fit: bool, who: str
    ) -> None:
        row = self.chosen(which, status="draft") if fit else self.chosen(which)
        if row is None:
            return
        answers = deepcopy({code: ANSWERS[code] for code in PAGES[page]}) | {
            "36": asking_for(amount, is_even=even)["36"]
        }
        given = {code: answers[code] for code in PAGES[page]}
        if page == "cooperation":
            given["9"] = {"text": words}
        self.take("write", self.right(row, which, who, fit=fit), Doors.write, row["reference"], page, given, stale)

    @precondition(has_applications)
    @rule(
        which=WHICH,
        body=st.sampled_from([*PARTNERS, None]),
        name=st.sampled_from(["Koret", "Sanitetslaget"]),
        fit=FIT,
        who=WHO,
    )
    def add_partner(self, which: int, body: str | None, name: str, fit: bool, who: str) -> None:
        row = self.chosen(which, status="draft") if fit else self.chosen(which)
        if row is not None:
            number = self.world.bodies[body] if body else None
            by = self.right(row, which, who, fit=fit)
            self.take("add partner", by, Doors.add_partner, row["reference"], number, name)

    @precondition(lambda self: bool(self.rows.tables["application_partner"]))
    @rule(
        which=WHICH,
        task=st.sampled_from(["Følger", "Henter og bringer"]),
        mode=st.sampled_from(TaskMode),
        amount=st.sampled_from([0, 50_000, 100_000]),
        email=st.sampled_from(["", "koret@example.no", "ny@example.no"]),
        stale=STALE,
        fit=FIT,
        who=WHO,
    )
    def change_partner(
        self, which: int, task: str, mode: TaskMode, amount: int, email: str, *, stale: int, fit: bool, who: str
    ) -> None:
        row, partner = self.partner(which, fit=fit)
        by = self.right(row, which, who, fit=fit)
        terms = Terms(partner["name"], task, mode, None, amount)
        self.take("change partner", by, Doors.change_partner, row["reference"], partner["id"], terms, email, stale)

    def partner(self, which: int, *, fit: bool) -> tuple[Row, Row]:
        """A partner and its application: of a draft when there is one, or any."""
        partner = self.timely(which, "application_partner", "draft", fit=fit)
        return self.rows.tables["application"][partner["application_id"]], partner

    @precondition(lambda self: bool(self.rows.tables["application_partner"]))
    @rule(which=WHICH, fit=FIT, who=WHO)
    def remove_partner(self, which: int, fit: bool, who: str) -> None:
        row, partner = self.partner(which, fit=fit)
        by = self.right(row, which, who, fit=fit)
        self.take("remove partner", by, Doors.remove_partner, row["reference"], partner["id"])

    @precondition(lambda self: bool(self.rows.tables["application_partner"]))
    @rule(which=WHICH, fit=FIT, who=WHO)
    def ask_partner(self, which: int, fit: bool, who: str) -> None:
        row, partner = self.partner(which, fit=fit)
        by = self.right(row, which, who, fit=fit)
        self.take("ask partner", by, Doors.ask_partner, row["reference"], partner["id"])

    @precondition(lambda self: bool(self.rows.tables["application_partner"]))
    @rule(which=WHICH, takes_part=FIT, stale=STALE, fit=FIT, who=WHO)
    def answer(self, which: int, takes_part: bool, stale: int, fit: bool, who: str) -> None:
        row, partner = self.partner(which, fit=fit)
        by = self.who_writes(partner["body_id"], which) if fit and partner["body_id"] else who
        self.take("answer", by, Doors.answer, row["reference"], partner["id"], stale, takes_part=takes_part)

    @precondition(lambda self: bool(self.links))
    @rule(which=WHICH, newest=FIT, takes_part=FIT, stale=STALE)
    def answer_by_link(self, which: int, newest: bool, takes_part: bool, stale: int) -> None:
        links = list(self.links)
        if newest and self.rows.tables["application_partner"]:
            partner = self.timely(which, "application_partner", "draft", fit=True, confirmed_at=None)
            links = [link for link, number in self.links.items() if number == partner["id"]][-1:] or links
        token = links[which % len(links)]
        self.take("answer by link", None, Doors.answer_by_link, token, stale, takes_part=takes_part)

    @precondition(has_applications)
    @rule(which=WHICH, signed_as=st.sampled_from(SignedAs), stale=STALE, fit=FIT, who=WHO)
    def submit(self, which: int, signed_as: SignedAs, stale: int, fit: bool, who: str) -> None:
        row = self.chosen(which, status="draft") if fit else self.chosen(which)
        if row is not None:
            by = self.right(row, which, who, fit=fit)
            self.take("submit", by, Doors.submit, row["reference"], signed_as, stale)

    @precondition(has_applications)
    @rule(which=WHICH, meant=st.sampled_from([True, False, False]), fit=FIT, who=WHO)
    def withdraw(self, which: int, meant: bool, fit: bool, who: str) -> None:
        row = self.chosen(which)
        if row is not None and (meant or not fit):
            self.take("withdraw", self.right(row, which, who, fit=fit), Doors.withdraw, row["reference"])

    @precondition(has_applications)
    @rule(
        which=WHICH,
        meant=st.integers(0, 2),
        days=st.sampled_from([-1, 3, 20]),
        role=st.sampled_from([Role.CASEWORKER, Role.CASEWORKER, Role.LEAD, Role.REVIEWER]),
        wrong=st.sampled_from(["", "", "", "0"]),
    )
    def reopen(self, which: int, meant: int, days: int, role: Role, wrong: str) -> None:
        row = self.chosen(which)
        if row is not None and not meant:
            until = max(self.now, CLOSES) + timedelta(days=days)
            by = self.who_is(role, which)
            self.take("reopen", by, Doors.reopen, self.world.call_id, row["reference"] + wrong, until, "Strømbrudd.")

    @precondition(lambda self: self.turn >= self.waited + 6)
    @rule(moment=MOMENTS)
    def wait(self, moment: timedelta) -> None:
        self.now, self.waited = self.now + moment, self.turn

    @precondition(lambda self: self.turn >= self.waited + 20)
    @rule(edge=EDGES)
    def wait_for_the_close(self, edge: timedelta) -> None:
        self.now, self.waited = max(self.now, CLOSES + edge), self.turn

    @precondition(lambda self: self.turn >= self.sealed + 10)
    @rule()
    def seal_the_trail(self) -> None:
        self.sealed = self.turn
        self.seal()
