"""Signing in a browser: the text that is shown, by whoever may, under one's own name; and sending it back."""

from sqlalchemy import select

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from partnership.agreements import queries
from partnership.agreements.models import AgreementSignature, AgreementStatus
from partnership.agreements.wording import fingerprint, grouped
from partnership.relations.sides import Side
from tests.builders import NOW, a_person, post
from tests.partnership.agreements.builders import (
    Parties,
    a_draft,
    a_signed,
    form_with,
    fresh,
    sent,
    signed_by,
)


def test_the_hash_on_the_page_is_that_of_the_text_that_is_shown(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    page = parties.browser(parties.leader).get(parties.address("1/sign/")).text
    text = queries.latest_text(parties.session, agreement)
    assert text is not None
    assert grouped(fingerprint(text.content)) in page
    assert fingerprint(text.content) == seen
    for words in ("kan når som helst kritisere kommunen fritt", "Kaffe og følgje kvar tysdag.", "3 måneders varsel"):
        assert words in page
        assert words in text.content


def test_the_text_is_not_sent_when_it_has_changed_since_it_was_read(parties: Parties) -> None:
    a_draft(parties)
    kari, ola = parties.browser(parties.coordinator), parties.browser(parties.leader)
    ready = form_with(kari, parties.address("1/"), "seen")
    form = form_with(ola, parties.address("1/sections/together/"), "words")
    post(ola, parties.address("1/sections/together/"), form.values | {"words": "Olas ord"})
    answer = post(kari, ready.action, ready.values)
    assert answer.status_code == 409
    assert "Olas ord" in answer.text
    assert fresh(parties).status is AgreementStatus.DRAFT


def test_one_signs_only_the_text_that_one_has_read(parties: Parties) -> None:
    agreement = a_draft(parties)
    sent(parties, agreement)
    ola = parties.browser(parties.leader)
    place = form_with(ola, parties.address("1/sign/"), "name")
    answer = post(ola, parties.address("1/sign/"), place.values | {"seen": "0" * 64, "name": "Ola Nordmann"})
    assert answer.status_code == 409
    assert not parties.session.scalars(select(AgreementSignature)).all()


def test_a_signature_asks_for_ones_own_name(parties: Parties) -> None:
    agreement = a_draft(parties)
    sent(parties, agreement)
    ola = parties.browser(parties.leader)
    place = form_with(ola, parties.address("1/sign/"), "name")
    for name in ("", "Kari Nordmann"):
        answer = post(ola, parties.address("1/sign/"), place.values | {"name": name})
        assert answer.status_code == 422
        assert "error-summary" in answer.text


def test_the_coordinator_prepares_but_does_not_sign(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    kari = parties.browser(parties.coordinator)
    assert kari.get(parties.address("1/sign/")).status_code == 404
    assert post(kari, parties.address("1/sign/"), {"seen": seen, "name": "Kari Nordmann"}).status_code == 404
    assert "1/sign/" not in kari.get(parties.address("1/")).text


def test_somebody_who_leads_both_sides_is_refused(parties: Parties) -> None:
    both = a_person(parties.session, Role.MUNICIPAL_LEADER, parties.municipality, name="Berit Begge")
    give(parties, both, Role.ORGANISATION_LEADER)
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    berit = parties.browser(both)
    assert berit.get(parties.address("1/sign/")).status_code == 409
    answer = post(berit, parties.address("1/sign/"), {"seen": seen, "name": "Berit Begge"})
    assert answer.status_code == 409
    assert not parties.session.scalars(select(AgreementSignature)).all()


def give(parties: Parties, person: Person, role: Role) -> None:
    accounts.give_role(parties.session, person, role, parties.organisation, actor_id=None, at=NOW)
    parties.session.commit()


def test_either_side_may_send_the_text_back_with_a_word(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    signed_by(parties, agreement, Side.ORGANISATION, seen=seen)
    kari = parties.browser(parties.coordinator)
    assert post(kari, parties.address("1/send-back/"), {"word": ""}).status_code == 422
    assert post(kari, parties.address("1/send-back/"), {"word": "Punkt 12 må endres."}).status_code == 303
    page = parties.browser(parties.leader).get(parties.address("1/")).text
    assert "Punkt 12 må endres." in page
    assert 'data-status="draft"' in page
    assert kari.get(parties.address("1/send-back/")).status_code == 409


def test_a_tampered_text_is_told_and_neither_signed_nor_printed(parties: Parties) -> None:
    agreement = a_signed(parties)
    text = queries.latest_text(parties.session, agreement)
    assert text is not None
    text.content = text.content.replace("følgje", "kjøring")
    parties.session.commit()
    kari = parties.browser(parties.coordinator)
    page = kari.get(parties.address("1/"))
    assert page.status_code == 200
    assert 'data-color="danger"' in page.text
    assert kari.get(parties.address("1/agreement.pdf")).status_code == 409
