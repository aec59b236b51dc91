"""What holds for every list of the directory."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from tests.builders import a_municipality, a_person, an_organisation
from tests.directory.builders import as_role


def _one_municipality(session: Session, number: int) -> None:
    a_municipality(session, f"Kommune {number}", number=f"{9000 + number}")


def _one_organisation(session: Session, number: int) -> None:
    an_organisation(session, f"Lag {number}")


def _one_person(session: Session, number: int) -> None:
    a_person(session, Role.ADMINISTRATOR, name=f"Kari {number}")


LISTS = [
    ("/directory/municipalities/", _one_municipality),
    ("/directory/organisations/", _one_organisation),
    ("/directory/people/", _one_person),
]


@pytest.mark.parametrize(("address", "one_more"), LISTS)
def test_a_list_takes_as_many_statements_with_500_rows_as_with_5(
    client: FlaskClient,
    session: Session,
    statements: list[str],
    address: str,
    one_more: Callable[[Session, int], None],
) -> None:
    as_role(client, session, Role.ADMINISTRATOR)
    counted = []
    for first, last in ((0, 5), (5, 500)):
        for number in range(first, last):
            one_more(session, number)
        session.commit()
        statements.clear()
        page = client.get(address).text
        counted.append(len(statements))
    assert "1–50" in page
    assert counted[0] == counted[1] > 0


@pytest.mark.parametrize(("address", "one_more"), LISTS)
@pytest.mark.parametrize("query", ["sort=name", "sort=-name", "sort=nonsense", "q=%00", "q=%ED%A0%80", "page=2&q=zz"])
def test_a_list_answers_whatever_is_asked(
    client: FlaskClient, session: Session, address: str, one_more: Callable[[Session, int], None], query: str
) -> None:
    as_role(client, session, Role.ADMINISTRATOR)
    one_more(session, 1)
    session.commit()
    assert client.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_of_a_download_is_a_formula(client: FlaskClient, session: Session, form: str) -> None:
    as_role(client, session, Role.ADMINISTRATOR)
    an_organisation(session, "=HYPERLINK(0)")
    session.commit()
    answer = client.get(f"/directory/organisations/?format={form}")
    assert answer.status_code == 200
    if form == "csv":
        assert "'=HYPERLINK(0)" in answer.text
