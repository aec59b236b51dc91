"""What happens with an agreement: frozen, signed by both, sent back, renewed, terminated."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from directory.audit.models import AuditLine
from directory.bodies.models import LanguageForm
from kernel.jobs import run_due
from kernel.lifecycle import NotAllowed, Stale
from partnership.agreements import actions, drafting, queries, rules, saying
from partnership.agreements.models import Agreement, AgreementSection, AgreementSignature, AgreementStatus
from partnership.agreements.period import Days, Standing, standing
from partnership.agreements.wording import read_back
from partnership.assessments.models import Evidence
from partnership.relations.sides import Side
from partnership.staircase.queries import edition_in_force
from partnership.tasks.models import RelationTask, TaskMode, TaskTable
from tests.builders import NOW
from tests.partnership.agreements.builders import (
    TODAY,
    TWO_YEARS,
    Parties,
    a_draft,
    a_signed,
    sent,
    signed_by,
    signed_by_both,
    text_now,
)

SOON = NOW + timedelta(hours=1)


def write(parties: Parties, agreement: Agreement, words: str, *, version: int | None = None) -> None:
    section = queries.section_of(parties.session, agreement, "together")
    drafting.write(
        parties.session,
        parties.relation,
        agreement,
        "together",
        words=words,
        version=section.version if version is None else version,
        actor_id=parties.leader.id,
        at=NOW,
    )
    parties.session.commit()


def send_back(parties: Parties, agreement: Agreement, word: str = "Endre punkt 3.") -> None:
    actions.send_back(parties.session, parties.relation, agreement, word=word, actor_id=parties.leader.id, at=SOON)
    parties.session.commit()


def terminate(parties: Parties, agreement: Agreement, last_on: date, at: datetime) -> None:
    with parties.app.app_context():
        actions.terminate(
            parties.session,
            parties.relation,
            agreement,
            Side.ORGANISATION,
            last_on=last_on,
            reason="Vi har for få frivillige.",
            actor_id=parties.leader.id,
            at=at,
        )
    parties.session.commit()


def evidence_for(parties: Parties, kind: str) -> list[Evidence]:
    question = edition_in_force(parties.session).content.question_proved_by(kind)
    assert question is not None
    statement = select(Evidence).where(Evidence.key == question.point.stable_key, Evidence.withdrawn_at.is_(None))
    return list(parties.session.scalars(statement.order_by(Evidence.id)))


def test_a_draft_begins_with_what_the_relation_knows(parties: Parties) -> None:
    draft = a_draft(parties)
    written = queries.sections_of(parties.session, draft)
    assert written["together"].words == "Kaffe og følgje kvar tysdag."
    assert written["purpose"].words.startswith("Eldre skal kunne")
    assert (draft.number, draft.status, draft.template) == (1, AgreementStatus.DRAFT, "agreement.v1")


def test_the_signed_text_keeps_the_tasks_as_they_were(parties: Parties) -> None:
    table = TaskTable(relation_id=parties.relation.id, edited_at=NOW, edited_by_id=parties.leader.id)
    parties.session.add(table)
    parties.session.flush()
    task = RelationTask(
        table_id=table.id,
        place=1,
        description="Kaffetreff",
        mode=TaskMode.SHARED,
        responsible=Side.ORGANISATION,
        frequency="hver tirsdag",
    )
    parties.session.add(task)
    parties.session.commit()
    agreement = a_signed(parties)
    task.description = "Turer"
    parties.session.commit()
    text = queries.latest_text(parties.session, agreement)
    assert text is not None
    rows = [part.grid.rows for part in read_back(text.content).parts if part.grid]
    assert rows == [(("Kaffetreff (hver tirsdag)", "Vi gjør det sammen", "Følgjevenene"),)]


def test_one_is_signed_when_both_have_signed(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    assert signed_by(parties, agreement, Side.ORGANISATION, seen=seen) is False
    assert agreement.status is AgreementStatus.FOR_SIGNING
    assert signed_by(parties, agreement, Side.MUNICIPALITY, seen=seen, at=SOON) is True
    assert (agreement.status, agreement.last_on) == (AgreementStatus.SIGNED, TWO_YEARS.ends_on)
    text = queries.latest_text(parties.session, agreement)
    signatures = queries.signatures_of(parties.session, text)
    assert [(each.name, each.title, each.body_name, each.is_by_link) for each in signatures] == [
        ("Ola Nordmann", "Leder i organisasjonen", "Følgjevenene", True),
        ("Marit Aasen", "Leder i kommunen", "Volda kommune", False),
    ]
    assert {each.fingerprint for each in signatures} == {seen}
    parties.mayor.name, parties.mayor.title = "Marit Nytt", "Direktør"
    parties.session.commit()
    assert queries.signatures_of(parties.session, text)[1].name == "Marit Aasen"


def test_signing_twice_is_one_signature(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    for _again in range(2):
        assert signed_by(parties, agreement, Side.MUNICIPALITY, seen=seen) is False
    assert parties.session.scalar(select(func.count()).select_from(AgreementSignature)) == 1


def test_the_database_refuses_a_second_signature_of_a_side_and_one_person_for_both(parties: Parties) -> None:
    agreement = a_draft(parties)
    signed_by(parties, agreement, Side.MUNICIPALITY, seen=sent(parties, agreement))
    first = parties.session.scalars(select(AgreementSignature)).one()
    same = {"text_id": first.text_id, "name": "", "title": "", "body_name": "", "fingerprint": "", "is_by_link": False}
    for side, person in ((Side.MUNICIPALITY, parties.leader), (Side.ORGANISATION, parties.mayor)):
        parties.session.add(AgreementSignature(side=side, person_id=person.id, signed_at=NOW, **same))
        with pytest.raises(IntegrityError):
            parties.session.flush()
        parties.session.rollback()


def test_a_coordinator_cannot_sign_even_past_the_door(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    with parties.app.app_context(), pytest.raises(NotAllowed, match="A leader"):
        actions.sign(
            parties.session,
            parties.relation,
            agreement,
            Side.MUNICIPALITY,
            seen=seen,
            is_by_link=False,
            actor_id=parties.coordinator.id,
            at=NOW,
        )


def test_a_frozen_text_cannot_be_written_in(parties: Parties) -> None:
    agreement = a_draft(parties)
    sent(parties, agreement)
    with pytest.raises(NotAllowed, match="frozen"):
        write(parties, agreement, "Noe annet.")
    with pytest.raises(NotAllowed, match="frozen"):
        drafting.set_days(
            parties.session,
            parties.relation,
            agreement,
            TWO_YEARS,
            has_annex=True,
            version=agreement.version,
            actor_id=parties.leader.id,
            at=NOW,
        )


def test_an_earlier_signature_falls_with_the_text(parties: Parties) -> None:
    agreement = a_draft(parties)
    first = sent(parties, agreement)
    signed_by(parties, agreement, Side.MUNICIPALITY, seen=first)
    send_back(parties, agreement)
    assert agreement.status is AgreementStatus.DRAFT
    write(parties, agreement, "Bare kaffe.")
    second = sent(parties, agreement)
    assert second != first
    assert queries.signatures_of(parties.session, queries.latest_text(parties.session, agreement)) == []
    with pytest.raises(Stale):
        signed_by(parties, agreement, Side.MUNICIPALITY, seen=first)
    parties.session.rollback()
    assert signed_by(parties, agreement, Side.ORGANISATION, seen=second) is False
    told = parties.session.scalars(select(AuditLine).where(AuditLine.verb == "fallen")).one()
    assert told.changes["fingerprint"] == [first, None]


def test_also_the_same_text_is_signed_anew_when_it_was_sent_back(parties: Parties) -> None:
    agreement = a_draft(parties)
    first = sent(parties, agreement)
    signed_by(parties, agreement, Side.MUNICIPALITY, seen=first)
    send_back(parties, agreement)
    assert sent(parties, agreement) == first
    assert signed_by(parties, agreement, Side.ORGANISATION, seen=first) is False


def test_what_was_changed_since_it_was_read_is_not_sent(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen = text_now(parties, agreement)
    write(parties, agreement, "Bare kaffe.")
    with parties.app.app_context(), pytest.raises(Stale):
        actions.send(parties.session, parties.relation, agreement, seen=seen, actor_id=parties.leader.id, at=NOW)


def test_a_text_that_was_tampered_with_is_not_signed(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    text = queries.latest_text(parties.session, agreement)
    assert text is not None
    text.content = text.content.replace("Kaffe", "Kaker")
    parties.session.commit()
    with pytest.raises(NotAllowed, match="not the one"):
        signed_by(parties, agreement, Side.MUNICIPALITY, seen=seen)
    assert not rules.verify(text, [])


def test_an_agreement_proves_the_cooperation_and_the_independence(parties: Parties) -> None:
    agreement = a_signed(parties, language="nn")
    shown = evidence_for(parties, "agreement")
    assert [(each.reference, each.dated_on, each.valid_to, each.relation_id) for each in shown] == [
        ("Samarbeidsavtale signert 21. november 2026", TODAY, agreement.ends_on, parties.relation.id)
    ]
    clause = evidence_for(parties, "independence")
    assert [(each.dated_on, each.valid_to, each.body_id) for each in clause] == [
        (TODAY, date(2028, 11, 20), parties.organisation.id)
    ]
    assert "Volda kommune" in clause[0].reference


def test_termination_shortens_what_it_proves(parties: Parties) -> None:
    agreement = a_signed(parties)
    at = datetime(2027, 2, 1, 12, tzinfo=UTC)
    terminate(parties, agreement, date(2027, 5, 1), at)
    assert (agreement.status, agreement.last_on) == (AgreementStatus.TERMINATED, date(2027, 5, 1))
    assert [(each.dated_on, each.valid_to) for each in evidence_for(parties, "agreement")] == [
        (TODAY, date(2027, 5, 1))
    ]
    with pytest.raises(NotAllowed):
        terminate(parties, agreement, date(2027, 5, 1), at)


def test_a_renewal_carries_the_words_and_the_old_one_stands_until_it_begins(parties: Parties) -> None:
    old = a_draft(parties, days=Days(date(2026, 1, 1), date(2026, 12, 31), 2))
    write(parties, old, "Kaffe og kaker.")
    signed_by_both(parties, old)
    with parties.app.app_context():
        new = drafting.renew(parties.session, parties.relation, old, actor_id=parties.leader.id, at=SOON)
    parties.session.commit()
    assert queries.sections_of(parties.session, new)["together"].words == "Kaffe og kaker."
    assert (new.number, new.starts_on, new.ends_on, new.notice_months) == (2, date(2027, 1, 1), date(2027, 12, 31), 2)
    signed_by_both(parties, new, at=SOON)
    assert old.status is AgreementStatus.REPLACED
    assert standing(old, date(2026, 12, 31)) is Standing.IN_FORCE
    assert standing(old, date(2027, 1, 1)) is Standing.REPLACED
    assert standing(new, date(2026, 12, 31)) is Standing.WAITING
    assert standing(new, date(2027, 1, 1)) is Standing.IN_FORCE
    assert len(evidence_for(parties, "agreement")) == 2


def test_a_renewal_may_begin_before_the_old_one_ends(parties: Parties) -> None:
    old = a_signed(parties, days=Days(date(2026, 1, 1), date(2026, 12, 31), 2))
    with parties.app.app_context():
        new = drafting.renew(parties.session, parties.relation, old, actor_id=parties.leader.id, at=SOON)
    drafting.set_days(
        parties.session,
        parties.relation,
        new,
        Days(date(2026, 12, 1), date(2028, 11, 30), 3),
        has_annex=False,
        version=new.version,
        actor_id=parties.leader.id,
        at=SOON,
    )
    parties.session.commit()
    signed_by_both(parties, new, at=SOON)
    assert old.last_on == date(2026, 11, 30)


def test_two_drafts_of_a_relation_are_one_too_many(parties: Parties) -> None:
    a_draft(parties)
    with pytest.raises(NotAllowed, match="being written"):
        a_draft(parties)
    parties.session.rollback()
    parties.session.add(
        Agreement(
            relation_id=parties.relation.id,
            number=2,
            template="agreement.v1",
            language="nb",
            status=AgreementStatus.DRAFT,
            **vars(TWO_YEARS),
            has_annex=False,
            begun_at=NOW,
            begun_by_id=parties.leader.id,
            terminated_reason="",
        )
    )
    with pytest.raises(IntegrityError):
        parties.session.flush()


def test_a_draft_put_aside_is_still_there_with_its_words(parties: Parties) -> None:
    agreement = a_draft(parties)
    actions.discard(
        parties.session,
        parties.relation,
        agreement,
        version=agreement.version,
        actor_id=parties.leader.id,
        at=NOW,
    )
    parties.session.commit()
    assert parties.session.scalar(select(func.count()).select_from(AgreementSection)) > 0
    assert a_draft(parties).number == 2


def test_personal_data_shared_on_the_highest_step_asks_for_the_annex(parties: Parties) -> None:
    parties.relation.wished_step = 5
    parties.session.commit()
    agreement = a_draft(parties)
    with pytest.raises(NotAllowed, match="annex"):
        sent(parties, agreement)
    parties.session.rollback()
    drafting.set_days(
        parties.session,
        parties.relation,
        agreement,
        TWO_YEARS,
        has_annex=True,
        version=agreement.version,
        actor_id=parties.leader.id,
        at=NOW,
    )
    parties.session.commit()
    sent(parties, agreement)
    assert agreement.status is AgreementStatus.FOR_SIGNING


def test_people_are_told_by_mail_in_their_language(parties: Parties) -> None:
    parties.leader.language = "nn"
    parties.session.commit()
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    run_due(parties.app)
    assert letters(parties) == {parties.mayor.email: 1, parties.leader.email: 1}
    signed_by(parties, agreement, Side.MUNICIPALITY, seen=seen)
    run_due(parties.app)
    assert letters(parties) == {parties.mayor.email: 1, parties.leader.email: 2}
    signed_by(parties, agreement, Side.ORGANISATION, seen=seen)
    run_due(parties.app)
    assert letters(parties) == {parties.mayor.email: 2, parties.leader.email: 3, parties.coordinator.email: 1}


def letters(parties: Parties) -> dict[str, int]:
    found: dict[str, int] = {}
    for path in (parties.app.extensions["trinn"].var / "mail").glob("*.eml"):
        to = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("To: "))
        found[to.removeprefix("To: ")] = found.get(to.removeprefix("To: "), 0) + 1
    return found


@pytest.mark.parametrize(
    ("municipality", "organisation", "language"),
    [("nn", "nb", "nn"), ("neutral", "nn", "nn"), ("neutral", "neutral", "nb")],
)
def test_the_usual_language_is_the_municipalitys_then_the_organisations(
    parties: Parties, municipality: str, organisation: str, language: str
) -> None:
    parties.municipality.language_form = LanguageForm(municipality)
    parties.organisation.language_form = LanguageForm(organisation)
    assert saying.usual_language(parties.relation) == language
