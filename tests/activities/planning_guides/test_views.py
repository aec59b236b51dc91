"""What people see of plans: page by page, what comes of them, and that others' plans are not there."""

import io
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.offers.models import Offer, OfferMode, OfferStatus
from activities.planning_guides import actions, document, queries
from activities.planning_guides.content import Learnt
from activities.planning_guides.models import GuideStatus, PlanningGuide
from directory.accounts.permissions import Role
from kernel import i18n
from kernel.forms import clean
from kernel.pdf.document import render
from tests import pages, verapdf
from tests.activities.builders import a_form, an_offer, shown
from tests.activities.conftest import Town
from tests.activities.planning_guides.builders import WHOLE, a_plan, some_content
from tests.activities.providing.test_pages import version_on
from tests.builders import NOW, a_municipality, a_person, an_organisation, post, sign_in
from tests.kernel.pdf.documents import HOSTILE

BASE = "/activities/planning/"


def test_what_is_there_comes_first_and_five_pages_follow(client: FlaskClient, session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader)
    an_offer(session, town.venene, town.volda, actor=town.leader, title="Kurset", kind="course")
    session.commit()
    sign_in(client, session, town.kom)
    begun = {"title": "Saktegåarane", "kind": "open_group", "body": str(town.volda.id), "municipality": "1577"}
    answered = post(client, f"{BASE}new", begun)
    guide = session.scalars(select(PlanningGuide)).one()
    assert answered.location == f"{BASE}{guide.id}/existing/"
    first = shown(client, answered.location)
    assert first.index("Tur langs fjorden") < first.index("Kurset")
    assert "(ferdig)" not in shown(client, f"{BASE}{guide.id}/sharing/"), "what was passed is not done"
    sent = {
        "existing": {"reaching": "Nokon hentar"},
        "wishes": {"wishes": "Å gå tur", "wishes_from": "Kafeen", "evidence": "asked"},
        "right": {"suits": "Dei som går", "not_suited": "Andre", "instead": "Kaia"},
        "partners": {"common_ground": "Ut", "duties-0-who": "Sentralen", "duties-0-what": "Leier"},
        "trial": {
            "formats": "Kort tur",
            "mode": "digital",
            "means-0-partner": "Laget",
            "means-0-what": "Kaffi",
            "trial_from": "01.12.2026",
            "trial_to": "31.12.2026",
        },
        "sharing": {"follow_up": "I januar", "sharing": "Nettverket"},
    }
    for part, fields in sent.items():
        version = version_on(shown(client, f"{BASE}{guide.id}/{part}/"))
        assert post(client, f"{BASE}{guide.id}/{part}/", {**fields, "version": version}).status_code == 303, part
    said = shown(client, f"{BASE}{guide.id}/")
    assert said.count('data-status="answered"') == 6
    assert shown(client, f"{BASE}{guide.id}/existing/").count("(ferdig)") == 5, "the others, wherever one stands"
    assert "Sentralen: Leier" in said


def test_a_plan_leads_to_a_new_offer_that_is_filled_in(client: FlaskClient, session: Session, town: Town) -> None:
    guide = a_plan(session, town.venene, town.volda, actor=town.leader, content=some_content(mode=OfferMode.DIGITAL))
    session.commit()
    sign_in(client, session, town.leader)
    forms = pages.read(shown(client, f"{BASE}{guide.id}/offer")).forms
    kept = next(form.values for form in forms if "about" in form.values)
    for name, value in {"about": WHOLE["formats"], "not_suited": WHOLE["not_suited"], "mode": "digital"}.items():
        assert kept[name].strip() == value, name
    assert (kept["title"], kept["kind"], kept["municipality"]) == ("Saktegåarane", "open_group", "1577")
    sent = a_form(provider=f"{town.venene.id}-{town.venene.id}", municipality="1577", title="Saktegåarane")
    assert post(client, f"{BASE}{guide.id}/offer", {**sent, "neutral_name": ""}).status_code == 422
    assert post(client, f"{BASE}{guide.id}/offer", sent).status_code == 303
    session.rollback()
    offer = session.scalars(select(Offer)).one()
    session.refresh(guide)
    assert (guide.offer_id, offer.status) == (offer.id, OfferStatus.DRAFT)
    assert post(client, f"{BASE}{guide.id}/offer", sent).status_code == 422
    assert len(session.scalars(select(Offer)).all()) == 1
    assert post(client, f"{BASE}{guide.id}/settle").status_code == 303


