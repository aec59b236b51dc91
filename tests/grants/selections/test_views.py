"""How those who take part are chosen on the pages, and by whom."""

import csv
import io

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from grants.decisions.queries import decision_of
from grants.eligibility.models import Verdict
from grants.selections import queries
from grants.selections.models import Selection, SelectionStatus
from partnership.programmes.models import Participation
from tests.builders import a_municipality, a_person, post, sign_in
from tests.grants.selections.builders import FAIR, MADE, STRONG, WEAK
from tests.grants.selections.conftest import PAGE, Field, filled_in, selection_of


def proposed(session: Session, held: Field, places: int = 2) -> Selection:
    made = held.propose(places)
    session.commit()
    return made


def test_a_caseworker_sees_the_mix_and_why_and_proposes_it(client: FlaskClient, session: Session, three: Field) -> None:
    sign_in(client, session, three.office.caseworker)
    page = client.get(PAGE + "?places=2")
    assert page.status_code == 200
    tydal, volda, hol, weak = (each.reference for each in three.sent)
    text = page.text
    assert text.index(f'id="{tydal}"') < text.index(f'id="{volda}"') < text.index(f'id="{hol}"')
    assert text.count('data-status="chosen"') == 2
    assert hol in text[text.index(f'id="{volda}"') : text.index(f'id="{hol}"')]
    assert 'data-status="cannot"' in text
    answer = post(client, PAGE, filled_in(client, PAGE + "?places=2"))
    assert (answer.status_code, answer.location) == (303, PAGE)
    selection = selection_of(session, three)
    assert selection is not None
    assert (selection.status, selection.places, selection.legal_basis) == (SelectionStatus.PROPOSED, 2, "Oppdraget.")
    assert post(client, PAGE, {"seen": "x"}).status_code == 303
    assert weak not in [
        line.application.reference for line in queries.lines_of(session, selection.id) if line.is_chosen
    ]


def test_the_number_of_places_begins_with_the_advice(client: FlaskClient, session: Session, three: Field) -> None:
    sign_in(client, session, three.office.caseworker)
    assert client.get(PAGE).text.count('data-status="chosen"') == 3
    assert client.get(PAGE + "?places=1").text.count('data-status="chosen"') == 1
    assert client.get(PAGE + "?places=99").text.count('data-status="chosen"') == 3
    assert client.get(PAGE + "?places=mange").status_code == 200


def test_a_number_that_is_not_advised_is_refused_without_a_reason(
    client: FlaskClient, session: Session, three: Field
) -> None:
    sign_in(client, session, three.office.caseworker)
    values = filled_in(client, PAGE + "?places=1")
    answer = post(client, PAGE, values)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert post(client, PAGE, {**values, "beyond": "Bare en."}).status_code == 303
    found = selection_of(session, three)
    assert found is not None
    assert found.beyond == "Bare en."


def test_a_page_says_what_must_come_first(client: FlaskClient, session: Session, three: Field) -> None:
    late = three.apply("Lom", points=None)
    session.commit()
    sign_in(client, session, three.office.caseworker)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert late.reference in page.text
    assert 'name="seen"' not in page.text
    assert post(client, PAGE, {"places": "2"}).status_code == 409


def test_a_lead_reads_and_makes_it_and_the_applicant_reads_why(
    app: Flask, client: FlaskClient, session: Session, three: Field
) -> None:
    selection = proposed(session, three)
    sign_in(client, session, three.office.lead)
    page = client.get(PAGE)
    assert 'name="remark"' in page.text
    assert post(client, PAGE + "make", {"version": "99"}).status_code == 409
    assert post(client, PAGE + "make", {"version": str(selection.version)}).status_code == 303
    assert post(client, PAGE + "make", {"version": str(selection.version)}).status_code == 303
    found = selection_of(session, three)
    assert found is not None
    assert found.status is SelectionStatus.MADE
    three.carry_out(app, found)
    session.commit()
    page = client.get(PAGE)
    assert page.text.count("/decision/") >= 4
    hol = three.sent[2]
    writer = session.get_one(Person, hol.created_by_id)
    sign_in(client, session, writer)
    decision = client.get(f"/grants/applications/{hol.reference}/decision/")
    assert decision.status_code == 200
    assert decision_of(session, hol.id).summary in decision.text  # type: ignore[union-attr]  # it was made
    assert three.sent[0].reference not in decision.text
    assert "kroner" not in decision.text


def test_a_lead_returns_it_with_a_remark(client: FlaskClient, session: Session, three: Field) -> None:
    selection = proposed(session, three)
    sign_in(client, session, three.office.lead)
    version = {"version": str(selection.version)}
    assert post(client, PAGE + "return", {**version, "remark": ""}).status_code == 422
    assert post(client, PAGE + "return", {"version": "0", "remark": "Se på tallet."}).status_code == 409
    assert post(client, PAGE + "return", {**version, "remark": "Se på tallet."}).status_code == 303
    assert "Se på tallet." in client.get(PAGE).text
    assert 'name="seen"' not in client.get(PAGE).text
    assert post(client, PAGE + "return", {**version, "remark": "Igjen."}).status_code == 303
    sign_in(client, session, three.office.caseworker)
    assert "Se på tallet." in client.get(PAGE).text
    assert post(client, PAGE, filled_in(client)).status_code == 303


