"""What teams share with one another of what they have learnt."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from partnership.strategic_roadmaps import learning
from partnership.strategic_roadmaps.rules import LessonDraft
from tests.builders import NOW, sign_in
from tests.partnership.teaming import Centre, Table, a_centre, a_table, takes_part


def learns(session: Session, table: Table, words: str, *, is_shared: bool) -> None:
    said = LessonDraft(NOW.date(), words, "", is_shared=is_shared)
    learning.learn(session, table.team, said, actor_id=table.coordinator.id, at=NOW)
    session.flush()


def two_teams(session: Session) -> tuple[Centre, Table, Table]:
    centre, own, other = a_centre(session), a_table(session), a_table(session, name="Selbu")
    for table in (own, other):
        takes_part(session, centre.programme, table.team)
    return centre, own, other


def test_a_team_reads_what_another_shares_and_nothing_else(client: FlaskClient, session: Session) -> None:
    centre, own, other = two_teams(session)
    outside = a_table(session, name="Naboen")
    learns(session, other, "Spør først", is_shared=True)
    learns(session, other, "Bare for oss", is_shared=False)
    learns(session, outside, "Fra et annet program", is_shared=True)
    address = f"/partnership/programmes/{centre.programme.code}/lessons/"
    for reader in (own.member, centre.caseworker):
        sign_in(client, session, reader)
        page = client.get(address).text
        assert "Spør først" in page
        assert "Bare for oss" not in page
        assert "Fra et annet program" not in page
    sign_in(client, session, outside.member)
    assert client.get(address).status_code == 404


def test_the_page_makes_the_same_number_of_statements_with_many_lessons(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    centre, own, other = two_teams(session)
    learns(session, other, "Spør først", is_shared=True)
    sign_in(client, session, own.member)
    address = f"/partnership/programmes/{centre.programme.code}/lessons/"
    client.get(address)
    statements.clear()
    client.get(address)
    few = len(statements)
    for number in range(20):
        learns(session, other, f"Erfaring {number}", is_shared=True)
    session.commit()
    statements.clear()
    client.get(address)
    assert len(statements) == few <= 12