def test_a_plan_may_go_on_with_an_offer_that_is_there(client: FlaskClient, session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    guide = a_plan(session, town.volda, town.volda, actor=town.kom)
    session.commit()
    sign_in(client, session, town.kom)
    address = f"{BASE}{guide.id}/existing/"
    sent = {"reaching": "Nokon hentar", "offer_id": str(offer.id), "version": str(guide.version)}
    assert post(client, address, {**sent, "offer_id": str(offer.id + 1)}).status_code == 422
    assert post(client, address, sent).status_code == 303
    assert "Tur langs fjorden" in shown(client, f"{BASE}{guide.id}/")
    assert post(client, f"{BASE}{guide.id}/settle").status_code == 303


def test_a_stale_page_shows_both_texts(client: FlaskClient, session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom)
    session.commit()
    sign_in(client, session, town.kom)
    address, seen = f"{BASE}{guide.id}/sharing/", str(guide.version)
    assert post(client, address, {"follow_up": "Den første", "version": seen}).status_code == 303
    answered = post(client, address, {"follow_up": "Den andre", "version": seen})
    assert answered.status_code == 409
    assert "Den første" in answered.text
    assert "Den andre" in answered.text


def test_days_go_together_and_what_cannot_be_done_is_said(client: FlaskClient, session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom)
    session.commit()
    sign_in(client, session, town.kom)
    for first, last in (("01.12.2026", ""), ("", "01.12.2026"), ("02.12.2026", "01.12.2026")):
        sent = {"trial_from": first, "trial_to": last, "version": str(guide.version)}
        assert post(client, f"{BASE}{guide.id}/trial/", sent).status_code == 422, (first, last)
    assert post(client, f"{BASE}{guide.id}/try").status_code == 409
    assert post(client, f"{BASE}{guide.id}/lessons/new", {"learnt_on": "01.01.2030", "learnt": "x"}).status_code == 422


def test_a_core_team_member_plans_but_makes_no_offer(client: FlaskClient, session: Session, town: Town) -> None:
    member = a_person(session, Role.CORE_TEAM_MEMBER, town.volda)
    guide = a_plan(session, town.volda, town.volda, actor=member, content=some_content())
    session.commit()
    sign_in(client, session, member)
    assert "Make an offer" not in shown(client, f"{BASE}{guide.id}/")
    assert client.get(f"{BASE}{guide.id}/offer").status_code == 404
    assert "Saktegåarane" in shown(client, BASE)


def test_somebody_elses_plan_answers_as_an_unknown_one(client: FlaskClient, session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom)
    others = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre"))
    elsewhere = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session, "Tydal"))
    session.commit()
    for person in (others, elsewhere, town.leader):
        sign_in(client, session, person)
        assert "Saktegåarane" not in client.get(BASE).text
        for number in (guide.id, guide.id + 1000):
            for path in ("", "existing/", "trial/", "offer", "lessons/new", "sheet.pdf"):
                assert client.get(f"{BASE}{number}/{path}").status_code == 404, path
            for path in ("try", "stop", "wishes/", "lessons/1/remove", "offer"):
                assert post(client, f"{BASE}{number}/{path}", a_form()).status_code in {404, 422}, path
    sign_in(client, session, town.nurse)
    assert client.get(BASE).status_code == 403


def test_my_work_asks_how_a_trial_went(app: Flask, client: FlaskClient, session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom, content=some_content())
    actions.move(session, guide, GuideStatus.TRYING, actor_id=town.kom.id, at=NOW)
    session.commit()
    sign_in(client, session, town.kom)
    assert "Saktegåarane" in client.get("/my-work").text
    sign_in(client, session, town.leader)
    assert "Saktegåarane" not in client.get("/my-work").text


def test_the_pages_take_as_many_statements_however_much_there_is(
    client: FlaskClient, session: Session, town: Town, statements: list[str]
) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom, content=some_content())
    session.commit()
    sign_in(client, session, town.kom)
    counts = []
    for more in (0, 30):
        for number in range(more):
            a_plan(session, town.volda, town.volda, actor=town.kom)
            an_offer(session, town.venene, town.volda, actor=town.leader, title=f"Tur {number}")
            said = Learnt(NOW.date() - timedelta(days=number), f"Noko {number}", "")
            actions.learn(session, guide, said, actor_id=town.kom.id, at=NOW)
        session.commit()
        for path in ("", f"{guide.id}/", f"{guide.id}/existing/"):
            statements.clear()
            shown(client, f"{BASE}{path}")
            counts.append(len(statements))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 12


def test_the_paper_says_what_is_answered_and_leaves_lines_for_the_rest(
    app: Flask, session: Session, town: Town
) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom, content=some_content(suits=""))
    actions.learn(session, guide, Learnt(NOW.date(), "Bussen gjekk", "Vi ventar"), actor_id=town.kom.id, at=NOW)
    session.flush()
    with app.app_context(), i18n.force_locale("en"):
        lessons = queries.lessons_of(session, guide.id)
        made = document.sheet(guide, queries.content_of(session, guide), lessons, mark=None)
        said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(made))).pages)
    said = " ".join(said.split())
    for words in ("Frivilligsentralen", "Turen på kaia", "For whom is it right?", "Bussen gjekk", "In a place"):
        assert words in said


@pytest.mark.pdf
@pytest.mark.parametrize("is_whole", [False, True])
def test_the_paper_meets_both_standards(
    app: Flask, session: Session, town: Town, is_whole: bool, tmp_path: Path
) -> None:
    hostile = clean(HOSTILE)
    content = some_content(wishes=hostile, instead=hostile, sharing=hostile) if is_whole else None
    guide = a_plan(session, town.volda, town.volda, actor=town.kom, content=content)
    file = tmp_path / "plan.pdf"
    with app.app_context(), i18n.force_locale("nn"):
        made = document.sheet(guide, queries.content_of(session, guide), [], mark="DEMO")
        file.write_bytes(render(made))
    assert verapdf.failures(file) == []