def test_only_the_centre_knocks(client: FlaskClient, session: Session, three: Field) -> None:
    proposed(session, three)
    for role, body in (
        (Role.MUNICIPAL_LEADER, a_municipality(session, "Selbu")),
        (Role.REVIEWER, three.office.body),
        (Role.ADMINISTRATOR, None),
    ):
        sign_in(client, session, a_person(session, role, body))
        assert client.get(PAGE).status_code == 404, role
        assert post(client, PAGE + "make", {"version": "1"}).status_code == 404, role
        assert client.get(PAGE + "applications/").status_code == 404, role
    sign_in(client, session, three.office.caseworker)
    assert post(client, PAGE + "make", {"version": "1"}).status_code == 404
    assert client.get("/grants/selections/T9/").status_code == 404


def test_who_has_a_part_in_an_application_is_refused(client: FlaskClient, session: Session, three: Field) -> None:
    partial = a_person(session, Role.CASEWORKER, three.office.body)
    three.sent[0].created_by_id = partial.id
    session.commit()
    sign_in(client, session, partial)
    answer = client.get(PAGE)
    assert answer.status_code == 409
    assert three.sent[0].reference in answer.text


def test_the_lines_are_downloaded(client: FlaskClient, session: Session, three: Field) -> None:
    assert proposed(session, three)
    sign_in(client, session, three.office.lead)
    assert client.get(PAGE + "applications/?q=tydal").status_code == 200
    answer = client.get(PAGE + "applications/?format=csv")
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert len(rows) == 5
    assert rows[1][1] == three.sent[0].reference


def test_a_team_that_could_not_be_founded_is_founded_by_hand(
    app: Flask, client: FlaskClient, session: Session, three: Field
) -> None:
    three.programme.call_code = ""
    selection = three.propose(2)
    three.make(selection)
    three.carry_out(app, selection)
    session.commit()
    sign_in(client, session, three.office.caseworker)
    reference, out = three.sent[0].reference, three.sent[2].reference
    address = f"{PAGE}applications/{reference}/team"
    assert address in client.get(PAGE).text
    assert post(client, address).status_code == 409
    three.programme.call_code = "T2"
    session.commit()
    assert post(client, address).status_code == 303
    assert post(client, address).status_code == 303
    assert post(client, f"{PAGE}applications/{out}/team").status_code == 409
    assert session.query(Participation).count() == 1
    assert address not in client.get(PAGE).text


def test_what_waits_is_said_to_those_who_can_do_it(client: FlaskClient, session: Session, three: Field) -> None:
    sign_in(client, session, three.office.caseworker)
    assert PAGE in client.get("/my-work").text
    sign_in(client, session, three.office.lead)
    assert PAGE not in client.get("/my-work").text
    selection = proposed(session, three)
    assert PAGE in client.get("/my-work").text
    sign_in(client, session, three.office.caseworker)
    assert PAGE not in client.get("/my-work").text
    three.make(selection, at=MADE)
    session.commit()
    assert PAGE in client.get("/my-work").text  # the day has long come, and nothing has been carried out
    sign_in(client, session, three.office.reviewers[0])
    assert PAGE not in client.get("/my-work").text


def test_an_application_and_its_call_lead_to_the_selection(client: FlaskClient, session: Session, three: Field) -> None:
    sign_in(client, session, three.office.caseworker)
    page = client.get(f"/grants/applications/{three.sent[0].reference}/")
    assert PAGE in page.text
    assert PAGE in client.get("/grants/calls/T2/").text
    assert PAGE in client.get(f"/partnership/programmes/{three.programme.code}/").text
    writer = session.get_one(Person, three.sent[0].created_by_id)
    sign_in(client, session, writer)
    assert PAGE not in client.get(f"/grants/applications/{three.sent[0].reference}/").text
    assert PAGE not in client.get("/grants/calls/T2/").text


def test_a_page_takes_as_many_statements_whatever_the_number_of_applications(
    client: FlaskClient, session: Session, three: Field, statements: list[str]
) -> None:
    sign_in(client, session, three.office.caseworker)

    def asked(address: str) -> int:
        statements.clear()
        assert client.get(address).status_code == 200
        return len(statements)

    few = asked(PAGE)
    for number in range(196):
        refused = {"EL2": Verdict.REJECTED} if number % 10 == 3 else {}
        three.apply(
            f"Kommune {number}", (STRONG, FAIR, WEAK)[number % 3], county=f"{number % 15 + 30}", refused=refused
        )
    session.commit()
    assert asked(PAGE) == few <= 20
    selection = proposed(session, three, 3)
    kept = asked(PAGE)
    assert kept <= 20
    assert asked(f"{PAGE}applications/") <= 12
    assert selection.places == 3
