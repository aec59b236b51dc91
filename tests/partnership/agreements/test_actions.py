"""What happens to an agreement before it is signed and after: drafts, renewals, its end, and what it proves."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from directory.bodies.models import LanguageForm
from kernel.jobs import run_due
from kernel.lifecycle import NotAllowed
from partnership.agreements import actions, drafting, queries, saying
from partnership.agreements.models import Agreement, AgreementSection, AgreementStatus
from partnership.agreements.period import Days, Standing, standing
from partnership.assessments.models import Evidence
from partnership.relations.sides import Side
from partnership.staircase.queries import edition_in_force
from tests.builders import NOW
from tests.partnership.agreements.builders import (
    SOON,
    TODAY,
    TWO_YEARS,
    Parties,
    a_draft,
    a_signed,
    sent,
    set_days,
    signed_by,
    signed_by_both,
    write,
)


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
    set_days(parties, new, has_annex=False, at=SOON)
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
    set_days(parties, agreement, has_annex=True)
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
