"""What follows from an agreement's days, and who may do what."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.permissions import Holding, Role, Viewer
from kernel.lifecycle import NotAllowed, Stale
from partnership.agreements import rules
from partnership.agreements.models import Agreement, AgreementSignature, AgreementStatus, AgreementText
from partnership.agreements.period import (
    Days,
    Standing,
    first_last_day,
    following,
    has_just_expired,
    is_to_be_renewed,
    moved,
    standing,
    usual,
)
from partnership.agreements.template import IN_FORCE, template_of
from partnership.agreements.wording import fingerprint
from partnership.relations.models import CoordinationModel, Relation
from partnership.relations.sides import Side
from tests.builders import NOW
from tests.partnership.agreements.builders import TODAY, TWO_YEARS

DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))
LENGTHS = st.integers(0, 3650)


def an_agreement(
    status: AgreementStatus = AgreementStatus.SIGNED,
    days: Days = TWO_YEARS,
    last_on: date | None = None,
    number: int = 1,
) -> Agreement:
    is_open = status in {AgreementStatus.DRAFT, AgreementStatus.FOR_SIGNING, AgreementStatus.DISCARDED}
    return Agreement(
        number=number,
        status=status,
        language="nb",
        has_annex=False,
        last_on=None if is_open else last_on or days.ends_on,
        **vars(days),
    )


def a_viewer(*held: tuple[Role, int]) -> Viewer:
    holdings = tuple(Holding(role, body, "") for role, body in held)
    return Viewer(7, "Kari", "kari@example.no", "nb", 0, False, "", NOW, 3600, holdings)


RELATION = Relation(municipality_id=1, organisation_id=2, coordination_model=CoordinationModel.ORGANISATION)


@pytest.mark.parametrize(
    ("status", "last_on", "today", "how"),
    [
        (AgreementStatus.DRAFT, None, TODAY, Standing.DRAFT),
        (AgreementStatus.FOR_SIGNING, None, TODAY, Standing.FOR_SIGNING),
        (AgreementStatus.DISCARDED, None, TODAY, Standing.DISCARDED),
        (AgreementStatus.SIGNED, None, date(2026, 11, 30), Standing.WAITING),
        (AgreementStatus.SIGNED, None, date(2026, 12, 1), Standing.IN_FORCE),
        (AgreementStatus.SIGNED, None, date(2028, 11, 30), Standing.IN_FORCE),
        (AgreementStatus.SIGNED, None, date(2028, 12, 1), Standing.ENDED),
        (AgreementStatus.TERMINATED, date(2027, 3, 1), date(2027, 3, 1), Standing.UNDER_NOTICE),
        (AgreementStatus.TERMINATED, date(2027, 3, 1), date(2027, 3, 2), Standing.TERMINATED),
        (AgreementStatus.REPLACED, date(2027, 3, 1), date(2027, 3, 1), Standing.IN_FORCE),
        (AgreementStatus.REPLACED, date(2027, 3, 1), date(2027, 3, 2), Standing.REPLACED),
    ],
)
def test_how_an_agreement_stands_follows_from_its_days(
    status: AgreementStatus, last_on: date | None, today: date, how: Standing
) -> None:
    assert standing(an_agreement(status, last_on=last_on), today) is how


@given(starts=DATES, length=LENGTHS, notice=st.integers(1, 12), today=DATES)
def test_notice_is_never_shorter_than_agreed_nor_longer_than_the_agreement(
    starts: date, length: int, notice: int, today: date
) -> None:
    agreement = an_agreement(days=Days(starts, starts + timedelta(days=length), notice))
    earliest = first_last_day(agreement, today)
    assert earliest <= agreement.ends_on
    assert earliest == agreement.ends_on or earliest >= moved(today, notice)
    assert earliest >= starts or earliest == agreement.ends_on


@given(starts=DATES, length=LENGTHS, today=DATES)
def test_a_renewal_always_begins_after_the_old_one_and_lasts_about_as_long(
    starts: date, length: int, today: date
) -> None:
    agreement = an_agreement(days=Days(starts, starts + timedelta(days=length), 3))
    new = following(agreement, today)
    assert new.starts_on > agreement.ends_on
    assert new.starts_on >= today
    assert abs((new.ends_on - new.starts_on).days - length) <= 6
    rules.ensure_follows(an_agreement(days=new), agreement)


def test_whole_years_are_renewed_as_whole_years() -> None:
    old = an_agreement(days=Days(date(2026, 7, 1), date(2028, 6, 30), 3))
    assert following(old, TODAY) == Days(date(2028, 7, 1), date(2030, 6, 30), 3)
    assert usual(TODAY) == Days(TODAY, date(2028, 11, 20), 3)


def test_renewal_is_asked_for_from_sixty_days_before_and_missed_for_ninety_after() -> None:
    agreement = an_agreement()
    ends = agreement.ends_on
    assert not is_to_be_renewed(agreement, ends - timedelta(days=61))
    assert is_to_be_renewed(agreement, ends - timedelta(days=60))
    assert is_to_be_renewed(agreement, ends)
    assert has_just_expired(agreement, ends + timedelta(days=90))
    assert not has_just_expired(agreement, ends + timedelta(days=91))
    assert not is_to_be_renewed(an_agreement(AgreementStatus.REPLACED), ends)


def test_one_agreement_is_written_at_a_time() -> None:
    with pytest.raises(NotAllowed, match="being written already"):
        rules.ensure_may_begin([an_agreement(AgreementStatus.DRAFT)], TODAY)
    with pytest.raises(NotAllowed, match="Renew it"):
        rules.ensure_may_begin([an_agreement()], TODAY)
    old = an_agreement()
    with pytest.raises(NotAllowed, match="cannot be renewed"):
        rules.ensure_may_begin([an_agreement(number=2), old], date(2027, 1, 1), renews=old)
    rules.ensure_may_begin([old], date(2027, 1, 1), renews=old)
    rules.ensure_may_begin([an_agreement(AgreementStatus.DISCARDED)], TODAY)


def test_own_volunteers_have_no_agreement() -> None:
    own = Relation(municipality_id=1, organisation_id=None, coordination_model=CoordinationModel.MUNICIPAL_REFLEXIVE)
    with pytest.raises(NotAllowed, match="frames, training and coordination"):
        rules.ensure_has_two_parties(own)
    rules.ensure_has_two_parties(RELATION)


def test_a_period_is_at_most_ten_years_and_ends_after_it_begins() -> None:
    rules.ensure_days(Days(date(2026, 1, 1), date(2036, 1, 1), 3))
    for days in (
        Days(date(2026, 1, 1), date(2036, 1, 2), 3),
        Days(date(2026, 1, 2), date(2026, 1, 1), 3),
        Days(date(1, 1, 1), date(1, 1, 2), 3),
        Days(date(9999, 1, 1), date(9999, 1, 2), 3),
    ):
        with pytest.raises(NotAllowed):
            rules.ensure_days(days)


def test_what_goes_to_signing_is_whole() -> None:
    template, draft = template_of(IN_FORCE), an_agreement(AgreementStatus.DRAFT)
    whole = {section.key: "Tekst." for section in template.sections}
    rules.ensure_may_send(draft, template, whole, needs_annex=False, today=TODAY)
    with pytest.raises(NotAllowed) as refusal:
        rules.ensure_may_send(draft, template, {**whole, "together": " "}, needs_annex=False, today=TODAY)
    assert refusal.value.params == {"heading": "Hva vi gjør sammen"}
    with pytest.raises(NotAllowed, match="annex"):
        rules.ensure_may_send(draft, template, whole, needs_annex=True, today=TODAY)
    with pytest.raises(NotAllowed, match="period is over"):
        rules.ensure_may_send(draft, template, whole, needs_annex=False, today=date(2028, 12, 1))


def test_leaders_sign_for_their_own_side() -> None:
    assert rules.signing_side(RELATION, a_viewer((Role.MUNICIPAL_LEADER, 1))) is Side.MUNICIPALITY
    assert rules.signing_side(RELATION, a_viewer((Role.ORGANISATION_LEADER, 2))) is Side.ORGANISATION
    for held in ((Role.MUNICIPAL_COORDINATOR, 1), (Role.ORGANISATION_COORDINATOR, 2), (Role.ORGANISATION_LEADER, 9)):
        with pytest.raises(NotAllowed, match="A leader"):
            rules.signing_side(RELATION, a_viewer(held))


@pytest.mark.parametrize("other", [Role.ORGANISATION_LEADER, Role.ORGANISATION_COORDINATOR])
def test_nobody_signs_who_answers_for_both_sides(other: Role) -> None:
    viewer = a_viewer((Role.MUNICIPAL_LEADER, 1), (other, 2))
    assert not rules.may_sign(RELATION, viewer)
    with pytest.raises(NotAllowed, match="both sides"):
        rules.signing_side(RELATION, viewer)


def test_a_leader_may_also_be_a_volunteer_of_the_other_side() -> None:
    viewer = a_viewer((Role.MUNICIPAL_LEADER, 1), (Role.VOLUNTEER, 2))
    assert rules.signing_side(RELATION, viewer) is Side.MUNICIPALITY


def test_a_side_signs_once_and_a_person_for_one_side() -> None:
    agreement = an_agreement(AgreementStatus.FOR_SIGNING)
    there = [AgreementSignature(side=Side.MUNICIPALITY, person_id=7)]
    with pytest.raises(NotAllowed, match="signed already"):
        rules.ensure_may_sign(agreement, there, Side.MUNICIPALITY, person_id=8, today=TODAY)
    with pytest.raises(NotAllowed, match="both sides"):
        rules.ensure_may_sign(agreement, there, Side.ORGANISATION, person_id=7, today=TODAY)
    rules.ensure_may_sign(agreement, there, Side.ORGANISATION, person_id=8, today=TODAY)


def test_one_signs_by_ones_own_name() -> None:
    rules.ensure_own_name("  ola   NORDMANN ", "Ola Nordmann")
    with pytest.raises(NotAllowed, match="Write your name"):
        rules.ensure_own_name("Ola", "Ola Nordmann")


@given(content=st.text(), other=st.text())
def test_a_text_that_was_changed_never_carries_the_earlier_signature(content: str, other: str) -> None:
    text = AgreementText(content=content, fingerprint=fingerprint(content))
    signature = AgreementSignature(fingerprint=text.fingerprint)
    assert rules.verify(text, [signature])
    text.content = other
    assert rules.verify(text, [signature]) is (content == other)
    text.fingerprint = fingerprint(other)
    assert rules.verify(text, [signature]) is (content == other)
    with pytest.raises(Stale):
        rules.ensure_same_text(signature.fingerprint, fingerprint(f"{content}."))


def test_termination_keeps_to_the_notice() -> None:
    agreement, today = an_agreement(), date(2027, 5, 31)
    rules.ensure_may_terminate(agreement, date(2027, 8, 31), today)
    with pytest.raises(NotAllowed, match="too early"):
        rules.ensure_may_terminate(agreement, date(2027, 8, 30), today)
    with pytest.raises(NotAllowed, match="in any case"):
        rules.ensure_may_terminate(agreement, date(2029, 1, 1), today)
    with pytest.raises(NotAllowed, match="over already"):
        rules.ensure_may_terminate(agreement, date(2029, 1, 1), date(2028, 12, 1))
    with pytest.raises(NotAllowed):
        rules.ensure_may_terminate(an_agreement(AgreementStatus.TERMINATED), date(2027, 8, 31), today)
