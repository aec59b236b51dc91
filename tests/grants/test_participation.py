"""Two municipalities apply for a place in the programme together, page by page, and it is checked and decided on."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from grants.applications import team
from grants.applications.models import Application, ApplicationStatus
from grants.applications.queries import folder, partners_of
from grants.calls.queries import by_code
from grants.decisions.models import Decision, DecisionStatus, Outcome
from grants.partners.queries import token_of
from grants.reviews import actions as reviews
from grants.reviews.rules import Marks
from kernel import clock
from tests.builders import NOW, a_municipality, a_person, an_organisation, post, sign_in, the_directorate, the_staircase
from tests.grants.programme import CONTENT, a_joint_application, a_member, a_programme_call, the_answers
from tests.pages import read
from tests.verapdf import failures

HOME = "/grants/applications/T2-2026-0001/"
ENGLISH = {"Accept-Language": "en"}


@dataclass
class Scene:
    """Two municipalities, and the directorate."""

    tydal: Municipality
    selbu: Municipality
    kom: Person
    leader: Person
    neighbour: Person
    caseworker: Person
    lead: Person
    reviewers: list[Person]


@pytest.fixture
def scene(session: Session) -> Scene:
    the_staircase(session)
    tydal, selbu = a_municipality(session, "Tydal", "5033"), a_municipality(session, "Selbu", "5032")
    office = the_directorate(session)
    a_programme_call(session)
    made = Scene(
        tydal=tydal,
        selbu=selbu,
        kom=a_person(session, Role.MUNICIPAL_COORDINATOR, tydal, name="Ingeborg"),
        leader=a_person(session, Role.MUNICIPAL_LEADER, tydal, name="Arne"),
        neighbour=a_person(session, Role.MUNICIPAL_COORDINATOR, selbu, name="Sigrun"),
        caseworker=a_person(session, Role.CASEWORKER, office),
        lead=a_person(session, Role.LEAD, office),
        reviewers=[a_person(session, Role.REVIEWER, office, name=f"Leser {number}") for number in (1, 2)],
    )
    for person in [each for each in vars(made).values() if isinstance(each, Person)]:
        person.language = "en"
    session.commit()
    return made


def the_application(session: Session) -> Application:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Application).where(Application.reference == "T2-2026-0001")).one()


def fill(client: FlaskClient, page: str, **values: object) -> str:
    """Fill in a page of the form as it stands, and give where it leads."""
    form = next(each for each in read(client.get(f"{HOME}edit/{page}/").text).forms if "version" in each.values)
    given = {name: value for name, value in form.values.items() if name != "csrf_token"} | values
    answer = post(client, f"{HOME}edit/{page}/", given)
    assert answer.status_code == 303, read(answer.text).text
    return str(answer.location)


def row(rows: str, index: int, /, **values: str) -> dict[str, str]:
    return {f"{rows}-{index}-{key}": value for key, value in values.items()}


def test_two_municipalities_apply_page_by_page(client: FlaskClient, session: Session, scene: Scene) -> None:
    sign_in(client, session, scene.kom)
    answer = post(client, "/grants/calls/T2/apply/", {"applicant": str(scene.tydal.id)})
    assert (answer.status_code, answer.location) == (303, HOME)
    assert fill(client, "who", q4_contact_phone="22 33 44 55", another_municipality="5032").endswith("/who/")
    assert fill(client, "who", q5_municipalities=["5033", "5032"]).endswith("/why/")
    fill(client, "why", q1_text="Seniorkraft", q2_text="Flere.", q45_text="Vi vil.", q46_maturity="starting")

    page = read(client.get(HOME + "edit/partners/").text)
    assert "Selbu kommune" in page.text
    assert "Kroner" not in page.text
    taken = post(client, HOME + "edit/partners/take", {"body": str(scene.selbu.id)})
    form = next(each for each in read(client.get(taken.location).text).forms if "task" in each.values)
    assert "amount" not in form.kinds
    assert post(client, taken.location, {**form.values, "task": "Ett medlem", "mode": "shared"}).status_code == 303

    plan = {"kind": "plan_adopted", "text": "Planen", "date": "26.02.2026"}
    councils = [
        row("q20_councils", at, council=each, municipality=number, date="14. oktober 2026")
        for at, (each, number) in enumerate(
            (each, number) for number in ("5033", "5032") for each in ("older_people", "youth", "disability")
        )
    ]
    fill(
        client,
        "anchoring",
        **row("q43_anchoring", 0, municipality="5033", **plan),
        **row("q43_anchoring", 1, municipality="5032", **plan),
        **{name: value for each in councils for name, value in each.items()},
        q20_text="Vi spør folk.",
        q21_text="Vi går dit folk er.",
    )
    members = [
        ("Ingeborg", "0,5", "leader", "5033"),
        ("Mona", "½", "member", "5033"),
        ("Sigrun", "0.5", "member", "5032"),
    ]
    told = [
        row("q44_team", at, name=name, title="Rådgiver", share=share, role=role, municipality=number)
        for at, (name, share, role, number) in enumerate(members)
    ]
    rows = {name: value for each in told for name, value in each.items()}
    assert fill(client, "team", **rows, q44_text="De utfyller.", q49_text="Onsdager.").endswith("/check/")

    found = folder(session, the_application(session))
    assert [place.tenths for place in team.places(CONTENT, found.answers)] == [5, 5, 5]
    assert len(team.councils(CONTENT, found.answers)) == 6
    shown = read(client.get(HOME + "edit/team/").text).forms
    shown = next(each.values for each in shown if "version" in each.values)
    assert shown["q44_team-0-share"] == "0.5"
    page = read(client.get(HOME + "check/").text)
    assert "26 February 2026" in page.text
    assert "Selbu" in page.text
    assert "About the core team" not in page.text


def test_a_partner_confirms_by_login_or_by_link(client: FlaskClient, session: Session, scene: Scene) -> None:
    application = a_draft(session, scene)
    (partner,) = partners_of(session, application)
    partner.task, partner.invited_at = "Ett medlem", NOW
    session.commit()

    by_link = read(client.get(f"/grants/invitations/{token_of(partner)}/", headers=ENGLISH).text)
    assert "a place in a programme" in by_link.text
    assert "Kroner" not in by_link.text
    sign_in(client, session, scene.neighbour)
    page = read(client.get(HOME + "confirmation/").text)
    form = next(each for each in page.forms if "confirm" in each.values)
    assert post(client, form.action, form.values).status_code == 303

    found = folder(session, the_application(session))
    assert [each.number for each in team.taking_part(found.application, found.partners)] == ["5033", "5032"]


def a_draft(session: Session, scene: Scene, **other: object) -> Application:
    call = by_code(session, "T2")
    assert call is not None
    answers = the_answers(["5033", "5032"]) | other
    made = a_joint_application(session, call, [scene.tydal, scene.selbu], actor=scene.kom, answers=answers)
    session.commit()
    return made


def test_the_check_page_says_what_is_wrong_with_a_team_and_it_cannot_be_sent(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    team_of_four = {"team": [a_member(each, number="5033") for each in "ABCD"], "text": "Fire."}
    councils = the_answers(["5033", "5032"], councils=["older_people", "youth"])["20"]
    a_draft(session, scene, **{"44": team_of_four, "20": councils})
    sign_in(client, session, scene.leader)

    page = read(client.get(HOME + "check/").text)

    assert "The team has no leader" in page.text
    assert "The team has 4 people" in page.text
    assert "Tydal: the council for people with disabilities must be consulted" in page.text
    assert not any("signed_as" in form.kinds for form in page.forms)
    assert "Choose one group leader first" in page.text
    written = read(client.get(HOME + "edit/team/").text).text
    assert "The team has no leader" in written
    assert "The team has 4 people" in written
    assert "You confirm this when you send" in written
    assert "the council for people with disabilities must be" in read(client.get(HOME + "edit/anchoring/").text).text
    assert client.get(HOME).text.count('data-status="in_progress"') == 1
    given = {"signed_as": "authority", "confirmed": "y", "version": "1"}
    assert post(client, HOME + "submit", given).status_code == 422
    assert the_application(session).status is ApplicationStatus.DRAFT


def test_it_is_sent_checked_reviewed_and_decided_without_a_krone(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    a_draft(session, scene)
    sign_in(client, session, scene.leader)
    form = next(each for each in read(client.get(HOME + "check/").text).forms if "signed_as" in each.kinds)
    assert post(client, form.action, {**form.values, "signed_as": "authority", "confirmed": "y"}).status_code == 303
    kept = [client.get(HOME + page).text for page in ("receipt/", "check/", "copy/", "copy.txt", "dossier/", "")]
    assert not any("kroner" in read(page).text.lower() for page in kept)
    assert client.get(HOME + "dossier.pdf").status_code == client.get(HOME + "copy.pdf").status_code == 200

    sign_in(client, session, scene.caseworker)
    page = read(client.get(HOME + "formal-check/").text)
    assert "EL13" in page.text
    assert "EL9" not in page.text
    form = next(each for each in page.forms if "EL1_verdict" in each.kinds)
    assert "excluded" not in form.kinds
    given = {name: "ok" if name.endswith("_verdict") else value for name, value in form.values.items()}
    assert post(client, form.action or HOME + "formal-check/", {**given, "conclude": "1"}).status_code == 303
    application = the_application(session)
    for reviewer in scene.reviewers:
        review_it(session, application, reviewer, scene)

    form = next(each for each in read(client.get(HOME + "decision/proposal/").text).forms if "outcome" in each.kinds)
    assert {"amount", "further_years"}.isdisjoint(form.kinds)
    reasons = {f"{criterion.code}_reason": "Bra." for criterion in CONTENT.scale.criteria}
    proposed = {**form.values, **reasons, "outcome": "granted", "summary": "Ja.", "legal_basis": "Utlysningen."}
    assert post(client, HOME + "decision/proposal/", proposed).status_code == 303
    sign_in(client, session, scene.lead)
    assert "kroner" not in read(client.get(HOME + "decision/").text).text
    decision = session.scalars(select(Decision)).one()
    made = {"version": str(decision.version)}
    assert post(client, HOME + "decision/make", made).status_code == 409  # all are told on the same day
    clock.set_today(CONTENT.notified_on)
    assert post(client, HOME + "decision/make", made).status_code == 303

    session.rollback()
    session.refresh(decision)
    assert (decision.status, decision.outcome, decision.amount) == (DecisionStatus.MADE, Outcome.GRANTED, 0)
    sign_in(client, session, scene.kom)
    assert "is chosen to take part in the programme" in read(client.get(HOME + "decision/").text).text


def review_it(session: Session, application: Application, reviewer: Person, scene: Scene) -> None:
    """A review that is sent as soon as the application is."""
    at = application.submitted_at
    assert at is not None
    made = reviews.assign(session, application, reviewer.id, actor_id=scene.caseworker.id, at=at)
    session.flush()
    reviews.declare(session, made, is_impartial=True, actor_id=reviewer.id, at=at)
    session.flush()
    marks = {criterion.code: Marks(4, "Fordi.") for criterion in CONTENT.scale.criteria}
    reviews.save_scores(session, made, marks, version=made.version, actor_id=reviewer.id, at=at)
    session.flush()
    reviews.submit(session, made, version=made.version, actor_id=reviewer.id, at=at)
    session.commit()


def test_an_organisation_may_not_apply(client: FlaskClient, session: Session, scene: Scene) -> None:
    friends = an_organisation(session)
    chair = a_person(session, Role.ORGANISATION_LEADER, friends)
    session.commit()
    sign_in(client, session, chair)

    assert post(client, "/grants/calls/T2/apply/", {"applicant": str(friends.id)}).status_code == 422


@pytest.mark.pdf
def test_the_dossier_of_a_joint_application_meets_both_standards(
    client: FlaskClient, session: Session, scene: Scene, tmp_path: Path
) -> None:
    a_draft(session, scene)
    sign_in(client, session, scene.leader)
    (tmp_path / "draft.pdf").write_bytes(client.get(HOME + "copy.pdf").data)
    form = next(each for each in read(client.get(HOME + "check/").text).forms if "signed_as" in each.kinds)
    post(client, form.action, {**form.values, "signed_as": "authority", "confirmed": "y"})
    (tmp_path / "dossier.pdf").write_bytes(client.get(HOME + "dossier.pdf").data)

    assert failures(*sorted(tmp_path.glob("*.pdf"))) == []
