"""What happens: sent once, withdrawn, reopened with a reason, closed; and what the trail says of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from grants.applications import actions as applications
from grants.applications import queries as folders
from grants.applications.models import ApplicationStatus, SignedAs
from grants.partners import actions as partners
from grants.partners.rules import Answer, terms_of
from grants.submissions import actions, jobs
from grants.submissions.forms import last_moment
from grants.submissions.rules import version_of
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import NotAllowed, Stale
from tests.builders import NOW, a_person
from tests.grants.submissions.conftest import BEFORE, Scene, folder, send

TOMORROW = last_moment((NOW + timedelta(days=1)).date())
REASON = "Strømbrudd i hele kommunen."


def promised(session: Session, name: str) -> list[dict[str, object]]:
    session.expire_all()
    return [each.args for each in session.scalars(select(OutboxJob).where(OutboxJob.name == name))]


def lines(session: Session, verb: str) -> list[AuditLine]:
    statement = select(AuditLine).where(AuditLine.subject == "application", AuditLine.verb == verb)
    return list(session.scalars(statement.order_by(AuditLine.id)))


def test_what_is_sent_has_its_time_its_sender_and_its_authority(session: Session, scene: Scene) -> None:
    assert send(session, scene)
    application = scene.application
    assert application.status is ApplicationStatus.SUBMITTED
    assert (application.submitted_at, application.submitted_by_id) == (NOW, scene.leader.id)
    assert application.signed_as is SignedAs.CHAIR
    line = lines(session, "submitted")[0]
    assert line.changes["status"] == ["draft", "submitted"]
    assert "Oddny" not in str(line.changes)
    assert "kulturhuset" not in str(line.changes)


def test_sender_and_contact_person_each_get_a_receipt(session: Session, scene: Scene) -> None:
    send(session, scene)
    sent = {"application_id": scene.application.id}
    assert promised(session, "grants.mail_receipt") == [{**sent, "person_id": scene.leader.id}]
    assert promised(session, "grants.mail_receipt_to_contact") == [sent]


def test_a_sender_who_is_the_contact_person_gets_one_receipt(session: Session, scene: Scene) -> None:
    scene.leader.email = "kari@example.no"
    send(session, scene)
    assert len(promised(session, "grants.mail_receipt")) == 1
    assert promised(session, "grants.mail_receipt_to_contact") == []


def test_sending_again_changes_nothing_and_promises_nothing(session: Session, scene: Scene) -> None:
    assert send(session, scene)
    other = a_person(session, Role.ORGANISATION_LEADER, scene.friends)
    assert not send(session, scene, now=NOW + timedelta(seconds=2))
    assert not send(session, scene, now=NOW + timedelta(days=90), actor=other)
    assert (scene.application.submitted_at, scene.application.submitted_by_id) == (NOW, scene.leader.id)
    assert len(promised(session, "grants.mail_receipt")) == 1
    assert len(lines(session, "submitted")) == 1


def test_what_somebody_changed_after_the_check_is_not_sent_unseen(session: Session, scene: Scene) -> None:
    found = folder(session, scene)
    seen, page = version_of(found), found.content.pages[0]
    answers = {code: {**said} for code, said in found.pages[page.code].answers.items()}
    first = next(iter(answers))
    answers[first] = {**answers[first], "contact_name": "En annen"}
    version = found.version(page)
    applications.write(session, found, page, answers, version=version, actor_id=scene.leader.id, at=NOW)
    found = folder(session, scene)
    with pytest.raises(Stale):
        actions.submit(session, found, signed_as=SignedAs.CHAIR, actor=scene.leader, version=seen, now=NOW)
    assert scene.application.status is ApplicationStatus.DRAFT


@pytest.mark.parametrize("happens", ["added", "changed", "removed"])
def test_a_partner_that_came_went_or_changed_after_the_check_is_not_sent_unseen(
    session: Session, scene: Scene, happens: str
) -> None:
    found = folder(session, scene)
    seen, partner = version_of(found), found.partners[0]
    by: dict[str, Any] = {"actor_id": scene.leader.id, "at": NOW}
    if happens == "added":
        partners.add(session, found.application, found.partners, name="Grendelaget", email="a@example.no", **by)
    elif happens == "changed":
        terms = replace(terms_of(partner), amount=400_000)
        partners.change(session, partner, terms, email="", version=partner.version, **by)
    else:
        partners.remove(session, partner, **by)
    found = folder(session, scene)
    with pytest.raises(Stale):
        actions.submit(session, found, signed_as=SignedAs.CHAIR, actor=scene.leader, version=seen, now=NOW)


def test_a_partner_that_confirms_after_the_check_keeps_nobody_from_sending(session: Session, scene: Scene) -> None:
    found = folder(session, scene)
    seen, partner = version_of(found), found.partners[0]
    partners.answer(session, partner, Answer(True, "Kari Ordfører", None, partner.version), now=NOW)
    found = folder(session, scene)
    assert actions.submit(session, found, signed_as=SignedAs.CHAIR, actor=scene.leader, version=seen, now=NOW)


def test_a_late_draft_is_refused_and_stays_a_draft(session: Session, late: Scene) -> None:
    with pytest.raises(NotAllowed, match="The call closed on"):
        send(session, late)
    session.rollback()
    assert late.application.status is ApplicationStatus.DRAFT
    assert promised(session, "grants.mail_receipt") == []


def test_a_draft_is_withdrawn_without_a_word_and_kept(session: Session, scene: Scene) -> None:
    assert actions.withdraw(session, scene.application, actor_id=scene.leader.id, at=NOW)
    session.commit()
    assert scene.application.withdrawn_at == NOW
    assert promised(session, "grants.mail_withdrawal") == []
    assert folder(session, scene).answers


def test_the_caseworkers_are_told_of_what_was_sent_and_is_withdrawn(session: Session, scene: Scene) -> None:
    send(session, scene)
    assert actions.withdraw(session, scene.application, actor_id=scene.leader.id, at=NOW)
    assert not actions.withdraw(session, scene.application, actor_id=scene.leader.id, at=NOW)
    session.commit()
    told = promised(session, "grants.mail_withdrawal")
    assert [each["person_id"] for each in told] == [scene.caseworker.id]
    assert scene.application.submitted_at == NOW
    assert len(lines(session, "withdrawn")) == 1


def test_what_is_withdrawn_is_not_sent(session: Session, scene: Scene) -> None:
    actions.withdraw(session, scene.application, actor_id=scene.leader.id, at=NOW)
    with pytest.raises(NotAllowed):
        send(session, scene)


def reopen(session: Session, scene: Scene) -> None:
    actions.reopen(
        session,
        scene.application,
        reason=REASON,
        until=max(TOMORROW, scene.call.closes_at),
        actor_id=scene.caseworker.id,
        now=NOW,
    )
    session.commit()


def test_a_late_draft_that_is_reopened_is_in_until_its_own_last_second(session: Session, late: Scene) -> None:
    reopen(session, late)
    with pytest.raises(NotAllowed, match="reopened until"):
        send(session, late, now=TOMORROW + timedelta(seconds=1))
    session.rollback()
    assert send(session, late, now=TOMORROW + timedelta(microseconds=999_999))
    assert late.application.reopened_reason == REASON


def test_the_reason_and_the_time_stand_in_the_trail_and_the_applicant_is_told(session: Session, late: Scene) -> None:
    reopen(session, late)
    reopen(session, late)
    line = lines(session, "reopened")[0]
    assert line.actor_id == late.caseworker.id
    assert line.changes["reopened_reason"] == ["", REASON]
    assert line.changes["reopened_until"][1].startswith("2026-11-22 23:59:59")
    told = promised(session, "grants.mail_reopening")
    assert [each["person_id"] for each in told] == [late.leader.id]


def test_what_was_sent_and_is_reopened_is_a_draft_whose_sending_stands_in_the_trail(
    session: Session, scene: Scene
) -> None:
    send(session, scene)
    reopen(session, scene)
    application = scene.application
    assert application.status is ApplicationStatus.DRAFT
    assert (application.submitted_at, application.snapshot, application.signed_as) == (None, None, None)
    changes = lines(session, "reopened")[0].changes
    assert changes["status"] == ["submitted", "draft"]
    assert changes["signed_as"] == ["chair", None]
    assert '"eligible": 400000' in changes["snapshot"][0]
    assert "Oddny" not in str(changes)
    assert send(session, scene, now=NOW + timedelta(hours=1))
    assert len(lines(session, "submitted")) == 2


def test_a_decided_application_is_closed_for_everybody(session: Session, scene: Scene) -> None:
    send(session, scene)
    actions.close(session, scene.application, actor_id=scene.caseworker.id, at=NOW)
    session.commit()
    assert lines(session, "decided")[0].changes["status"] == ["submitted", "decided"]
    with pytest.raises(NotAllowed):
        actions.withdraw(session, scene.application, actor_id=scene.leader.id, at=NOW)
    with pytest.raises(NotAllowed):
        reopen(session, scene)
    with pytest.raises(NotAllowed):
        actions.close(session, scene.application, actor_id=scene.caseworker.id, at=NOW)


def test_a_draft_is_not_decided(session: Session, scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        actions.close(session, scene.application, actor_id=scene.caseworker.id, at=NOW)


def mailed(app: Flask, key: str) -> str:
    return str((app.extensions["trinn"].var / "mail" / f"{key}.eml").read_text())


def test_the_receipt_mail_tells_reference_and_time_with_seconds(app: Flask, session: Session, scene: Scene) -> None:
    send(session, scene, now=NOW + timedelta(seconds=7))
    with app.app_context():
        jobs.mail_receipt(session, key="r1", now=NOW, application_id=scene.application.id, person_id=scene.leader.id)
        jobs.mail_receipt_to_contact(session, key="r2", now=NOW, application_id=scene.application.id)
    for key, to in (("r1", scene.leader.email), ("r2", "kari@example.no")):
        text = mailed(app, key)
        assert f"To: {to}" in text
        assert "T1-2026-0001" in text
        assert "12.00.07" in text
        assert "/grants/applications/T1-2026-0001/receipt/" in text


def test_no_receipt_is_mailed_for_what_is_a_draft_again(app: Flask, session: Session, scene: Scene) -> None:
    send(session, scene)
    reopen(session, scene)
    with app.app_context():
        jobs.mail_receipt(session, key="r3", now=NOW, application_id=scene.application.id, person_id=scene.leader.id)
    assert not (app.extensions["trinn"].var / "mail" / "r3.eml").exists()


def test_mails_of_withdrawal_and_reopening_tell_what_they_must(app: Flask, session: Session, late: Scene) -> None:
    reopen(session, late)
    args = {"application_id": late.application.id, "now": NOW}
    with app.app_context():
        jobs.mail_reopening(session, key="o1", person_id=late.leader.id, **args)
        jobs.mail_withdrawal(session, key="w1", person_id=late.caseworker.id, **args)
    assert "23.59.59" in mailed(app, "o1")
    assert "T1-2026-0001" in mailed(app, "w1")


def test_the_snapshot_is_of_the_moment_of_sending_not_of_the_draft(session: Session, late: Scene) -> None:
    assert send(session, late, now=BEFORE)
    partner = folders.partners_of(session, late.application)[0]
    partner.confirmed_at, partner.confirmed_by = NOW, "Kari"
    session.commit()
    session.expire_all()
    assert late.application.snapshot is not None
    assert late.application.snapshot["partners"][0]["confirmed"] is False
