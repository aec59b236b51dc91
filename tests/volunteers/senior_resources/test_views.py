"""What a team writes of wishes and needs: kept as it was said, refused plainly, and never lost."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.activities.builders import an_offer, shown
from tests.activities.providing.test_pages import version_on
from tests.builders import NOW, a_relation, an_organisation, post, sign_in
from tests.partnership.teaming import a_table
from tests.volunteers.senior_resources.builders import (
    PERSON,
    Ready,
    a_need,
    a_tie,
    a_wish,
)
from volunteers.senior_resources import actions
from volunteers.senior_resources.models import (
    Connection,
    ConnectionStatus,
    LocalNeed,
    Opportunity,
    SegmentCount,
    SeniorResource,
)

UNANSWERED = "har ikke svart ennå:"


def test_a_wish_meets_a_need(client: FlaskClient, session: Session, ready: Ready, base: str) -> None:
    sign_in(client, session, ready.table.member)
    assert post(client, f"{base}resources/new/person", PERSON).status_code == 303
    resource = session.scalars(select(SeniorResource)).one()
    assert (resource.name, resource.themes, resource.people) == ("Berit Hemmeleg", "walking", 1)
    need = {"text": "Nokon å gå med", "themes": ["walking"], "place": "Mork", "said_by": "Eldrerådet", "version": "0"}
    assert post(client, f"{base}needs/new", need).status_code == 303
    session.rollback()
    found = session.scalars(select(LocalNeed)).one()
    home = shown(client, base)
    address = f"{base}resources/{resource.id}/connect?need={found.id}"
    assert home.count(address) == 2
    assert home.count("</a> (Tur og trim)") == 2, "what both are about stands beside each suggestion"
    assert f'<option selected value="{found.id}">' in shown(client, address)
    asked = post(client, f"{base}resources/{resource.id}/connect", {"need": str(found.id), "is_wished": "no"})
    assert asked.status_code == 303
    session.rollback()
    assert shown(client, base).count(UNANSWERED) == 2  # at the wish, and at the need
    connection = session.scalars(select(Connection)).one()
    answer = f"{base}connections/{connection.id}/answer"
    for status in ("wished", "under_way"):
        sent = {"status": status, "said": "Gjerne", "version": version_on(shown(client, answer))}
        assert post(client, answer, sent).status_code == 303, status
    home = shown(client, base)
    assert address not in home
    assert UNANSWERED not in home
    assert "Gjerne" in shown(client, f"{base}resources/{resource.id}/")
    assert 'data-status="under_way"' in shown(client, f"{base}connections/?status=under_way")
    assert post(client, f"{base}resources/{resource.id}/forget").status_code == 303
    session.rollback()
    assert (resource.name, connection.status) == ("", ConnectionStatus.ENDED)
    assert client.get(f"{base}resources/{resource.id}/").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"wish": ""},
        {"themes": []},
        {"themes": ["war"]},
        {"name": ""},
        {"consent_how": ""},
        {"consent_until": "01.11.2027"},
        {"consent_on": "01.12.2026"},
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_lost(
    client: FlaskClient, session: Session, ready: Ready, base: str, wrong: dict[str, object]
) -> None:
    sign_in(client, session, ready.table.member)
    answered = post(client, f"{base}resources/new/person", {**PERSON, **wrong})
    assert answered.status_code == 422
    assert 'id="error-summary"' in answered.text
    assert "41234567" in answered.text
    assert session.scalars(select(SeniorResource)).all() == []


def test_without_safeguards_only_organisations_are_kept(client: FlaskClient, session: Session) -> None:
    table = a_table(session)
    choir = an_organisation(session, "Koret")
    a_relation(session, table.municipality, choir, actor=table.coordinator)
    other = an_organisation(session, "Andre")
    session.commit()
    sign_in(client, session, table.coordinator)
    base = f"/volunteers/senior-resources/{table.team.id}/"
    assert post(client, f"{base}resources/new/person", PERSON).status_code == 422
    assert post(client, f"{base}resources/new/group", {**PERSON, "people": "4"}).status_code == 422
    sent = {"wish": "Synge", "themes": ["culture"], "people": "20", "version": "0"}
    assert post(client, f"{base}resources/new/organisation", {**sent, "organisation": str(other.id)}).status_code == 422
    for status in (303, 422):
        answered = post(client, f"{base}resources/new/organisation", {**sent, "organisation": str(choir.id)})
        assert answered.status_code == status
    assert "Koret" in shown(client, base)


def test_both_texts_are_shown_when_somebody_was_quicker(
    client: FlaskClient, session: Session, ready: Ready, base: str
) -> None:
    resource, need = a_wish(session, ready), a_need(session, ready)
    connection = a_tie(session, ready, resource, need)
    session.commit()
    sign_in(client, session, ready.table.member)
    forms = {
        f"resources/{resource.id}/change": (PERSON, "wish"),
        f"needs/{need.id}/change": ({"text": "", "themes": ["food"]}, "text"),
        f"connections/{connection.id}/answer": ({"status": "wished"}, "said"),
    }
    for path, (sent, name) in forms.items():
        for words, status in (("Den første", 303), ("Den andre", 409)):
            answered = post(client, f"{base}{path}", {**sent, name: words, "version": "1"})
            assert answered.status_code == status, path
        assert "Den første" in answered.text
        assert "Den andre" in answered.text
        again = post(client, f"{base}{path}", {**sent, name: "Den andre", "version": version_on(answered.text)})
        assert again.status_code == (422 if "answer" in path else 303)


def test_segments_and_opportunities_are_noted(client: FlaskClient, session: Session, ready: Ready, base: str) -> None:
    offer = an_offer(session, ready.table.municipality, ready.table.municipality, actor=ready.table.coordinator)
    session.commit()
    sign_in(client, session, ready.table.member)
    sent = {"text": "Kjøkkenet", "themes": ["food"], "offer_id": str(offer.id), "version": "0"}
    assert post(client, f"{base}opportunities/new", {**sent, "open_until": "snart"}).status_code == 422
    assert post(client, f"{base}opportunities/new", sent).status_code == 303
    session.rollback()
    assert session.scalars(select(Opportunity)).one().offer_id == offer.id
    people = {"place": "Mork", "ready": "40", "with_support": "12", "neither": "3", "version": "0"}
    assert post(client, f"{base}segments/change", {**people, "ready": "mange"}).status_code == 422
    for status in (303, 409):
        answered = post(client, f"{base}segments/change", {**people, "ready": "41" if status == 409 else "40"})
        assert answered.status_code == status
    session.rollback()
    assert len(session.scalars(select(SegmentCount)).all()) == 3
    assert 'value="40"' in shown(client, f"{base}segments/change?place=Mork")
    need = a_need(session, ready)
    session.commit()
    for state in ("met", "unmet", "met"):
        assert post(client, f"{base}needs/{need.id}/{state}").status_code == 303
    assert "Nokon å gå tur med" not in shown(client, f"{base}needs/")
    assert "Nokon å gå tur med" in shown(client, f"{base}needs/?state=all")


def test_the_same_moment_asks_once(client: FlaskClient, session: Session, ready: Ready, base: str) -> None:
    resource, need = a_wish(session, ready), a_need(session, ready)
    session.commit()
    sign_in(client, session, ready.table.member)
    address, sent = f"{base}resources/{resource.id}/connect", {"need": str(need.id), "is_wished": "no"}
    assert [post(client, address, sent).status_code for _twice in range(2)] == [303, 422]
    actions.withdraw(session, resource, actor_id=ready.actor_id, at=NOW)
    session.commit()
    assert post(client, address, sent).status_code == 422
