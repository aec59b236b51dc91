"""What a caseworker has typed stays: when the number of places changes, when it is refused, when it comes too late."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from grants.selections import actions, queries
from tests.builders import a_person, post, sign_in
from tests.grants.assessing import PROPOSED
from tests.grants.selections.builders import MADE, STRONG
from tests.grants.selections.conftest import PAGE, Field, filled_in, selection_of
from tests.pages import read

TWO = PAGE + "?places=2"


def form_of(page: str) -> dict[str, str]:
    return next(form.values for form in read(page).forms if "seen" in form.values)


def test_choosing_otherwise_keeps_what_was_typed_until_the_number_fits(
    client: FlaskClient, session: Session, three: Field
) -> None:
    sign_in(client, session, three.office.caseworker)
    _tydal, volda, hol, _weak = three.sent
    values = filled_in(client, TWO, **{f"let_{hol.id}": "De har ventet."})
    answer = post(client, PAGE, values)
    assert answer.status_code == 422
    assert form_of(answer.text)[f"let_{hol.id}"] == "De har ventet."
    values[f"leave_{volda.id}"] = "De har deltatt før."
    assert post(client, PAGE, values).status_code == 303
    page = client.get(PAGE).text
    assert "De har deltatt før." in page
    assert f'href="#{hol.reference}"' in page, "who makes it sees first what is chosen otherwise"


def test_another_number_of_places_is_looked_at_with_all_that_was_typed(
    client: FlaskClient, session: Session, three: Field
) -> None:
    sign_in(client, session, three.office.caseworker)
    tydal, _volda, _hol, _weak = three.sent
    typed = {f"leave_{tydal.id}": "De har\nnok.", "beyond": "Bare en.", "look": "1"}
    one = post(client, PAGE, filled_in(client, PAGE + "?places=1", places="3", **typed))
    assert one.status_code == 200
    assert one.text.count('data-status="chosen"') == 3
    kept = form_of(one.text)
    assert (kept["places"], kept["shown"], kept["legal_basis"]) == ("3", "3", "Oppdraget.")
    assert (kept[f"leave_{tydal.id}"], kept["beyond"]) == ("De har\nnok.", "Bare en.")
    back = form_of(post(client, PAGE, kept | {"places": "1", "look": "1"}).text)
    assert (back["shown"], back["beyond"]) == ("1", "Bare en.")
    assert selection_of(session, three) is None, "looking proposes nothing"


def test_a_reason_to_let_one_in_is_never_taken_for_one_to_leave_it_out(
    client: FlaskClient, session: Session, three: Field
) -> None:
    sign_in(client, session, three.office.caseworker)
    hol = three.sent[2]
    more = post(client, PAGE, filled_in(client, TWO, places="3", look="1", **{f"let_{hol.id}": "De har ventet."}))
    assert "De har ventet." in read(more.text).text
    kept = form_of(more.text)
    assert (kept[f"let_{hol.id}"], kept[f"leave_{hol.id}"]) == ("De har ventet.", "")
    fewer = form_of(post(client, PAGE, kept | {"places": "2", "look": "1"}).text)
    assert fewer[f"let_{hol.id}"] == "De har ventet."
    assert post(client, PAGE, kept).status_code == 303
    selection = selection_of(session, three)
    assert selection is not None
    lines = {line.application_id: line for line in queries.lines_of(session, selection.id)}
    assert (lines[hol.id].is_chosen, lines[hol.id].overruled) == (True, "")
    assert selection.beyond == ""


def test_a_number_that_was_changed_but_not_looked_at_is_looked_at_first(
    client: FlaskClient, session: Session, three: Field
) -> None:
    sign_in(client, session, three.office.caseworker)
    answer = post(client, PAGE, filled_in(client, TWO, places="3"))
    assert answer.status_code == 422
    assert form_of(answer.text)["shown"] == "3"
    assert post(client, PAGE, form_of(answer.text)).status_code == 303


@pytest.mark.parametrize("typed", ["mange", "", "-1"])
def test_a_number_that_is_none_is_told_and_nothing_else_is(
    client: FlaskClient, session: Session, three: Field, typed: str
) -> None:
    sign_in(client, session, three.office.caseworker)
    answer = post(client, PAGE, filled_in(client, TWO, places=typed, look="1", legal_basis=""))
    assert answer.status_code == 422
    assert {"#places"} == {each for each in read(answer.text).links if each in {"#places", "#legal_basis"}}
    assert form_of(answer.text)["places"] == typed
    again = post(client, PAGE, filled_in(client, TWO, places=typed))
    assert (again.status_code, form_of(again.text)["places"]) == (422, typed)


def test_what_changed_meanwhile_is_looked_over_again(client: FlaskClient, session: Session, three: Field) -> None:
    sign_in(client, session, three.office.caseworker)
    hol = three.sent[2]
    values = filled_in(client, TWO, legal_basis="Et annet oppdrag.", **{f"let_{hol.id}": "De har ventet."})
    three.apply("Lom", STRONG)
    session.commit()
    answer = post(client, PAGE, values)
    assert answer.status_code == 409
    kept = form_of(answer.text)
    assert (kept["legal_basis"], kept[f"let_{hol.id}"]) == ("Et annet oppdrag.", "De har ventet.")
    assert post(client, PAGE, kept | {f"let_{hol.id}": ""}).status_code == 303


def test_who_was_slower_sees_both_texts_of_what_was_returned(
    client: FlaskClient, session: Session, three: Field
) -> None:
    _tydal, volda, hol, _weak = three.sent
    sign_in(client, session, three.office.caseworker)
    values = filled_in(client, TWO, **{f"let_{hol.id}": "Min grunn."})
    theirs = three.propose(2, otherwise={hol.reference: "Deres grunn.", volda.reference: "Deres andre grunn."})
    by = {"version": theirs.version, "actor_id": three.office.lead.id, "at": MADE}
    actions.send_back(session, theirs, remark="Se på tallet.", **by)
    session.commit()
    answer = post(client, PAGE, values)
    assert answer.status_code == 409
    text = answer.text
    assert form_of(text)[f"let_{hol.id}"] == "Min grunn."
    assert "Deres grunn." in text
    assert "Deres andre grunn." in text


def test_who_comes_when_another_has_proposed_reads_both(client: FlaskClient, session: Session, three: Field) -> None:
    hol = three.sent[2]
    sign_in(client, session, a_person(session, Role.CASEWORKER, three.office.body))
    values = filled_in(client, TWO, legal_basis="Mitt oppdrag.", **{f"let_{hol.id}": "Min grunn."})
    three.propose(2)
    session.commit()
    answer = post(client, PAGE, values)
    assert answer.status_code == 409
    text = read(answer.text).text
    assert "Min grunn." in text
    assert "Mitt oppdrag." in text
    assert "Oppdraget." in text
    found = selection_of(session, three)
    assert found is not None
    assert (found.legal_basis, found.proposed_at) == ("Oppdraget.", PROPOSED)


def test_what_was_typed_stays_when_something_must_come_first(
    client: FlaskClient, session: Session, three: Field
) -> None:
    sign_in(client, session, three.office.caseworker)
    values = filled_in(client, TWO, beyond="Derfor.", **{f"let_{three.sent[2].id}": "Min grunn."})
    three.take_up(three.sent[0])
    session.commit()
    answer = post(client, PAGE, values)
    assert answer.status_code == 409
    assert "Min grunn." in read(answer.text).text
    assert three.sent[0].reference in answer.text
