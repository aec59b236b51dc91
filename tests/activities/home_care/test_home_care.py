"""What home care gets on paper, and when the offers were gone through."""

from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.home_care.models import Briefing
from partnership.assessments.models import Evidence
from tests.activities.builders import an_offer, shown
from tests.activities.conftest import Town
from tests.builders import a_municipality, post, sign_in

PAGE = "/activities/offers/municipalities/1577/home-care/"
SHEET = "/activities/offers/municipalities/1577/sheet.pdf"
SENT = {"held_on": "20.11.2026", "with_whom": "Heimetenesta nord", "sheets": "12"}


def test_going_through_the_offers_is_recorded_once_and_is_evidence(
    client: FlaskClient, session: Session, town: Town
) -> None:
    sign_in(client, session, town.nurse)
    assert f'href="{PAGE}"' in shown(client, "/my-work")
    for _again in range(2):
        assert post(client, PAGE, SENT).status_code == 303
    (kept,) = session.scalars(select(Briefing))
    assert (kept.held_on, kept.with_whom, kept.sheets) == (date(2026, 11, 20), "Heimetenesta nord", 12)
    (line,) = session.scalars(select(Evidence))
    assert (line.body_id, line.dated_on, line.valid_to) == (town.volda.id, date(2026, 11, 20), date(2027, 5, 19))
    assert "Heimetenesta nord" in shown(client, PAGE)
    assert f'href="{PAGE}"' not in shown(client, "/my-work")


def test_it_is_time_again_after_six_months(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, town.kom)
    assert post(client, PAGE, {**SENT, "held_on": "20.5.2026"}).status_code == 303
    assert f'href="{PAGE}"' in shown(client, "/my-work")


def test_a_day_to_come_and_one_long_ago_are_refused(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, town.kom)
    for day in ("22.11.2026", "1.1.2025", "i går"):
        assert post(client, PAGE, {**SENT, "held_on": day}).status_code == 422, day
    assert session.scalars(select(Briefing)).all() == []


def test_only_those_who_share_a_municipalitys_offers_get_its_sheets(
    client: FlaskClient, session: Session, town: Town
) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader)
    a_municipality(session, "Hareid", "1517")
    session.commit()
    assert client.get(SHEET).status_code == 303
    for person, status in [(town.kom, 200), (town.nurse, 200), (town.leader, 404)]:
        sign_in(client, session, person)
        assert client.get(SHEET).status_code == status
        assert client.get(PAGE).status_code == status
    sign_in(client, session, town.kom)
    for path in (SHEET, PAGE):
        assert client.get(path.replace("1577", "1517")).status_code == 404
    assert post(client, PAGE.replace("1577", "1517"), SENT).status_code == 404
