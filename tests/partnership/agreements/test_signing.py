"""What happens when an agreement is signed: by both, once each, exactly the text that was frozen."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from directory.audit.models import AuditLine
from kernel.lifecycle import NotAllowed, Stale
from partnership.agreements import actions, queries, rules
from partnership.agreements.models import Agreement, AgreementSignature, AgreementStatus
from partnership.agreements.wording import read_back
from partnership.relations.sides import Side
from partnership.tasks.models import RelationTask, TaskMode, TaskTable
from tests.builders import NOW
from tests.partnership.agreements.builders import (
    SOON,
    TWO_YEARS,
    Parties,
    a_draft,
    a_signed,
    sent,
    set_days,
    signed_by,
    text_now,
    write,
)


def send_back(parties: Parties, agreement: Agreement, word: str = "Endre punkt 3.") -> None:
    actions.send_back(parties.session, parties.relation, agreement, word=word, actor_id=parties.leader.id, at=SOON)
    parties.session.commit()


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
        set_days(parties, agreement, has_annex=True)


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
