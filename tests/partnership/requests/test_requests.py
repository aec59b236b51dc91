"""An organisation asks for a cooperation: once, with an answer, and with a reason for a no."""

import pytest
from sqlalchemy import func, select

from directory.accounts import actions as accounts
from directory.accounts.permissions import Role
from directory.organisations.models import OrganisationKind
from kernel.lifecycle import NotAllowed, ensure_transition
from partnership.relations.models import CoordinationModel, Relation
from partnership.requests.models import RequestStatus
from partnership.requests.rules import TRANSITIONS
from tests.builders import NOW, a_municipality, a_person, a_relation, an_organisation, post
from tests.pages import read
from tests.partnership.requests.conftest import Stage

LIST, NEW = "/partnership/requests/", "/partnership/requests/new"


@pytest.mark.parametrize("current", [each for each in RequestStatus if each is not RequestStatus.WAITING])
@pytest.mark.parametrize("wanted", list(RequestStatus))
def test_what_is_answered_or_withdrawn_stays_so(current: RequestStatus, wanted: RequestStatus) -> None:
    with pytest.raises(NotAllowed):
        ensure_transition(TRANSITIONS, current, wanted)


def test_a_request_is_asked_mailed_and_accepted(stage: Stage) -> None:
    org, kom = stage.browser(stage.org), stage.browser(stage.kom)
    assert read(org.get(NEW).text).headings == 1
    asked = stage.ask(org)
    assert asked.status_code == 303
    assert [str(each["To"]) for each in stage.mails()] == [stage.kom.email]
    assert f"http://127.0.0.1:8000{asked.location}\n" in stage.mails()[0].get_content()
    assert f'href="{asked.location}"' in kom.get("/my-work").text
    assert f'href="{asked.location}"' not in org.get("/my-work").text
    page = kom.get(asked.location).text
    assert read(page).headings == 1
    assert "Mange spør oss om følge." in page
    begun = post(kom, f"{asked.location}accept")
    relation = stage.session.scalars(select(Relation)).one()
    assert begun.location == f"/partnership/relations/{relation.id}/"
    assert relation.about == "Turar kvar tysdag"
    assert 'data-status="accepted"' in org.get(asked.location).text
    assert org.get(begun.location).status_code == 200
    assert {str(each["To"]) for each in stage.mails()} == {stage.kom.email, stage.org.email}
    assert f'href="{asked.location}"' not in kom.get("/my-work").text
    assert post(kom, f"{asked.location}accept").status_code == 409


def test_a_no_has_its_reason_and_the_organisation_reads_it(stage: Stage) -> None:
    org, kom = stage.browser(stage.org), stage.browser(stage.kom)
    asked = stage.ask(org).location
    assert len(stage.mails()) == 1
    assert post(kom, f"{asked}decline", {"reason": " "}).status_code == 422
    assert stage.requests()[0].status is RequestStatus.WAITING
    assert post(kom, f"{asked}decline", {"reason": "Vi har ikkje tid før jul."}).status_code == 303
    page = org.get(asked).text
    assert "Vi har ikkje tid før jul." in page
    assert 'data-status="declined"' in page
    assert len(stage.mails()) == 2
    assert stage.session.scalar(select(func.count()).select_from(Relation)) == 0
    again = stage.ask(org)
    assert again.location != asked


def test_asking_twice_is_one_request(stage: Stage) -> None:
    org = stage.browser(stage.org)
    assert stage.ask(org).location == stage.ask(org).location
    assert len(stage.requests()) == 1
    assert len(stage.mails()) == 1


def test_other_words_while_it_waits_are_a_choice_and_lose_nothing(stage: Stage) -> None:
    leader = a_person(stage.session, Role.ORGANISATION_LEADER, stage.friends, name="Lise")
    stage.session.commit()
    stage.ask()
    other = stage.browser(leader)
    later = stage.ask(other, reason="Heimetenesta ringer oss.")
    assert later.status_code == 409
    for words in ("Mange spør oss om følge.", "Heimetenesta ringer oss."):
        assert words in later.text
    form = next(each for each in read(later.text).forms if "reason" in each.kinds)
    assert stage.ask(other, reason="Heimetenesta ringer oss.", version=form.values["version"]).status_code == 303
    assert [each.reason for each in stage.requests()] == ["Heimetenesta ringer oss."]


