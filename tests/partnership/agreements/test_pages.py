"""An agreement in a browser: written by two without losing a word, with its period, its ways on and its end."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from partnership.agreements.models import Agreement, AgreementSection, AgreementStatus
from partnership.agreements.period import Days
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from tests.builders import NOW, a_municipality, a_person, a_relation, an_organisation, post
from tests.pages import read
from tests.partnership.agreements.builders import (
    TODAY,
    Parties,
    a_draft,
    a_signed,
    form_with,
    fresh,
    sent,
    signed_by,
)


def test_from_the_first_word_to_both_signatures(parties: Parties) -> None:
    kari = parties.browser(parties.coordinator)
    form = form_with(kari, parties.address("new"), "language")
    assert form.values["language"] == "nb"
    assert post(kari, parties.address("new"), form.values).status_code == 303
    ola = parties.browser(parties.leader)
    words = form_with(ola, parties.address("1/sections/economy/"), "words")
    assert "Hver part betaler" in words.values["words"]
    changed = words.values | {"words": "Kommunen betaler lokalet."}
    assert post(ola, parties.address("1/sections/economy/"), changed).status_code == 303
    ready = form_with(kari, parties.address("1/"), "seen")
    assert post(kari, ready.action, ready.values).status_code == 303
    for person, browser in ((parties.leader, ola), (parties.mayor, parties.browser(parties.mayor))):
        place = form_with(browser, parties.address("1/sign/"), "name")
        done = post(browser, parties.address("1/sign/"), place.values | {"name": person.name})
        assert done.status_code == 303
    agreement = fresh(parties)
    assert agreement.status is AgreementStatus.SIGNED
    page = kari.get(parties.address("1/")).text
    assert 'data-status="in_force"' in page
    for told in ("Kommunen betaler lokalet.", "Marit Aasen", "Ola Nordmann"):
        assert told in page
    assert read(page).headings == 1


def test_two_write_in_one_section_and_neither_loses_a_word(parties: Parties) -> None:
    a_draft(parties)
    address = parties.address("1/sections/together/")
    kari, ola = parties.browser(parties.coordinator), parties.browser(parties.leader)
    hers, his = form_with(kari, address, "words"), form_with(ola, address, "words")
    assert post(kari, address, hers.values | {"words": "Karis ord"}).status_code == 303
    answer = post(ola, address, his.values | {"words": "Olas ord"})
    assert answer.status_code == 409
    for words in ("Karis ord", "Olas ord"):
        assert words in answer.text
    again = next(each for each in read(answer.text).forms if "words" in each.kinds)
    assert post(ola, address, again.values | {"words": "Karis ord\nOlas ord"}).status_code == 303
    section = parties.session.scalars(select(AgreementSection).where(AgreementSection.key == "together")).one()
    parties.session.refresh(section)
    assert section.words == "Karis ord\nOlas ord"


def test_two_write_in_different_sections_without_disturbing_each_other(parties: Parties) -> None:
    a_draft(parties)
    kari, ola = parties.browser(parties.coordinator), parties.browser(parties.leader)
    pages = [(kari, parties.address("1/sections/together/")), (ola, parties.address("1/sections/economy/"))]
    forms = [form_with(browser, address, "words") for browser, address in pages]
    for (browser, address), form in zip(pages, forms, strict=True):
        assert post(browser, address, form.values | {"words": "Nytt"}).status_code == 303


def test_words_written_while_the_text_was_frozen_stay_on_the_page(parties: Parties) -> None:
    agreement = a_draft(parties)
    ola = parties.browser(parties.leader)
    form = form_with(ola, parties.address("1/sections/together/"), "words")
    sent(parties, agreement)
    answer = post(ola, parties.address("1/sections/together/"), form.values | {"words": "Mine ord"})
    assert answer.status_code == 409
    assert "Mine ord" in answer.text
    assert "error-summary" in answer.text


def test_two_choose_a_period_and_see_both(parties: Parties) -> None:
    a_draft(parties)
    address = parties.address("1/period/")
    kari, ola = parties.browser(parties.coordinator), parties.browser(parties.leader)
    hers, his = form_with(kari, address, "ends_on"), form_with(ola, address, "ends_on")
    assert post(kari, address, hers.values | {"ends_on": "31.12.2029", "has_annex": "y"}).status_code == 303
    answer = post(ola, address, his.values | {"ends_on": "31.12.2027"})
    assert answer.status_code == 409
    assert "31. desember 2029" in answer.text
    assert "31.12.2027" in answer.text
    again = next(each for each in read(answer.text).forms if "ends_on" in each.kinds)
    assert post(ola, address, again.values).status_code == 303
    assert str(fresh(parties).ends_on) == "2027-12-31"


@pytest.mark.parametrize(
    "sent_in",
    [
        {"ends_on": "1.1.2020"},
        {"ends_on": "31.12.2099"},
        {"starts_on": "tull"},
        {"notice_months": "0"},
        {"notice_months": "13"},
        {"notice_months": ""},
    ],
)
def test_a_period_that_cannot_be_is_refused_with_what_was_typed(parties: Parties, sent_in: dict[str, str]) -> None:
    a_draft(parties)
    kari = parties.browser(parties.coordinator)
    form = form_with(kari, parties.address("1/period/"), "ends_on")
    answer = post(kari, parties.address("1/period/"), form.values | sent_in)
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_a_beginning_that_is_refused_keeps_what_was_typed(parties: Parties) -> None:
    kari = parties.browser(parties.coordinator)
    form = form_with(kari, parties.address("new"), "language")
    for wrong in ({"ends_on": "31.12.9999"}, {"starts_on": "1.1.0001"}, {"language": "fr"}, {"notice_months": "x"}):
        answer = post(kari, parties.address("new"), form.values | wrong)
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    assert post(kari, parties.address("new"), form.values | {"language": "nn"}).status_code == 303
    again = post(kari, parties.address("new"), form.values)
    assert again.status_code == 422
    assert "error-summary" in again.text


def test_strangers_see_nothing_and_readers_change_nothing(parties: Parties) -> None:
    agreement = a_draft(parties)
    elsewhere = a_municipality(parties.session, "Ørsta")
    stranger = a_person(parties.session, Role.MUNICIPAL_LEADER, elsewhere)
    nurse = a_person(parties.session, Role.HOME_CARE, parties.municipality)
    volunteer = a_person(parties.session, Role.VOLUNTEER, parties.organisation)
    parties.session.commit()
    pages = ["", "new", "1/", "1/sections/together/", "1/period/", "1/agreement.pdf", "1/sign/"]
    for person in (stranger, volunteer):
        browser = parties.browser(person)
        assert {browser.get(parties.address(page)).status_code for page in pages} == {404}
        assert post(browser, parties.address("1/send"), {"seen": ""}).status_code == 404
    reader = parties.browser(nurse)
    page = reader.get(parties.address("1/"))
    assert page.status_code == 200
    assert "sections/" not in page.text
    assert not [each for each in read(page.text).forms if "seen" in each.kinds]
    assert post(reader, parties.address("1/sections/together/"), {"words": "x", "version": "1"}).status_code == 404
    assert agreement.status is AgreementStatus.DRAFT


def test_an_agreement_of_another_relation_is_not_there(parties: Parties) -> None:
    other = a_relation(
        parties.session, parties.municipality, an_organisation(parties.session, "Naboane"), actor=parties.coordinator
    )
    parties.session.commit()
    a_draft(parties)
    kari = parties.browser(parties.coordinator)
    assert kari.get(f"/partnership/relations/{other.id}/agreements/1/").status_code == 404
    assert kari.get(parties.address("2/")).status_code == 404
    for key in ("independence", "period", "nothing", "consent"):
        assert kari.get(parties.address(f"1/sections/{key}/")).status_code == 404


def test_own_volunteers_have_no_agreement_and_the_page_says_why(parties: Parties) -> None:
    own = a_relation(parties.session, parties.municipality, None, actor=parties.coordinator)
    parties.session.commit()
    kari = parties.browser(parties.coordinator)
    answer = kari.get(f"/partnership/relations/{own.id}/agreements/")
    assert answer.status_code == 409
    page = kari.get(f"/partnership/relations/{own.id}/")
    assert page.status_code == 200
    assert "/agreements/" not in page.text


def test_an_agreement_is_terminated_by_a_leader_with_its_notice(parties: Parties) -> None:
    a_signed(parties, days=Days(TODAY, TODAY.replace(year=2028), 3))
    assert parties.browser(parties.coordinator).get(parties.address("1/terminate/")).status_code == 404
    ola = parties.browser(parties.leader)
    form = form_with(ola, parties.address("1/terminate/"), "reason")
    early = form.values | {"last_on": "1.1.2027", "reason": "Få frivillige."}
    assert post(ola, parties.address("1/terminate/"), early).status_code == 422
    done = post(ola, parties.address("1/terminate/"), form.values | {"reason": "Få frivillige."})
    assert done.status_code == 303
    page = ola.get(parties.address("1/")).text
    assert 'data-status="under_notice"' in page
    assert "Få frivillige." in page
    assert ola.get(parties.address("1/terminate/")).status_code == 409


def test_what_waits_is_in_my_work_and_on_the_card(parties: Parties) -> None:
    agreement = a_draft(parties, days=Days(TODAY.replace(year=2024), TODAY.replace(month=12), 3))
    seen = sent(parties, agreement)
    sign = parties.address("1/sign/")
    mayor, kari, ola = (parties.browser(each) for each in (parties.mayor, parties.coordinator, parties.leader))
    assert sign in read(mayor.get("/my-work").text).links
    assert sign not in read(kari.get("/my-work").text).links
    signed_by(parties, agreement, Side.ORGANISATION, seen=seen)
    assert sign not in read(ola.get("/my-work").text).links
    signed_by(parties, agreement, Side.MUNICIPALITY, seen=seen)
    for browser in (mayor, kari, ola):
        assert parties.address("1/") in read(browser.get("/my-work").text).links
        assert parties.address("1/") in read(browser.get(f"/partnership/relations/{parties.relation.id}/").text).links
    renewed = post(kari, parties.address("1/renew"), {})
    assert renewed.status_code == 303
    assert parties.address("1/") not in read(kari.get("/my-work").text).links


def test_the_card_says_of_the_agreement_before_a_draft_that_it_was_that_one_which_expired(parties: Parties) -> None:
    a_signed(parties, days=Days(date(2024, 9, 2), date(2026, 9, 1), 3), at=NOW - timedelta(days=800))
    shown = f"/partnership/relations/{parties.relation.id}/"
    kari = parties.browser(parties.coordinator)
    assert "Den gikk ut 1. september 2026." in kari.get(shown).text
    a_draft(parties)
    text = kari.get(shown).text
    assert "Et utkast er under arbeid. Den forrige gikk ut 1. september 2026." in text
    assert "Den gikk ut" not in text


def test_the_point_that_the_agreement_proves_leads_to_the_agreements(parties: Parties) -> None:
    ola = parties.browser(parties.leader)
    told = "Signer avtalen, så er dette fornyet."
    for code, is_told in (("3.1", True), ("2.3", False)):
        text = ola.get(f"/partnership/relations/{parties.relation.id}/staircase/points/{code}/").text
        assert (told in text) is is_told, code
        assert (parties.address() in read(text).links) is is_told, code


def test_a_draft_can_be_put_aside_and_still_be_read(parties: Parties) -> None:
    a_draft(parties)
    kari = parties.browser(parties.coordinator)
    form = next(each for each in read(kari.get(parties.address("1/")).text).forms if each.action.endswith("/discard"))
    assert post(kari, form.action, form.values).status_code == 303
    assert 'data-status="discarded"' in kari.get(parties.address("1/")).text
    assert post(kari, form.action, form.values).status_code == 409


def test_the_pages_ask_as_many_questions_for_many_agreements_as_for_few(
    parties: Parties, statements: list[str]
) -> None:
    kari = parties.browser(parties.coordinator)

    def counted(path: str) -> int:
        kari.get(path)
        statements.clear()
        assert kari.get(path).status_code == 200
        return len(statements)

    a_signed(parties)
    paths = ["/my-work", parties.address(), parties.address("1/")]
    few = [counted(path) for path in paths]
    for number in range(2, 12):
        parties.session.add(an_old_one(parties.relation, number, parties.coordinator))
        other = an_organisation(parties.session, f"Lag {number}")
        relation = a_relation(parties.session, parties.municipality, other, actor=parties.coordinator)
        parties.session.add(an_old_one(relation, 1, parties.coordinator))
    parties.session.commit()
    assert [counted(path) for path in paths] == few


def an_old_one(relation: Relation, number: int, actor: Person) -> Agreement:
    days: dict[str, Any] = vars(Days(TODAY.replace(year=2020), TODAY.replace(year=2022), 3))
    return Agreement(
        relation_id=relation.id,
        number=number,
        template="agreement.v1",
        language="nb",
        status=AgreementStatus.SIGNED,
        **days,
        has_annex=False,
        last_on=days["ends_on"],
        begun_at=NOW,
        begun_by_id=actor.id,
        terminated_reason="",
    )
