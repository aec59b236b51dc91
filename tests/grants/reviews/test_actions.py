"""How reviews go."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from grants.applications.models import Application, ApplicationStatus
from grants.applications.queries import get_visible
from grants.reviews import actions, jobs, queries
from grants.reviews.models import Review, ReviewStatus
from grants.reviews.rules import Disqualified, Marks
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import Stale
from tests.builders import a_person, an_organisation
from tests.grants.assessing import (
    A1,
    REVIEWED,
    Office,
    a_call,
    a_check,
    a_review,
    an_application,
    an_office,
    lines,
    marks,
    refusal,
    score,
    verbs,
    viewer_of,
)


@dataclass
class Desk:
    """An application that has passed the formal check, and the directorate."""

    application: Application
    office: Office

    @property
    def one(self) -> Person:
        return self.office.reviewers[0]

    @property
    def two(self) -> Person:
        return self.office.reviewers[1]


@pytest.fixture
def desk(session: Session) -> Desk:
    office, application = an_office(session), an_application(session, a_call(session))
    a_check(session, application, office)
    return Desk(application, office)


def assign(session: Session, desk: Desk, person: Person) -> Review:
    made = actions.assign(session, desk.application, person.id, actor_id=desk.office.caseworker.id, at=REVIEWED)
    session.flush()
    return made


def test_an_assignment_is_promised_to_be_told(session: Session, desk: Desk) -> None:
    review = assign(session, desk, desk.one)
    promised = session.scalars(select(OutboxJob)).one()
    assert (promised.name, promised.args) == ("grants.mail_assignment", {"review_id": review.id})
    assert list(queries.assigned_to(session, desk.one.id)) == [review]


def test_who_has_no_such_role_or_a_part_in_it_is_not_given_it(session: Session, desk: Desk) -> None:
    assert refusal(assign, session, desk, desk.office.lead)
    friends = an_organisation(session)
    partnered = an_application(session, desk.application.call, partners=[friends])
    a_check(session, partnered, desk.office)
    accounts.give_role(session, desk.two, Role.VOLUNTEER, friends, actor_id=None, at=REVIEWED)
    session.flush()
    assert desk.two not in queries.candidates(session, partnered)
    assert desk.one in queries.candidates(session, partnered)
    assert refusal(assign, session, Desk(partnered, desk.office), desk.two)
    assert desk.two in queries.candidates(session, desk.application)


def test_a_reviewer_sees_the_application_after_declaring_and_never_when_disqualified(
    session: Session, desk: Desk
) -> None:
    review, reference = assign(session, desk, desk.one), desk.application.reference
    viewer = viewer_of(session, desk.one)
    assert queries.get_own(session, reference, viewer=viewer) is review
    with pytest.raises(NotFound):
        get_visible(session, reference, viewer=viewer)
    actions.declare(session, review, is_impartial=True, actor_id=desk.one.id, at=REVIEWED)
    session.flush()
    assert get_visible(session, reference, viewer=viewer) is desk.application
    assert queries.disqualified(session, reference, viewer=viewer) is None
    actions.declare(session, review, is_impartial=False, ground="Svoger", actor_id=desk.one.id, at=REVIEWED)
    session.flush()
    with pytest.raises(NotFound):
        get_visible(session, reference, viewer=viewer)
    assert queries.disqualified(session, reference, viewer=viewer) is review
    with pytest.raises(NotFound):
        queries.get_own(session, reference, viewer=viewer_of(session, desk.two))


def test_a_disqualified_reviewer_is_refused_and_each_refusal_is_logged(session: Session, desk: Desk) -> None:
    review = assign(session, desk, desk.one)
    actions.declare(session, review, is_impartial=False, ground="Svoger", actor_id=desk.one.id, at=REVIEWED)
    session.flush()
    with pytest.raises(Disqualified):
        actions.save_scores(session, review, {}, version=1, actor_id=desk.one.id, at=REVIEWED)
    for _ in range(2):
        actions.log_refusal(session, review, at=REVIEWED)
    assert verbs(session, "review") == ["assigned", "disqualified", "refused", "refused"]
    told = session.scalars(select(AuditLine).where(AuditLine.verb == "disqualified")).one().changes
    assert "Svoger" not in str(told)


def test_a_draft_may_have_gaps_and_two_windows_do_not_write_over_each_other(session: Session, desk: Desk) -> None:
    review = a_review(session, desk.application, desk.one, desk.office)
    seen, by = review.version, desk.one.id
    given = {"K1": Marks(5, ""), "K2": Marks(None, "Tynt.")}
    actions.save_scores(session, review, given, version=seen, actor_id=by, at=REVIEWED)
    session.flush()
    assert queries.marks_of(session, review.id) == given
    with pytest.raises(Stale):
        actions.save_scores(session, review, {"K1": Marks(1)}, version=seen, actor_id=by, at=REVIEWED)
    before = lines(session)
    actions.save_scores(session, review, given, version=review.version, actor_id=by, at=REVIEWED)
    assert lines(session) == before
    assert "K3" in refusal(actions.submit, session, review, version=review.version, actor_id=by, at=REVIEWED)


def test_a_wide_difference_raises_a_note_that_stays_when_it_is_gone(session: Session, desk: Desk) -> None:
    a_review(session, desk.application, desk.one, desk.office, A1)
    other = a_review(session, desk.application, desk.two, desk.office, (3, *A1[1:]))
    standing = queries.standing_of(session, desk.application)
    assert set(standing.notes) == {"K1"}
    assert standing.scoring.needs_third
    actions.take_up(session, other, version=other.version, actor_id=desk.two.id, at=REVIEWED)
    session.flush()
    assert queries.standing_of(session, desk.application).under_way == 1
    score(session, other, A1)
    standing = queries.standing_of(session, desk.application)
    assert (standing.scoring.wide, standing.scoring.without_note) == ((), ("K1",))
    note = standing.notes["K1"]
    actions.note(
        session, desk.application, "K1", text="Enige.", version=note.version, actor_id=desk.two.id, at=REVIEWED
    )
    session.flush()
    assert queries.standing_of(session, desk.application).scoring.is_ready
    assert verbs(session, "discussion_note") == ["raised", "noted"]
    assert "taken_up" in verbs(session, "review")


def test_what_a_disqualified_reviewer_said_counts_no_longer(session: Session, desk: Desk) -> None:
    a_review(session, desk.application, desk.one, desk.office, A1)
    other = a_review(session, desk.application, desk.two, desk.office, (0,) * 7)
    by = desk.office.caseworker.id
    actions.disqualify(session, other, ground="Svoger", actor_id=by, at=REVIEWED)
    session.flush()
    standing = queries.standing_of(session, desk.application)
    assert (standing.scoring.score, standing.scoring.missing_reviews) == (90, 1)


def test_nothing_is_reviewed_after_the_application_is_withdrawn(session: Session, desk: Desk) -> None:
    review = a_review(session, desk.application, desk.one, desk.office)
    desk.application.status, desk.application.withdrawn_at = ApplicationStatus.WITHDRAWN, REVIEWED
    session.flush()
    assert refusal(
        actions.save_scores, session, review, marks(A1), version=review.version, actor_id=desk.one.id, at=REVIEWED
    )
    assert refusal(assign, session, desk, desk.two)
    assert not queries.assigned_to(session, desk.one.id)


def test_standings_are_read_in_the_same_number_of_statements_whatever_their_number(
    session: Session, desk: Desk, statements: list[str]
) -> None:
    more = [an_application(session, desk.application.call) for _ in range(3)]
    for application in (desk.application, *more):
        if application is not desk.application:
            a_check(session, application, desk.office)
        a_review(session, application, desk.one, desk.office, A1)
    counts = []
    for wanted in ([desk.application], [desk.application, *more]):
        statements.clear()
        found = queries.standings(session, wanted)
        counts.append(len(statements))
        assert all(each.scoring.score == 90 for each in found.values())
    assert counts == [3, 3]


def test_the_mail_tells_the_reviewer_and_not_one_who_is_disqualified_already(
    app: Flask, session: Session, desk: Desk
) -> None:
    review = assign(session, desk, desk.one)
    folder = app.extensions["trinn"].var / "mail"
    with app.app_context():
        jobs.mail_assignment(session, key="a1", now=REVIEWED, review_id=review.id)
        assert desk.application.reference in (folder / "a1.eml").read_text()
        actions.declare(session, review, is_impartial=False, ground="Svoger", actor_id=desk.one.id, at=REVIEWED)
        jobs.mail_assignment(session, key="a2", now=REVIEWED, review_id=review.id)
    assert not (folder / "a2.eml").exists()
    assert review.status is ReviewStatus.DISQUALIFIED
    assert a_person(session, Role.REVIEWER, desk.office.body) in queries.reviewers(session)