def test_a_cooperation_that_is_there_already_is_shown_instead(stage: Stage) -> None:
    relation = a_relation(stage.session, stage.volda, stage.friends, actor=stage.kom)
    stage.session.commit()
    assert stage.ask().location == f"/partnership/relations/{relation.id}/"
    assert stage.requests() == []
    assert stage.ask(scope="Kafé").location.startswith(LIST)
    relation.ended_on, relation.ended_reason = NOW.date(), "Pause"
    stage.session.commit()
    asked = stage.ask().location
    assert asked.startswith(LIST)
    assert post(stage.browser(stage.kom), f"{asked}accept").location == f"/partnership/relations/{relation.id}/"
    stage.session.refresh(relation)
    assert relation.ended_on is None


def test_a_request_is_withdrawn_before_it_is_answered(stage: Stage) -> None:
    org, kom = stage.browser(stage.org), stage.browser(stage.kom)
    asked = stage.ask(org).location
    assert post(org, f"{asked}withdraw").status_code == 303
    assert post(org, f"{asked}withdraw").status_code == 409
    assert post(kom, f"{asked}accept").status_code == 409
    assert stage.mails() == []


def test_a_volunteer_centre_mediates(stage: Stage) -> None:
    stage.friends.organisation_kind = OrganisationKind.VOLUNTEER_CENTRE
    stage.session.commit()
    post(stage.browser(stage.kom), f"{stage.ask().location}accept")
    assert stage.session.scalars(select(Relation)).one().coordination_model is CoordinationModel.VOLUNTEER_CENTRE


def test_nobody_asks_for_another_organisation(stage: Stage) -> None:
    others = an_organisation(stage.session, "Andre")
    stage.session.commit()
    assert stage.ask(organisation=others.id).status_code == 422
    assert stage.requests() == []


@pytest.mark.parametrize("broken", [{"municipality": "9999"}, {"reason": ""}, {"about": ""}, {"reason": "a" * 501}])
def test_what_is_not_whole_is_refused_and_kept_in_the_form(stage: Stage, broken: dict[str, str]) -> None:
    answer = stage.ask(**broken)
    assert answer.status_code == 422
    assert "Turar kvar tysdag" in answer.text or "about" in broken
    assert stage.requests() == []


def test_strangers_find_nothing_and_the_asker_does_not_answer_itself(stage: Stage) -> None:
    asked = stage.ask().location
    hol = a_municipality(stage.session, "Hol")
    both = a_person(stage.session, Role.ORGANISATION_LEADER, stage.friends, name="Begge")
    accounts.give_role(stage.session, both, Role.MUNICIPAL_COORDINATOR, hol, actor_id=None, at=NOW)
    stranger = a_person(stage.session, Role.MUNICIPAL_COORDINATOR, hol, name="Framand")
    home_care = a_person(stage.session, Role.HOME_CARE, stage.volda, name="Hanne")
    stage.session.commit()
    for person in (stranger, home_care):
        browser = stage.browser(person)
        assert browser.get(asked).status_code == 404
        assert asked not in browser.get(LIST).text
        for step in ("accept", "decline", "withdraw"):
            assert post(browser, f"{asked}{step}", {"reason": "Nei"}).status_code == 404
    asker = stage.browser(both)
    for step in ("accept", "decline"):
        assert post(asker, f"{asked}{step}", {"reason": "Ja"}).status_code == 409
    assert post(stage.browser(stage.kom), f"{asked}withdraw").status_code == 404
    assert stage.requests()[0].status is RequestStatus.WAITING


def test_hostile_text_stays_text(stage: Stage) -> None:
    asked = stage.ask(about="<script>alert(1)</script>").location
    assert "<script>alert" not in stage.browser(stage.kom).get(asked).text


def test_the_lists_show_only_ones_own_in_the_same_number_of_statements(stage: Stage, statements: list[str]) -> None:
    org, kom, counts = stage.browser(stage.org), stage.browser(stage.kom), []
    for size in (1, 30):
        for number in range(size):
            stage.ask(org, scope=f"Område {size} {number}")
        for browser, path in ((org, LIST), (kom, LIST), (kom, "/my-work")):
            browser.get(path)
            statements.clear()
            assert browser.get(path).status_code == 200
            counts.append(len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[:3] == counts[3:]
    assert org.get(f"{LIST}?format=csv").status_code == 200


def test_two_answers_at_once_are_one(stage: Stage) -> None:
    leader = a_person(stage.session, Role.MUNICIPAL_LEADER, stage.volda, name="Lise")
    stage.session.commit()
    asked = stage.ask().location
    assert post(stage.browser(stage.kom), f"{asked}decline", {"reason": "Ikkje no"}).status_code == 303
    assert post(stage.browser(leader), f"{asked}accept").status_code == 409
    assert stage.session.scalar(select(func.count()).select_from(Relation)) == 0
