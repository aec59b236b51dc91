"""The pages by which municipalities are asked to take part in a team, answer for themselves, leave and lead."""

from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel.jobs.outbox import OutboxJob
from kernel.registry import registry
from partnership.core_teams import actions
from partnership.core_teams.models import CoreTeam, TeamMunicipality
from tests.builders import NOW, a_municipality, a_person, post, sign_in
from tests.pages import read
from tests.partnership.core_teams.test_pages import base
from tests.partnership.teaming import Table


def test_a_municipality_is_asked_and_takes_part_when_it_says_yes(
    client: FlaskClient, session: Session, table: Table
) -> None:
    other, browser = a_municipality(session, "Selbu", "5032"), client.application.test_client()
    person = a_person(session, Role.MUNICIPAL_COORDINATOR, other)
    a_municipality(session, "Tydal", "5033")
    sign_in(client, session, table.coordinator)
    sign_in(browser, session, person)
    assert post(client, f"{base(table)}municipalities/new", {"municipality": "5033"}).status_code == 303
    assert "ingen der bruker Trinn ennå" in client.get(base(table)).text
    invitation = f"{base(table)}municipalities/{other.id}/invitation"
    for _time in range(2):
        assert post(client, f"{base(table)}municipalities/new", {"municipality": "5032"}).status_code == 303
    promised = session.scalars(select(OutboxJob).where(OutboxJob.name == "partnership.mail_team_invitation")).one()
    assert browser.get(base(table)).status_code == 404
    assert invitation in read(browser.get("/my-work").text).links
    page = browser.get(invitation)
    assert "Randi Teamleder" not in page.text  # who sits there is seen by those who take part
    with client.application.test_request_context():
        registry.jobs["partnership.mail_team_invitation"](session, key="1", now=NOW, **promised.args)
    letter = next((client.application.extensions["trinn"].var / "mail").glob("*.eml")).read_text("utf-8")
    assert invitation in letter
    assert person.email in letter

    assert client.get(invitation).status_code == 404
    assert post(client, invitation.replace("invitation", "accept")).status_code == 404
    for _time in range(2):
        assert post(browser, invitation.replace("invitation", "accept")).location == base(table)
    assert browser.get(invitation).location == base(table)
    assert browser.get(base(table)).status_code == 200
    assert invitation not in read(browser.get("/my-work").text).links
    assert post(client, f"{base(table)}municipalities/new", {"municipality": "5032"}).status_code == 422


def test_a_municipality_that_says_no_can_be_asked_again_or_taken_off(
    client: FlaskClient, session: Session, table: Table
) -> None:
    other, browser = a_municipality(session, "Selbu", "5032"), client.application.test_client()
    sign_in(client, session, table.coordinator)
    sign_in(browser, session, a_person(session, Role.MUNICIPAL_COORDINATOR, other))
    asked, answered = f"{base(table)}municipalities/new", f"{base(table)}municipalities/{other.id}/"
    said_no = "sa nei 21. november 2026"
    for _time in range(2):
        assert post(client, asked, {"municipality": "5032"}).status_code == 303
        assert said_no not in client.get(base(table)).text
        for answer in ("decline", "accept"):
            assert post(browser, f"{answered}{answer}").location == "/my-work"
        assert said_no in client.get(base(table)).text
        assert f"{answered}invitation" not in read(browser.get("/my-work").text).links
    assert post(client, f"{answered}withdraw").status_code == 303
    assert "Selbu" not in client.get(base(table)).text
    assert post(client, asked, {"municipality": "5032"}).status_code == 303
    assert post(client, f"{base(table)}end").status_code == 303
    assert post(browser, f"{answered}accept").location == "/my-work"
    assert browser.get(base(table)).status_code == 404


def test_another_municipality_leaves_by_itself_but_asks_nobody(
    client: FlaskClient, session: Session, table: Table
) -> None:
    other = a_municipality(session, "Selbu", "5032")
    actions.add_municipality(session, table.team, other.id, actor_id=table.coordinator.id, at=NOW)
    session.commit()
    browser = client.application.test_client()
    sign_in(browser, session, a_person(session, Role.MUNICIPAL_COORDINATOR, other))
    assert browser.get(base(table)).status_code == 200
    a_municipality(session, "Tydal", "5033")
    session.commit()
    assert post(browser, f"{base(table)}municipalities/new", {"municipality": "5033"}).status_code == 422
    assert post(browser, f"{base(table)}municipalities/{other.id}/withdraw").status_code == 409
    lead = {"name": "Nytt", "lead": str(other.id), "maturity": "starting", "version": str(table.team.version)}
    assert post(browser, f"{base(table)}change", lead).status_code == 422
    assert post(browser, f"{base(table)}end").status_code == 409
    assert post(browser, f"{base(table)}municipalities/{other.id}/leave").status_code == 303
    assert browser.get(base(table)).status_code == 404
    session.rollback()
    part = session.scalars(select(TeamMunicipality).where(TeamMunicipality.municipality_id == other.id)).one()
    assert part.left_on == date(2026, 11, 21)


def test_the_lead_is_handed_to_another_municipality(client: FlaskClient, session: Session, table: Table) -> None:
    other = a_municipality(session, "Selbu", "5032")
    actions.add_municipality(session, table.team, other.id, actor_id=table.coordinator.id, at=NOW)
    session.commit()
    sign_in(client, session, table.coordinator)
    form = next(each for each in read(client.get(f"{base(table)}change").text).forms if "maturity" in each.values)
    assert post(client, f"{base(table)}change", form.values | {"lead": str(other.id)}).status_code == 303
    session.rollback()
    assert session.get(CoreTeam, table.team.id, populate_existing=True).lead_id == other.id  # type: ignore[union-attr]
    assert post(client, f"{base(table)}end").status_code == 409
