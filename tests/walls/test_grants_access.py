"""Every page of every application as every person gives what the story says, and strangers learn nothing."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from tests.builders import post
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.test_access import ACCOUNTS, KRISTIANSAND, SELBU, TYDAL, VOLDA

PEOPLE = [*ACCOUNTS, "dir.5"]
OFFICE = {"dir.1", "dir.3"}
DRAFT, FIRST, TOGETHER = "T3-2027-0001", "T1-2026-0001", "T2-2026-0001"
DRAFTS, PART = {DRAFT, "T2-2026-0003"}, {"T1": "measure", "T2": "who", "T3": "measure"}
APPLICANTS = {
    FIRST: VOLDA,
    "T1-2026-0002": {"org.o1"},
    "T1-2026-0003": {"org.o5"},
    "T1-2026-0004": {"org.o4"},
    "T1-2026-0005": {"org.o6"},
    "T1-2026-0006": KRISTIANSAND,
    "T1-2026-0007": {"org.o3"},
    TOGETHER: TYDAL,
    "T2-2026-0002": VOLDA,
    "T2-2026-0003": KRISTIANSAND,
    DRAFT: {"org.o1"},
}
PARTNERS = {
    FIRST: {"org.o2", "org.o2b", "org.o3"},
    "T1-2026-0002": TYDAL,
    "T1-2026-0003": KRISTIANSAND,
    "T1-2026-0005": TYDAL | VOLDA | KRISTIANSAND,
    TOGETHER: SELBU,
    DRAFT: TYDAL,
}
REVIEWERS = {FIRST: {"dir.4", "dir.5"}, "T1-2026-0002": {"dir.2", "dir.4"}, "T1-2026-0006": {"dir.2", "dir.4"}}
DISQUALIFIED = {FIRST: {"dir.2"}}
DECIDED = {FIRST, "T1-2026-0002", "T1-2026-0006"}


def parties(reference: str) -> set[str]:
    return APPLICANTS[reference] | PARTNERS.get(reference, set())


def office(reference: str) -> set[str]:
    return set() if reference in DRAFTS else OFFICE


def readers(reference: str) -> set[str]:
    return parties(reference) | office(reference) | REVIEWERS.get(reference, set())


def pages(reference: str) -> dict[str, set[str]]:
    """Who opens which page of an application."""
    is_sent, is_decided = reference not in DRAFTS, reference in DECIDED
    own, office_ = parties(reference), office(reference)
    return {
        "": readers(reference),
        "check/": readers(reference),
        "copy/": own | office_,
        "copy.txt": own | office_,
        "copy.pdf": own | office_,
        "receipt/": own | office_ if is_sent else set(),
        "receipt.pdf": own | office_ if is_sent else set(),
        "dossier/": readers(reference) if is_sent else set(),
        "dossier.pdf": readers(reference) if is_sent else set(),
        f"edit/{PART[reference[:2]]}/": APPLICANTS[reference] if not is_sent else set(),
        "edit/partners/": APPLICANTS[reference] if not is_sent else set(),
        "formal-check/": {"dir.1"} if is_sent else set(),
        "review/": REVIEWERS.get(reference, set()),
        "decision/": readers(reference) if is_decided else set(),
        "decision/proposal/": set(),
    }


@pytest.mark.parametrize("account", PEOPLE)
def test_a_person_opens_the_pages_of_an_application_that_the_story_says(browse: Open, account: str) -> None:
    client = browse(account)
    for reference in APPLICANTS:
        for page, people in pages(reference).items():
            status = client.get(f"/grants/applications/{reference}/{page}").status_code
            if account in DISQUALIFIED.get(reference, set()):
                assert status == 403, (reference, page, status)
            elif account in people:
                assert status == 200, (reference, page, status)
            elif account in readers(reference):
                assert status in {404, 409} or (page == "decision/proposal/" and status in {200, 303}), (
                    reference,
                    page,
                    status,
                )
            else:
                assert status == 404, (reference, page, status)


def test_a_disqualified_reviewer_is_refused_everywhere_and_each_refusal_is_logged(
    browse: Open, stage: tuple[Session, Relations]
) -> None:
    client, opened = browse("dir.2"), stage[0]
    refusals = select(func.count()).select_from(AuditLine).where(AuditLine.verb == "refused")
    before = opened.scalar(refusals)
    addresses = [f"/grants/applications/{FIRST}/{page}" for page in pages(FIRST)]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 403, address
        assert "Heilt fram" not in answer.text
        answer.close()
    opened.rollback()

    assert opened.scalar(refusals) == before + len(addresses)
    assert FIRST not in client.get("/grants/applications/").text


@pytest.mark.parametrize("account", ["org.o4", "fri.o2", "hjt.volda", "adm", "dir.2"])
def test_an_unknown_reference_and_one_that_is_not_ones_own_answer_alike(browse: Open, account: str) -> None:
    client = browse(account)
    for page in pages("T1-2026-0007"):
        forbidden = client.get(f"/grants/applications/T1-2026-0007/{page}")
        unknown = client.get(f"/grants/applications/T1-2026-9999/{page}")
        assert forbidden.status_code == unknown.status_code == 404, page
        assert _alike(forbidden.text) == _alike(unknown.text), page


def _alike(html: str) -> str:
    html = re.sub(r'value="[^"]{60,}"|data-ends-in="\d+"', "", html)
    return re.sub(r"T1-2026-\d+", "REFERENCE", html)


POSTS = {
    "submit": {"signed_as": "chair", "confirmed": "y", "version": "1"},
    "withdraw/": {"version": "1"},
    "edit/measure/": {"q1_text": "Kapret", "version": "1"},
    "edit/measure/autosave": {"q1_text": "Kapret", "version": "1"},
    "edit/partners/take": {"body": "1"},
    "edit/partners/ask": {},
    "edit/partners/1/": {"task": "x", "amount": "1", "mode": "shared", "version": "1"},
    "edit/partners/1/ask": {},
    "edit/partners/1/remove": {},
    "confirmation/1": {"confirm": "y", "version": "1"},
    "edit/partners/new/": {"name": "Kapret", "email": "x@example.no"},
    "edit/partners/new/register": {"number": "974760673"},
    "formal-check/": {"version": "1"},
    "reviews/assign": {"reviewer": "1"},
    "reviews/notes/K1": {"text": "x", "version": "1"},
    "review/": {"version": "1"},
    "review/declare": {"declaration": "impartial"},
    "review/take-up": {"version": "1"},
    "decision/proposal/": {"outcome": "granted", "version": "0"},
    "decision/make": {"version": "1"},
    "decision/return": {"remark": "x", "version": "1"},
}


@pytest.mark.parametrize("account", ["org.o4", "hjt.volda", "fri.o2", "adm", "kom.krs", "dir.4", None])
@pytest.mark.parametrize("reference", [DRAFT, "T1-2026-0007", TOGETHER])
def test_a_stranger_changes_nothing_of_an_application(
    browse: Open, rows: Rows, account: str | None, reference: str
) -> None:
    client = browse(account)
    before = rows()
    for path, values in POSTS.items():
        answer = post(client, f"/grants/applications/{reference}/{path}", values)
        assert answer.status_code == (401 if account is None else 404), (path, answer.status_code)
    assert rows() == before


def test_an_application_of_others_is_in_no_list_search_or_download(browse: Open) -> None:
    client = browse("kom.volda")
    for query in ("", "?q=Skjermkaffe", "?format=csv", "?format=csv&q=Skjermkaffe", "?sort=-title"):
        answer = client.get(f"/grants/applications/{query}").get_data(as_text=True)
        told = re.sub(r'[?&]q=[^"&]*|value="Skjermkaffe"', "", answer)
        assert "Skjermkaffe" not in told, query
        assert "T1-2026-0004" not in told, query
