"""The same doors with their pages: each is a form sent by a browser in which somebody is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from grants.applications.models import SignedAs
from grants.decisions.rules import Proposal
from grants.eligibility.rules import Ruling
from grants.partners.rules import Terms
from grants.reviews.rules import Marks
from kernel.clock import local_date
from tests.builders import post
from tests.grants.stateful.cast import World
from tests.grants.stateful.rows import Row, Rows

READ = ("", "dossier/", "check/", "receipt/", "copy/", "decision/", "reviews/", "formal-check/", "review/")
HOME = "/grants/applications/"


@dataclass(frozen=True)
class Pages:
    """What one person's browser sends; versions are those of the rows, and a number added makes a stale one."""

    client: FlaskClient
    rows: Rows
    world: World
    turn: int
    person_id: int

    def _post(self, address: str, **sent: Any) -> TestResponse:
        return post(self.client, address, {name: value for name, value in sent.items() if value is not None})

    def _row(self, reference: str) -> Row:
        found = self.rows.one("application", reference=reference)
        assert found is not None
        return found

    def _version(self, table: str, stale: int, **wanted: Any) -> str:
        found = self.rows.one(table, **wanted)
        return str((found["version"] if found else 0) + stale)

    def begin(self, _call_id: int, body_id: int, answers: dict[str, Any], with_body: int | None) -> TestResponse:
        """Begin an application, write what is known of it, and add a partner."""
        begun = self._post("/grants/calls/T1/apply/", applicant=str(body_id))
        if begun.status_code != 303:
            return begun
        reference = begun.location.rstrip("/").rpartition("/")[2]
        for page, codes in {"who": ("4", "5"), "measure": ("2",), "cooperation": ("9",), "money": ("36",)}.items():
            given = {code: answers[code] for code in codes if code in answers}
            if given:
                written = self._write(reference, page, given, version="1")
                assert written.status_code == 303, f"{page}: {written.status_code}"
        if with_body:
            number = next(name for name, body in self.world.bodies.items() if body == with_body)
            self._register(reference, number)
        return begun

    def _write(self, reference: str, page: str, answers: Mapping[str, Mapping[str, Any]], version: str) -> TestResponse:
        sent: dict[str, Any] = {}
        for code, parts in answers.items():
            for name, value in parts.items():
                sent |= _fields(f"q{code}_{name}", value)
        return self._post(f"{HOME}{reference}/edit/{page}/", version=version, **sent)

    def write(self, reference: str, page: str, answers: Mapping[str, Mapping[str, Any]], stale: int) -> TestResponse:
        """Write a page, whose form holds what stands on it already."""
        kept = self.rows.one("answer_page", application_id=self._row(reference)["id"], page=page)
        assert kept is not None
        return self._write(reference, page, {**kept["answers"], **answers}, str(kept["version"] + stale))

    def _register(self, reference: str, body: str) -> TestResponse:
        address = f"{HOME}{reference}/edit/partners/new/register"
        return self._post(address, **self.world.numbers[body])

    def add_partner(self, reference: str, body_id: int | None, name: str) -> TestResponse:
        """Add a partner from the register, or one with a name and an address."""
        if body_id is not None:
            return self._register(reference, next(key for key, body in self.world.bodies.items() if body == body_id))
        return self._post(f"{HOME}{reference}/edit/partners/new/", name=name, email="koret@example.no")

    def change_partner(self, reference: str, partner_id: int, terms: Terms, email: str, stale: int) -> TestResponse:
        """Change what a partner is asked, or where."""
        return self._post(
            f"{HOME}{reference}/edit/partners/{partner_id}/",
            name=terms.name,
            task=terms.task,
            mode=terms.mode.value,
            hours=None if terms.hours is None else str(terms.hours),
            amount=str(terms.amount),
            email=email,
            version=self._version("application_partner", stale, id=partner_id),
        )

    def remove_partner(self, reference: str, partner_id: int) -> TestResponse:
        """Take a partner out."""
        return self._post(f"{HOME}{reference}/edit/partners/{partner_id}/remove")

    def ask_partner(self, reference: str, partner_id: int) -> TestResponse:
        """Ask a partner to confirm."""
        return self._post(f"{HOME}{reference}/edit/partners/{partner_id}/ask")

    def answer(self, reference: str, partner_id: int, stale: int, *, takes_part: bool) -> TestResponse:
        """Confirm or decline for one's own body."""
        version = self._version("application_partner", stale, id=partner_id)
        pressed = {"confirm" if takes_part else "decline": "y"}
        return self._post(f"{HOME}{reference}/confirmation/{partner_id}", version=version, **pressed)

    def answer_by_link(self, token: str, stale: int, *, takes_part: bool) -> TestResponse:
        """Confirm or decline by the link of a mail; it may be an old one."""
        version = self._version("application_partner", stale, id=int(token.partition("-")[0]))
        pressed = {"confirm" if takes_part else "decline": "y"}
        return self._post(f"/grants/invitations/{token}/", version=version, name="Åse", **pressed)

    def submit(self, reference: str, signed_as: SignedAs, stale: int) -> TestResponse:
        """Send an application."""
        row = self._row(reference)
        pages = self.rows.of("answer_page", application_id=row["id"])
        version = str(row["version"] + sum(page["version"] for page in pages) + stale)
        return self._post(f"{HOME}{reference}/submit", signed_as=signed_as.value, confirmed="y", version=version)

    def withdraw(self, reference: str) -> TestResponse:
        """Withdraw an application."""
        return self._post(f"{HOME}{reference}/withdraw/")

    def reopen(self, _call_id: int, reference: str, until: datetime, reason: str) -> TestResponse:
        """Reopen an application for one applicant."""
        day = local_date(until).strftime("%d.%m.%Y")
        return self._post("/grants/calls/T1/reopening/", reference=reference, until=day, reason=reason)

    def say(self, reference: str, rulings: Mapping[str, Ruling], excluded: int, stale: int) -> TestResponse:
        """Say what holds of the rules."""
        version = self._version("formal_check", stale, application_id=self._row(reference)["id"])
        sent = {f"{code}_verdict": each.verdict.value for code, each in rulings.items()}
        sent |= {f"{code}_reason": each.reason for code, each in rulings.items()}
        return self._post(f"{HOME}{reference}/formal-check/", version=version, excluded=str(excluded), **sent)

    def conclude(self, reference: str, stale: int) -> TestResponse:
        """Conclude the formal check with what has been said."""
        check = self.rows.one("formal_check", application_id=self._row(reference)["id"])
        said = self.rows.of("rule_verdict", check_id=check["id"]) if check else []
        sent = {f"{each['rule']}_verdict": str(each["verdict"]) for each in said}
        sent |= {f"{each['rule']}_reason": each["reason"] for each in said}
        excluded, version = (check["excluded_amount"], check["version"]) if check else (0, 0)
        kept = {"version": str(version + stale), "excluded": str(excluded), "conclude": "1"}
        return self._post(f"{HOME}{reference}/formal-check/", **kept, **sent)

    def assign(self, reference: str, reviewer_id: int) -> TestResponse:
        """Give an application to a reviewer."""
        return self._post(f"{HOME}{reference}/reviews/assign", reviewer=str(reviewer_id))

    def disqualify(self, reference: str, reviewer_id: int, ground: str) -> TestResponse:
        """Disqualify somebody else."""
        review = self.rows.one("review", application_id=self._row(reference)["id"], reviewer_id=reviewer_id)
        number = review["id"] if review else 0
        return self._post(f"{HOME}{reference}/reviews/{number}/disqualify", **{f"review-{number}-ground": ground})

    def declare(self, reference: str, ground: str) -> TestResponse:
        """Declare oneself impartial, or disqualified when there is a ground."""
        declared = "connected" if ground else "impartial"
        return self._post(f"{HOME}{reference}/review/declare", declared=declared, ground=ground)

    def _own(self, reference: str) -> Row | None:
        return self.rows.one("review", application_id=self._row(reference)["id"], reviewer_id=self.person_id)

    def score(self, reference: str, marks: Mapping[str, Marks], stale: int, **more: str) -> TestResponse:
        """Write points."""
        own = self._own(reference)
        sent = {f"{code}_points": "" if each.points is None else str(each.points) for code, each in marks.items()}
        sent |= {f"{code}_reason": each.reason for code, each in marks.items()}
        version = str((own["version"] if own else 0) + stale)
        return self._post(f"{HOME}{reference}/review/", version=version, **sent, **more)

    def send_review(self, reference: str, stale: int) -> TestResponse:
        """Send one's review with the points that are written."""
        own = self._own(reference)
        given = self.rows.of("score", review_id=own["id"]) if own else []
        marks = {each["criterion"]: Marks(each["points"], each["reason"]) for each in given}
        return self.score(reference, marks, stale, send="1")

    def take_up(self, reference: str, stale: int) -> TestResponse:
        """Take one's review up again."""
        own = self._own(reference)
        return self._post(f"{HOME}{reference}/review/take-up", version=str((own["version"] if own else 0) + stale))

    def note(self, reference: str, criterion: str, text: str, stale: int) -> TestResponse:
        """Write what came of talking about a difference."""
        number = self._row(reference)["id"]
        version = self._version("discussion_note", stale, application_id=number, criterion=criterion)
        sent = {f"{criterion}-text": text, f"{criterion}-version": version}
        return self._post(f"{HOME}{reference}/reviews/notes/{criterion}", **sent)

    def propose(self, reference: str, proposal: Proposal, stale: int) -> TestResponse:
        """Propose a decision."""
        return self._post(
            f"{HOME}{reference}/decision/proposal/",
            version=self._version("decision", stale, application_id=self._row(reference)["id"]),
            outcome=proposal.outcome.value,
            amount=str(proposal.amount),
            further_years=str(proposal.further_years),
            summary=proposal.summary,
            legal_basis=proposal.legal_basis,
            appeal_right=proposal.appeal_right.value,
            appeal_days=str(proposal.appeal_days),
            **{f"{code}_reason": text for code, text in proposal.reasons.items()},
        )

    def send_back(self, reference: str, remark: str, stale: int) -> TestResponse:
        """Return a proposal."""
        version = self._version("decision", stale, application_id=self._row(reference)["id"])
        return self._post(f"{HOME}{reference}/decision/return", version=version, remark=remark)

    def make(self, reference: str, stale: int) -> TestResponse:
        """Make a decision."""
        version = self._version("decision", stale, application_id=self._row(reference)["id"])
        return self._post(f"{HOME}{reference}/decision/make", version=version)

    def reads(self, reference: str) -> TestResponse:
        """Open one of an application's pages."""
        return self.client.get(f"{HOME}{reference}/{READ[self.turn % len(READ)]}")


def _fields(name: str, value: Any) -> dict[str, Any]:
    """A part's value as the fields of the form hold it."""
    if not isinstance(value, dict):
        return {name: value}
    rows = value if all(isinstance(each, dict) for each in value.values()) else {"asked": value}
    return {f"{name}-{row}-{year}": str(amount) for row, years in rows.items() for year, amount in years.items()}
