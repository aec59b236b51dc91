"""The doors of the wing without their pages: who may knock, what is seen, and then the action, as the views do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden, NotFound

from directory.accounts.models import Person
from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from grants.applications import actions as applications
from grants.applications import queries
from grants.applications.models import Application, Partner, SignedAs
from grants.applications.prefill import Filled
from grants.applications.rules import ensure_may_write, ensure_own
from grants.calls.models import Call
from grants.decisions import actions as decisions
from grants.decisions.models import Decision
from grants.decisions.queries import decision_of
from grants.decisions.rules import Proposal
from grants.dossiers import queries as dossiers
from grants.dossiers.rules import edition_for, ensure_may_open, ensure_sent
from grants.eligibility import actions as eligibility
from grants.eligibility.models import FormalCheck
from grants.eligibility.queries import check_of, involved_in
from grants.eligibility.rules import Ruling, ensure_impartial
from grants.partners import actions as partners
from grants.partners import queries as partner_queries
from grants.partners.rules import Answer, Terms
from grants.reviews import actions as reviews
from grants.reviews.models import Review
from grants.reviews.queries import disqualified, get_own, notes_of, review_of
from grants.reviews.rules import Marks, ensure_not_disqualified
from grants.submissions import actions as submissions
from grants.submissions.queries import named
from grants.submissions.rules import ensure_no_part, version_of
from kernel.lifecycle import ensure_current
from tests.grants.assessing import plainly

OFFICE = (Permission.APPLICATION_CHECK, Permission.DECISION_MAKE, Permission.REVIEW_WRITE)


@dataclass(frozen=True)
class Doors:
    """The doors as they stand open to one person at one moment; a number added to a version makes it a stale one."""

    session: Session
    viewer: Viewer
    now: datetime

    @property
    def _by(self) -> dict[str, Any]:
        return {"actor_id": self.viewer.id, "at": self.now}

    def _knock(self, *permissions: Permission) -> None:
        if not any(self.viewer.may(permission) for permission in permissions):
            raise Forbidden

    def _find(self, reference: str, *permissions: Permission) -> Application:
        self._knock(*permissions)
        self._wall(reference)
        return queries.get_visible(self.session, reference, viewer=self.viewer, lock=True)

    def _own(self, reference: str) -> Application:
        application = self._find(reference, Permission.APPLICATION_WRITE)
        ensure_may_write(application, self.viewer)
        return application

    def _wall(self, reference: str) -> None:
        """Stop who is disqualified, whatever other role it comes in."""
        gone = disqualified(self.session, reference, viewer=self.viewer)
        if gone is not None and any(self.viewer.may(permission) for permission in OFFICE):
            ensure_not_disqualified(gone)

    def begin(self, call_id: int, body_id: int, answers: dict[str, Any], with_body: int | None) -> None:
        """Begin an application, from what is known or from nothing."""
        self._knock(Permission.APPLICATION_WRITE)
        call, applicant = self.session.get_one(Call, call_id), queries.writer(self.session, self.viewer, body_id)
        others = [self.session.get_one(Body, with_body)] if with_body else []
        filled, by = Filled(answers, {}), self.viewer.id
        applications.begin(
            self.session, call, applicant, filled, partners=others, language="nb", actor_id=by, now=self.now
        )

    def write(self, reference: str, page: str, answers: Mapping[str, Mapping[str, Any]], stale: int) -> None:
        """Write a page."""
        folder = queries.folder(self.session, self._own(reference))
        found = folder.content.page(page)
        assert found is not None
        version = folder.version(found) + stale
        applications.write(self.session, folder, found, answers, version=version, **self._by)

    def add_partner(self, reference: str, body_id: int | None, name: str) -> None:
        """Add a partner from the register, or one with a name and an address."""
        application = self._own(reference)
        there = queries.partners_of(self.session, application)
        body = self.session.get_one(Body, body_id) if body_id else None
        who = {"name": body.full_name, "body": body} if body else {"name": name, "email": "koret@example.no"}
        partners.add(self.session, application, there, **who, **self._by)

    def _partner(self, reference: str, partner_id: int) -> Partner:
        there = queries.partners_of(self.session, self._own(reference))
        found = next((each for each in there if each.id == partner_id), None)
        if found is None:
            raise NotFound
        return found

    def change_partner(self, reference: str, partner_id: int, terms: Terms, email: str, stale: int) -> None:
        """Change what a partner is asked, or where."""
        found = self._partner(reference, partner_id)
        partners.change(self.session, found, terms, email=email, version=found.version + stale, **self._by)

    def remove_partner(self, reference: str, partner_id: int) -> None:
        """Take a partner out."""
        partners.remove(self.session, self._partner(reference, partner_id), **self._by)

    def ask_partner(self, reference: str, partner_id: int) -> None:
        """Ask a partner to confirm."""
        found = self._partner(reference, partner_id)
        is_reached = found.id in partner_queries.reached(self.session, [found])
        by = self.viewer.id
        partners.ask(self.session, found, is_reached=is_reached, actor_id=by, now=self.now)

    def answer(self, reference: str, partner_id: int, stale: int, *, takes_part: bool) -> None:
        """Confirm or decline for one's own body."""
        application = self._find(reference, Permission.APPLICATION_WRITE)
        asked = partner_queries.asked_of(self.session, application, self.viewer)
        found = next((each for each in asked if each.id == partner_id), None)
        if found is None:
            raise NotFound
        said = Answer(takes_part, self.viewer.name, self.viewer.id, found.version + stale)
        partners.answer(self.session, found, said, now=self.now)

    def answer_by_link(self, token: str, stale: int, *, takes_part: bool) -> None:
        """Confirm or decline by the link of a mail; it may be an old one."""
        found = partner_queries.by_token(self.session, token, lock=True)
        if found is None:
            raise NotFound
        said = Answer(takes_part, "Åse", None, found.version + stale)
        partners.answer(self.session, found, said, now=self.now)

    def submit(self, reference: str, signed_as: SignedAs, stale: int) -> None:
        """Send an application."""
        application = self._find(reference, Permission.APPLICATION_WRITE)
        ensure_own(application, self.viewer)
        folder = queries.folder(self.session, application)
        submissions.submit(
            self.session,
            folder,
            signed_as=signed_as,
            actor=self.session.get_one(Person, self.viewer.id),
            version=version_of(folder) + stale,
            now=self.now,
        )

    def withdraw(self, reference: str) -> None:
        """Withdraw an application."""
        application = self._find(reference, Permission.APPLICATION_WRITE)
        ensure_own(application, self.viewer)
        submissions.withdraw(self.session, application, **self._by)

    def reopen(self, call_id: int, reference: str, until: datetime, reason: str) -> None:
        """Reopen an application for one applicant."""
        self._knock(Permission.APPLICATION_CHECK)
        found, by = named(self.session, self.session.get_one(Call, call_id), reference), self.viewer.id
        ensure_no_part(self.viewer, found)
        submissions.reopen(self.session, found, reason=reason, until=until, actor_id=by, now=self.now)

    def _examined(self, reference: str) -> tuple[Application, FormalCheck | None]:
        application = self._find(reference, Permission.APPLICATION_CHECK)
        ensure_impartial(self.viewer.id, involved_in(self.session, application))
        return application, check_of(self.session, application.id)

    def say(self, reference: str, rulings: Mapping[str, Ruling], excluded: int, stale: int) -> None:
        """Open the formal check when it is not, and say what holds of the rules."""
        application, known = self._examined(reference)
        ensure_current((known.version if known else 0) + stale, known.version if known else 0)
        check = eligibility.open_check(self.session, application, write=plainly, **self._by)
        self.session.flush()
        version = check.version
        eligibility.say(self.session, check, rulings, excluded_amount=excluded, version=version, **self._by)

    def conclude(self, reference: str, stale: int) -> None:
        """Conclude the formal check."""
        _application, check = self._examined(reference)
        if check is None:
            raise NotFound
        eligibility.conclude(self.session, check, version=check.version + stale, **self._by)

    def assign(self, reference: str, reviewer_id: int) -> None:
        """Give an application to a reviewer."""
        application = self._find(reference, Permission.APPLICATION_CHECK)
        ensure_impartial(self.viewer.id, involved_in(self.session, application))
        reviews.assign(self.session, application, reviewer_id, **self._by)

    def disqualify(self, reference: str, reviewer_id: int, ground: str) -> None:
        """Disqualify somebody else."""
        application = self._find(reference, Permission.APPLICATION_CHECK)
        wanted = select(Review).where(Review.application_id == application.id, Review.reviewer_id == reviewer_id)
        found = self.session.scalar(wanted)
        if found is None:
            raise NotFound
        reviews.disqualify(self.session, found, ground=ground, **self._by)

    def _review(self, reference: str) -> Review:
        self._knock(Permission.REVIEW_WRITE)
        self._wall(reference)
        return get_own(self.session, reference, viewer=self.viewer)

    def declare(self, reference: str, ground: str) -> None:
        """Declare oneself impartial, or disqualified when there is a ground."""
        review = self._review(reference)
        reviews.declare(self.session, review, is_impartial=not ground, ground=ground, **self._by)

    def score(self, reference: str, marks: Mapping[str, Marks], stale: int) -> None:
        """Write points."""
        review = self._review(reference)
        reviews.save_scores(self.session, review, marks, version=review.version + stale, **self._by)

    def send_review(self, reference: str, stale: int) -> None:
        """Send one's review."""
        review = self._review(reference)
        reviews.submit(self.session, review, version=review.version + stale, **self._by)

    def take_up(self, reference: str, stale: int) -> None:
        """Take one's review up again."""
        review = self._review(reference)
        reviews.take_up(self.session, review, version=review.version + stale, **self._by)

    def note(self, reference: str, criterion: str, text: str, stale: int) -> None:
        """Write what came of talking about a difference."""
        application = self._find(reference, Permission.APPLICATION_CHECK, Permission.REVIEW_WRITE)
        raised = notes_of(self.session, application.id).get(criterion)
        version = raised.version + stale if raised else 1
        reviews.note(self.session, application, criterion, text=text, version=version, **self._by)

    def propose(self, reference: str, proposal: Proposal, stale: int) -> None:
        """Propose a decision."""
        application = self._find(reference, Permission.DECISION_PROPOSE)
        there = decision_of(self.session, application.id)
        version = (there.version if there else 0) + stale
        decisions.propose(self.session, application, proposal, version=version, **self._by)

    def _decision(self, reference: str) -> Decision:
        application = self._find(reference, Permission.DECISION_MAKE)
        found = decision_of(self.session, application.id)
        if found is None:
            raise NotFound
        return found

    def send_back(self, reference: str, remark: str, stale: int) -> None:
        """Return a proposal."""
        found = self._decision(reference)
        decisions.send_back(self.session, found, remark=remark, version=found.version + stale, **self._by)

    def make(self, reference: str, stale: int) -> None:
        """Make a decision."""
        found = self._decision(reference)
        decisions.make(self.session, found, version=found.version + stale, **self._by)

    def read(self, reference: str) -> dossiers.Record:
        """Read the dossier."""
        application = self._find(reference, Permission.APPLICATION_READ)
        review = review_of(self.session, application.id, self.viewer.id)
        ensure_may_open(review)
        ensure_sent(application)
        edition = edition_for(self.viewer, review, involved_in(self.session, application))
        return dossiers.record_of(self.session, application, edition, reader_id=self.viewer.id)
