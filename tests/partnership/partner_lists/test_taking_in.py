"""The fate of each line, before and after the world has changed, and what is taken in of it."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts import actions as accounts
from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel import clock
from partnership.invitations.models import Invitation
from partnership.partner_lists import views
from partnership.partner_lists.reading import read
from partnership.relations.models import Relation
from tests.builders import a_municipality, a_person, a_relation, an_organisation, post, sign_in
from tests.pages import Form
from tests.pages import read as read_page
from tests.partnership.partner_lists.builders import a_csv, a_workbook

NEW = "/partnership/partner-lists/new"
TAKE = "/partnership/partner-lists/take-in"
SARA = "310000019;Koret;Sara Lund;sara@koret.example.no;"
LINES = (
    SARA,
    "310 000 027;Besøksvennene;;;",
    "310000035;Frivilligsentralen;;;",
    "310000019;Koret igjen;;;",
    "310000019;Koret;;;Sang",
    "310000018;Feil siffer;;;",
    ";Uten nummer;;;",
    "310000043;;;;",
    "310000051;En kommune;;;",
    f"310000078;{'x' * 201};;;",
)


@dataclass
class Stage:
    """Who is there."""

    session: Session
    client: FlaskClient
    volda: Municipality
    kom: Person

    def count(self, model: type) -> int:
        """How many rows there are now."""
        self.session.rollback()
        return self.session.scalar(select(func.count()).select_from(model)) or 0

    @property
    def there(self) -> tuple[int, int, int]:
        """How many organisations, relations and invitations there are."""
        return self.count(Organisation), self.count(Relation), self.count(Invitation)

    def sent(self, content: bytes) -> TestResponse:
        """Send a file in."""
        file = (io.BytesIO(content), "liste.bin")
        given = {"municipality": str(self.volda.id), "file": file}
        return post(self.client, NEW, given, content_type="multipart/form-data")

    def preview(self, *lines: str) -> tuple[list[str], Form]:
        """The fate of each line, and the form that takes them in."""
        answer = self.sent(a_csv(*lines))
        assert answer.status_code == 200
        return self.fates(answer)

    @staticmethod
    def fates(answer: TestResponse) -> tuple[list[str], Form]:
        """What a preview says."""
        form = next(form for form in read_page(answer.text).forms if "sealed" in form.values)
        return re.findall(r'data-status="(\w+)"', answer.text), form

    def taken(self, form: Form, **more: str) -> TestResponse:
        """Take in what was looked over."""
        return post(self.client, form.action, {"sealed": form.values["sealed"], **more})


@pytest.fixture
def stage(session: Session, client: FlaskClient) -> Stage:
    volda = a_municipality(session, "Volda")
    orsta = a_municipality(session, "Ørsta")
    orsta.org_number = "310000051"
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    known = an_organisation(session, "Besøksvenner", "310000027")
    there = an_organisation(session, "Frivilligsentralen", "310000035")
    assert known.id
    a_relation(session, volda, there, actor=kom)
    sign_in(client, session, kom)
    return Stage(session, client, volda, kom)


def test_the_preview_tells_each_lines_fate_and_saves_nothing(stage: Stage) -> None:
    before = stage.there
    fates, form = stage.preview(*LINES)
    assert fates == [
        "new",
        "known",
        "there",
        "twice",
        "known",
        "wrong_number",
        "no_number",
        "no_name",
        "other_body",
        "too_long",
    ]
    assert form.action == TAKE
    assert stage.there == before


def test_what_was_looked_over_is_taken_in_once_however_often_it_is_sent(stage: Stage) -> None:
    _fates, form = stage.preview(*LINES)
    for _ in range(3):
        assert stage.taken(form).status_code == 303
        assert stage.there == (3, 4, 0)
    choir = stage.session.scalars(select(Organisation).where(Organisation.org_number == "310000019")).one()
    assert (choir.name, choir.home_id) == ("Koret", stage.volda.id)
    scopes = stage.session.scalars(select(Relation.scope).where(Relation.organisation_id == choir.id))
    assert sorted(scopes) == ["", "Sang"]
    assert set(stage.preview(*LINES)[0][:5]) == {"there", "twice"}


def test_two_who_take_in_the_same_list_at_once_take_it_in_once(stage: Stage, session: Session) -> None:
    _fates, form = stage.preview(*LINES)
    other = stage.client.application.test_client()
    sign_in(other, session, stage.kom)
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(post, each, TAKE, {"sealed": form.values["sealed"]}) for each in (stage.client, other)]
        assert {each.result(30).status_code for each in sent} <= {303, 409}
    assert stage.there == (3, 4, 0)


def test_two_municipalities_that_take_in_the_same_newcomer_at_once_share_it(stage: Stage, session: Session) -> None:
    orsta = session.scalars(select(Municipality).where(Municipality.name == "Ørsta")).one()
    browser, other = stage.client.application.test_client(), a_person(session, Role.MUNICIPAL_LEADER, orsta)
    sign_in(browser, session, other)
    theirs = Stage(session, browser, orsta, other)
    forms = [each.preview(SARA)[1] for each in (stage, theirs)]
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(each.taken, form) for each, form in zip((stage, theirs), forms, strict=True)]
        statuses = [each.result(30).status_code for each in sent]
    assert set(statuses) <= {303, 409}
    assert stage.there == (3, 1 + statuses.count(303), 0)
    assert [each.taken(form).status_code for each, form in zip((stage, theirs), forms, strict=True)] == [303, 303]
    assert stage.there == (3, 3, 0)


def test_a_world_that_has_changed_since_the_preview_is_read_anew(stage: Stage) -> None:
    fates, form = stage.preview(SARA, LINES[1])
    assert fates == ["new", "known"]
    added = an_organisation(stage.session, "Koret i Volda", "310000019")
    a_relation(stage.session, stage.volda, added, actor=stage.kom)
    stage.session.commit()
    assert stage.taken(form).status_code == 303
    assert stage.there == (3, 3, 0)
    assert stage.session.get_one(Organisation, added.id).name == "Koret i Volda"


def test_a_cooperation_that_has_ended_is_taken_up_again(stage: Stage) -> None:
    ended = stage.session.scalars(select(Relation)).one()
    ended.ended_on, ended.ended_reason = clock.local_date(clock.now()), "Ferdig"
    stage.session.commit()
    fates, form = stage.preview(LINES[2])
    assert fates == ["known"]
    stage.taken(form)
    stage.session.refresh(ended)
    assert (ended.ended_on, stage.there) == (None, (2, 1, 0))


def test_contacts_are_invited_only_when_that_is_ticked(stage: Stage) -> None:
    _fates, form = stage.preview(SARA)
    stage.taken(form)
    assert stage.there[2] == 0
    _fates, form = stage.preview(SARA)
    for _ in range(2):
        stage.taken(form, invites="1")
        assert stage.there == (3, 2, 1)
    invitation = stage.session.scalars(select(Invitation)).one()
    assert (invitation.leader_name, invitation.email) == ("Sara Lund", "sara@koret.example.no")
    _fates, form = stage.preview(SARA)
    assert "invites" not in form.kinds


def test_nobody_is_put_over_people_that_are_there_or_made_leader_by_a_wrong_address(stage: Stage) -> None:
    staffed = stage.session.scalars(select(Organisation).where(Organisation.org_number == "310000027")).one()
    a_person(stage.session, Role.ORGANISATION_COORDINATOR, staffed)
    stage.session.commit()
    lines = [
        "310000027;;Per;per@example.no;",
        f"310000019;Koret;Kari;{stage.kom.email};",
        "310000035;;Ola;ikke en adresse;",
        "310000086;Laget;Uten adresse;;",
    ]
    _fates, form = stage.preview(*lines)
    assert "invites" not in form.kinds
    assert stage.taken(form, invites="1").status_code == 303
    assert stage.there == (4, 4, 0)


def test_one_organisation_is_invited_once_for_all_its_areas(stage: Stage) -> None:
    _fates, form = stage.preview(SARA, SARA + "Sang", SARA + "Besøk")
    stage.taken(form, invites="1")
    assert stage.there == (3, 4, 1)


def test_only_what_the_same_person_looked_over_is_taken_in(stage: Stage, session: Session) -> None:
    _fates, form = stage.preview(SARA)
    before, sealed = stage.there, form.values["sealed"]
    for wrong in ("", "x", ("A" if sealed[0] != "A" else "B") + sealed[1:], sealed.upper()):
        assert post(stage.client, TAKE, {"sealed": wrong}).location == NEW
    other = a_person(session, Role.MUNICIPAL_LEADER, stage.volda)
    sign_in(stage.client, session, other)
    assert post(stage.client, TAKE, {"sealed": sealed}).location == NEW
    assert stage.there == before


def test_whoever_has_lost_the_municipality_since_takes_nothing_in(stage: Stage, session: Session) -> None:
    _fates, form = stage.preview(SARA)
    before = stage.there
    for held in session.scalars(select(RoleHolding)):
        held.ended_at = clock.now()
    elsewhere = a_municipality(session, "Ulstein")
    accounts.give_role(session, stage.kom, Role.MUNICIPAL_LEADER, elsewhere, actor_id=None, at=clock.now())
    session.commit()
    assert stage.taken(form).status_code == 404
    assert stage.there == before


def test_others_find_no_door(stage: Stage, session: Session) -> None:
    leader = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session))
    _fates, form = stage.preview(SARA)
    sign_in(stage.client, session, leader)
    assert [stage.client.get(NEW).status_code, stage.sent(a_csv(SARA)).status_code] == [403, 403]
    assert stage.taken(form).status_code == 403


def test_a_list_for_anothers_municipality_is_refused(stage: Stage, session: Session) -> None:
    stage.volda = a_municipality(session, "Ulstein")
    session.commit()
    assert stage.sent(a_csv(SARA)).status_code == 422


def test_a_bad_file_is_told_at_the_field(stage: Stage) -> None:
    for content in (b"", b"\0", a_csv("x")[:20]):
        answer = stage.sent(content)
        assert answer.status_code == 422
        assert 'href="#file"' in answer.text


def test_what_stands_in_a_list_is_text_and_nothing_else(stage: Stage) -> None:
    answer = stage.sent(a_csv('310000019;"<script>alert(1)</script>=cmd|calc";;;'))
    assert "<script>alert" not in answer.text
    _fates, form = stage.fates(answer)
    stage.taken(form)
    name = stage.session.scalars(select(Organisation.name).where(Organisation.org_number == "310000019")).one()
    assert name == "<script>alert(1)</script>=cmd|calc"


def test_500_lines_cost_as_many_statements_to_look_over_as_five(stage: Stage, statements: list[str]) -> None:
    counts = []
    for most in (5, 500):
        content = a_csv(*(f"310000019;Koret;Kari;kari{each}@example.no;{each}" for each in range(most)))
        statements.clear()
        assert stage.sent(content).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_preview_is_good_for_a_day_of_work_and_no_longer(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert timedelta(seconds=views.KEPT_SECONDS) == timedelta(hours=12)
    _fates, form = stage.preview(SARA)
    monkeypatch.setattr(views, "KEPT_SECONDS", -1)
    assert stage.taken(form).location == NEW


def test_a_line_written_under_the_samples_headings_is_read(stage: Stage) -> None:
    book = load_workbook(io.BytesIO(stage.client.get("/partnership/partner-lists/sample.xlsx").data))
    sheet = book.active
    assert sheet is not None
    assert sheet["A1"].value == "Organisasjonsnummer"
    assert sheet.max_row == 1
    sheet.append(["310 000 094", "Laget", "Kari Nordmann", "kari@example.no", "Besøk"])
    written = io.BytesIO()
    book.save(written)
    with stage.client.application.test_request_context():
        (line,) = read(written.getvalue())
    assert (line.name, line.contact, line.is_address, line.scope) == ("Laget", "Kari Nordmann", True, "Besøk")
    assert stage.fates(stage.sent(a_workbook([["310000094", "Laget"]])))[0] == ["new"]
