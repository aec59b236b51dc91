"""What each edition shows, and what it leaves out."""

import pytest
from sqlalchemy.orm import Session

from grants.dossiers.queries import record_of
from grants.dossiers.rules import Edition
from grants.eligibility.actions import open_check
from grants.reviews import actions as reviews
from tests.grants.assessing import DECIDED, REVIEWED
from tests.grants.dossiers.builders import Desk, a_sent_application, decided, read, reviewed, the_dossier

pytestmark = pytest.mark.usefixtures("english")
FIRST, SECOND = "Vel gjennomtenkt av alle partar", "Ikkje overtydande om det varige"


@pytest.fixture
def desk(session: Session) -> Desk:
    made = a_sent_application(session)
    reviewed(session, made, FIRST, SECOND)
    return made


def whole(session: Session, desk: Desk, edition: Edition, reader: object = None) -> str:
    """Every word of an edition."""
    return " ".join(read(the_dossier(session, desk, edition, reader=reader)))


def test_a_party_sees_no_point_and_no_reason_before_the_decision(session: Session, desk: Desk) -> None:
    told = whole(session, desk, Edition.PARTY)
    assert "has passed the formal check" in told
    for hidden in (FIRST, SECOND, "Points and reasons", "90 of 100", "A review was sent", "Reviewer 1"):
        assert hidden not in told


def test_a_party_sees_the_points_that_count_and_the_reasons_after_the_decision(session: Session, desk: Desk) -> None:
    decided(session, desk)
    told = whole(session, desk, Edition.PARTY)
    assert "Outcome Granted" in told
    assert "790,000 kroner" in told
    assert "90 of 100 points" in told
    assert "K1 Cooperation rather than parallel measures 5 Grunngiving for K1." in told
    assert "It can be appealed until 6 July 2026." in told
    for hidden in (FIRST, SECOND, "Reviewer 1", "A review was sent", "A decision was proposed"):
        assert hidden not in told


@pytest.mark.parametrize("place", [0, 1])
def test_a_reviewer_sees_her_own_reasons_alone(session: Session, desk: Desk, place: int) -> None:
    told = whole(session, desk, Edition.REVIEWER, desk.office.reviewers[place])
    own, other = (FIRST, SECOND) if place == 0 else (SECOND, FIRST)
    assert own in told
    assert "Points and reasons: Your review" in told
    assert other not in told
    assert "90 of 100" not in told
    assert told.count("A review was sent.") == 1
    assert "(× 2)" not in told


def test_a_reviewer_who_has_given_no_points_yet_sees_none(session: Session) -> None:
    desk = a_sent_application(session)
    reviewed(session, desk, FIRST)
    told = whole(session, desk, Edition.REVIEWER, desk.office.reviewers[3])
    assert FIRST not in told
    assert "Your review" not in told


def test_the_directorate_sees_every_review_that_was_sent_and_no_draft(session: Session, desk: Desk) -> None:
    told = whole(session, desk, Edition.DIRECTORATE)
    assert FIRST in told
    assert SECOND in told
    second = record_of(session, desk.application, Edition.DIRECTORATE).reviews[1]
    reviews.take_up(session, second, version=second.version, actor_id=second.reviewer_id, at=REVIEWED)
    session.flush()
    told = whole(session, desk, Edition.DIRECTORATE)
    assert FIRST in told
    assert SECOND not in told
    assert "Reviewer 2 has not sent a review that counts yet." in told
    assert "A review was taken up again." in told


def test_what_a_disqualified_reviewer_said_is_gone_and_so_is_the_ground(session: Session, desk: Desk) -> None:
    first = record_of(session, desk.application, Edition.DIRECTORATE).reviews[0]
    by = {"actor_id": desk.office.caseworker.id, "at": REVIEWED}
    reviews.disqualify(session, first, ground="Er gift med dagleg leiar.", **by)
    session.flush()
    told = whole(session, desk, Edition.DIRECTORATE)
    assert "1 reviewer is disqualified." in told
    assert "A reviewer was disqualified." in told
    assert SECOND in told
    for hidden in (FIRST, "gift med", "Reviewer 2"):
        assert hidden not in told


def test_wide_differences_stand_with_their_note_for_the_directorate_alone(session: Session) -> None:
    desk = a_sent_application(session)
    made = reviewed(session, desk, FIRST, SECOND, points=(5, 4, 5, 5, 4, 4, 4))
    lower = record_of(session, desk.application, Edition.DIRECTORATE).scores[made[1].id]["K2"]
    by = {"actor_id": made[1].reviewer_id, "at": REVIEWED}
    reviews.take_up(session, made[1], version=made[1].version, **by)
    session.flush()
    lower.points = 1
    reviews.submit(session, made[1], version=made[1].version, **by)
    session.flush()
    note = {"text": "Vi las spørsmål 15 ulikt.", "version": 1, "actor_id": desk.office.caseworker.id, "at": REVIEWED}
    reviews.note(session, desk.application, "K2", **note)
    session.flush()
    told = whole(session, desk, Edition.DIRECTORATE)
    assert "Where the reviewers differed widely" in told
    assert "Vi las spørsmål 15 ulikt." in told
    assert "4 1 2.5" in told
    for edition, reader in ((Edition.PARTY, None), (Edition.REVIEWER, desk.office.reviewers[0])):
        assert "Vi las spørsmål 15 ulikt." not in whole(session, desk, edition, reader)


def test_an_open_check_is_the_directorates_own(session: Session) -> None:
    desk = a_sent_application(session)
    assert "Formal check" not in whole(session, desk, Edition.DIRECTORATE)
    open_check(
        session,
        desk.application,
        write=lambda finding: finding.msgid,
        actor_id=desk.office.caseworker.id,
        at=REVIEWED,
    )
    session.flush()
    assert "The formal check has not been concluded." in whole(session, desk, Edition.DIRECTORATE)
    for edition in (Edition.PARTY, Edition.REVIEWER):
        assert "ormal check" not in whole(session, desk, edition, desk.office.reviewers[0])


def test_what_was_found_before_the_application_was_sent_anew_does_not_count(session: Session, desk: Desk) -> None:
    desk.application.submitted_at = DECIDED
    session.flush()
    told = whole(session, desk, Edition.DIRECTORATE)
    assert "The formal check has not been concluded." in told
    assert "Reviewer 1 has not sent a review that counts yet." in told
    assert FIRST not in told
    own = whole(session, desk, Edition.REVIEWER, desk.office.reviewers[0])
    assert "The review counts when it is sent." in own
    assert FIRST in own
    assert "ormal check" not in whole(session, desk, Edition.PARTY)
