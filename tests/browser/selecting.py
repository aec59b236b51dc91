"""The directorate's part: what was sent is checked and reviewed beside the site, and who takes part is chosen on it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from grants.applications.models import Application, ApplicationStatus
from grants.calls.models import Call
from grants.calls.queries import content_of
from grants.eligibility import actions as eligibility
from grants.eligibility.models import Verdict
from grants.eligibility.queries import verdicts_of
from grants.eligibility.rules import Ruling
from grants.reviews import actions as reviews
from grants.reviews.rules import Marks
from grants.selections.jobs import carry_out_line
from grants.selections.models import Selection
from grants.selections.notice import told_at
from grants.selections.queries import lines_of
from kernel import clock
from kernel.db import transaction
from partnership.programmes.models import Participation
from tests.browser.choosing import CALL
from tests.browser.partners import Partner
from tests.browser.site import Site, address
from tests.browser.test_accessibility import faults_of

SELECTION = f"/grants/selections/{CALL}/"
WEAK, STRONG = 2, 4
OUTCOMES = "all => Object.fromEntries(all.map(each => [each.id, each.querySelector('[data-status]').dataset.status]))"


def waiting(site: Site) -> list[str]:
    """The references of what was sent to the call, in their order."""
    with site.session() as opened:
        statement = select(Application.reference).join(Call).where(Call.code == CALL)
        return sorted(opened.scalars(statement.where(Application.status == ApplicationStatus.SUBMITTED)))


def assess(site: Site, reference: str, points: int) -> None:
    """Let an application pass the formal check, and two reviewers give it so many points on everything."""
    with site.app.app_context(), transaction() as opened:
        application = opened.scalars(select(Application).where(Application.reference == reference)).one()
        caseworker, *reviewers = (_id(opened, account) for account in ("dir.1", "dir.2", "dir.4"))
        _check(opened, application, caseworker)
        for reviewer in reviewers:
            _review(opened, application, reviewer, points, actor_id=caseworker)


def _id(opened: Session, account: str) -> int:
    return opened.scalars(select(Person.id).where(Person.email == address(account))).one()


def _check(opened: Session, application: Application, caseworker: int) -> None:
    by: dict[str, Any] = {"actor_id": caseworker, "at": clock.now()}
    made = eligibility.open_check(opened, application, write=lambda finding: finding.msgid % finding.params, **by)
    opened.flush()
    rulings = {code: Ruling(Verdict.OK, "") for code in verdicts_of(opened, made.id)}
    eligibility.say(opened, made, rulings, excluded_amount=0, version=made.version, **by)
    opened.flush()
    eligibility.conclude(opened, made, version=made.version, **by)
    opened.flush()


def _review(opened: Session, application: Application, reviewer: int, points: int, *, actor_id: int) -> None:
    at, criteria = clock.now(), content_of(application.call).scale.criteria
    made = reviews.assign(opened, application, reviewer, actor_id=actor_id, at=at)
    opened.flush()
    reviews.declare(opened, made, is_impartial=True, actor_id=reviewer, at=at)
    opened.flush()
    marks = {each.code: Marks(points, f"Søknaden viser det, {each.code}.") for each in criteria}
    reviews.save_scores(opened, made, marks, version=made.version, actor_id=reviewer, at=at)
    opened.flush()
    reviews.submit(opened, made, version=made.version, actor_id=reviewer, at=at)
    opened.flush()


def propose(caseworker: Partner[Any], chosen: Sequence[str], refused: str) -> None:
    """Find it on the first page, see who would be chosen and why, say why so few, and propose it."""
    caseworker.open("/my-work")
    caseworker.press(f'main a[href="{SELECTION}"]')
    outcomes = caseworker.page.locator("main tbody tr[id]").evaluate_all(OUTCOMES)
    assert outcomes == {**dict.fromkeys(chosen, "chosen"), refused: "cannot"}, caseworker.words
    assert "40 av 100 poeng" in caseworker.words, caseworker.words
    assert not faults_of(caseworker.page)
    caseworker.hand.write("#legal_basis", "Oppdraget til senteret, og utlysningen.")
    caseworker.hand.write("#beyond", "Ingen flere oppfyller kriteriene.")
    caseworker.press("main form:has(#legal_basis) button[type=submit]:not([name])")
    assert caseworker.page.locator('main [data-status="proposed"]').count() == 1, caseworker.words
    assert caseworker.page.locator('main form[action$="/make"]').count() == 0


def make(lead: Partner[Any]) -> None:
    """Find it on the first page, read it, and make it; the applicants are not told yet."""
    lead.open("/my-work")
    lead.press(f'main a[href="{SELECTION}"]')
    assert "Ingen flere oppfyller kriteriene." in lead.words
    lead.press('main form[action$="/make"] button')
    assert lead.page.locator('main [data-status="made"]').count() == 1, lead.words
    assert "1. februar 2027 kl. 08.00" in lead.words
    assert not faults_of(lead.page)


def carry_out(site: Site) -> None:
    """Let the day come on which the applicants are told; the jobs run beside the site, with that moment as now."""
    with site.app.app_context(), transaction() as opened:
        selection = opened.scalars(select(Selection).join(Call).where(Call.code == CALL)).one()
        now = told_at(content_of(selection.call))
        for line in lines_of(opened, selection.id):
            carry_out_line(opened, key="a walk", now=now, line_id=line.id)


def team_of(site: Site, reference: str) -> int:
    """The team that was founded from an application."""
    with site.session() as opened:
        return opened.scalars(select(Participation.team_id).where(Participation.application == reference)).one()
