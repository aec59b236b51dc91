"""How the dossier is opened."""

import io

import pypdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from grants.applications.models import ApplicationStatus
from grants.reviews import actions as reviews
from tests.builders import a_municipality, a_person, sign_in
from tests.grants.assessing import REVIEWED
from tests.grants.dossiers.builders import A1, Desk, a_sent_application, decided, reviewed
from tests.kernel.pdf.documents import HOSTILE
from tests.pages import read

PAGE, FILE = "/grants/applications/T1-2026-0001/dossier/", "/grants/applications/T1-2026-0001/dossier.pdf"
REASON = "Vel gjennomtenkt av alle partar"
MOST_STATEMENTS = 20


@pytest.fixture
def desk(session: Session) -> Desk:
    made = a_sent_application(session)
    reviewed(session, made, REASON, "Tydelege roller")
    session.commit()
    return made


def refusals(session: Session) -> list[int | None]:
    session.rollback()
    return list(session.scalars(select(AuditLine.actor_id).where(AuditLine.verb == "refused")))


def words(written: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(written)).pages)


def test_those_who_see_the_application_open_their_edition(client: FlaskClient, session: Session, desk: Desk) -> None:
    office = desk.office
    for person, sees in (
        (desk.coordinator, False),
        (desk.partner, False),
        (office.caseworker, True),
        (office.lead, True),
        (office.reviewers[0], True),
        (office.reviewers[1], False),
    ):
        sign_in(client, session, person)
        page, file = client.get(PAGE), client.get(FILE)
        assert (page.status_code, file.status_code) == (200, 200)
        assert (REASON in page.text, REASON in words(file.data)) == (sees, sees), person.name


def test_a_stranger_is_told_nothing(client: FlaskClient, session: Session, desk: Desk) -> None:
    assert client.get(FILE).status_code == 303
    strangers = [
        a_person(session, Role.MUNICIPAL_LEADER, a_municipality(session, "Tydal")),
        desk.office.reviewers[2],
        a_person(session),
    ]
    for person in strangers:
        sign_in(client, session, person)
        assert client.get(PAGE).status_code == client.get(FILE).status_code == 404
        assert client.get(FILE.replace("0001", "0099")).status_code == 404


def test_the_file_is_shown_and_not_kept(client: FlaskClient, session: Session, desk: Desk) -> None:
    sign_in(client, session, desk.office.caseworker)
    answer = client.get(FILE)
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="T1-2026-0001-dossier.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    large = client.get(f"{FILE}?large=1")
    assert len(pypdf.PdfReader(io.BytesIO(large.data)).pages) > len(pypdf.PdfReader(io.BytesIO(answer.data)).pages)
    assert client.get(FILE).data == answer.data


@pytest.mark.parametrize(("also", "status"), [(None, 303), (Role.CASEWORKER, 409)])
def test_a_reviewer_declares_first(
    client: FlaskClient, session: Session, desk: Desk, also: Role | None, status: int
) -> None:
    reviewer = desk.office.reviewers[2]
    reviews.assign(session, desk.application, reviewer.id, actor_id=desk.office.caseworker.id, at=REVIEWED)
    session.commit()
    if also is not None:
        give(session, reviewer, also, desk)
    sign_in(client, session, reviewer)
    for address in (PAGE, FILE):
        answer = client.get(address)
        assert answer.status_code == status
        assert status != 303 or answer.location == "/grants/applications/T1-2026-0001/review/"
        assert "Heilt fram" not in answer.text
    assert refusals(session) == []


@pytest.mark.parametrize("also", [None, Role.CASEWORKER])
def test_a_disqualified_reviewer_is_refused_and_that_is_written(
    client: FlaskClient, session: Session, desk: Desk, also: Role | None
) -> None:
    first, second = session.scalars(select(reviews.Review).order_by(reviews.Review.id))
    person = first.reviewer
    by = {"actor_id": desk.office.caseworker.id, "at": REVIEWED}
    reviews.disqualify(session, first, ground="Sit i styret.", **by)
    session.commit()
    if also is not None:
        give(session, person, also, desk)
    sign_in(client, session, person)
    for address in (PAGE, FILE):
        with client.get(address) as answer:
            assert answer.status_code == 403
            assert "Heilt fram" not in answer.text
    assert refusals(session) == [person.id, person.id]
    sign_in(client, session, second.reviewer)
    assert client.get(PAGE).status_code == 200
    assert len(refusals(session)) == 2


def give(session: Session, person: Person, role: Role, desk: Desk) -> None:
    accounts.give_role(session, person, role, desk.office.body, actor_id=None, at=REVIEWED)
    session.commit()


def test_opening_it_writes_nothing(client: FlaskClient, session: Session, desk: Desk) -> None:
    before = session.scalar(select(func.count()).select_from(AuditLine))
    for person in (desk.office.caseworker, desk.office.reviewers[0], desk.coordinator):
        sign_in(client, session, person)
        with client.get(PAGE), client.get(FILE):
            pass
    assert session.scalar(select(func.count()).select_from(AuditLine)) == before


def test_a_draft_has_no_dossier(client: FlaskClient, session: Session) -> None:
    facts = {"submitted_at": None, "submitted_by_id": None, "signed_as": None, "snapshot": None}
    desk = a_sent_application(session, status=ApplicationStatus.DRAFT, **facts)
    session.commit()
    sign_in(client, session, desk.coordinator)
    assert client.get(PAGE).status_code == 409
    assert client.get(FILE).status_code == 409


def test_the_page_has_one_heading_and_every_reference_leads_somewhere(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    sign_in(client, session, desk.office.caseworker)
    html = client.get(PAGE).text
    page = read(html)
    assert page.headings == 1
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert {"claims", "part-summary", "part-history"} <= inside
    for anchor in inside:
        assert html.count(f'id="{anchor}"') == 1, anchor
    assert FILE in page.links


def test_hostile_answers_are_only_words(client: FlaskClient, session: Session) -> None:
    hostile = "<script>alert(1)</script>" + HOSTILE.replace("\x00", "").encode("utf-8", "replace").decode()
    answers = A1["answers"] | {code: {"text": hostile} for code in ("1", "2", "9", "14", "15", "25", "41")}
    desk = a_sent_application(session, answers=answers, title=hostile[:120])
    session.commit()
    sign_in(client, session, desk.office.caseworker)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.text
    assert read(page.text).headings == 1
    assert "<b>fet</b>" in words(client.get(FILE).data)


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_it_asks_as_often_with_2_partners_as_with_20(
    client: FlaskClient, session: Session, statements: list[str], address: str
) -> None:
    counts = []
    for number, partners in enumerate((2, 20), 1):
        answers = A1["answers"] if number > 1 else {"1": {"text": "Kort"}}
        facts = {"number": number, "reference": f"T1-2026-000{number}"}
        desk = a_sent_application(session, partners=partners, answers=answers, **facts)
        reviewed(session, desk, *[REASON] * (number + 1))
        decided(session, desk)
        session.commit()
        sign_in(client, session, desk.office.caseworker)
        client.get(address)
        statements.clear()
        assert client.get(address.replace("0001", f"000{number}")).status_code == 200
        counts.append(len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]))
    assert max(counts) <= MOST_STATEMENTS, counts
    assert counts[0] == counts[1], counts
