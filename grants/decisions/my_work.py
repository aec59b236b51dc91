"""What waits between a concluded check and a decision, for a caseworker and for a lead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from grants.applications.models import Application
from grants.calls.content import CallKind
from grants.calls.queries import content_of
from grants.decisions import queries
from grants.decisions.models import Decision, DecisionStatus
from grants.decisions.steps import Step, next_step
from grants.eligibility.my_work import gathered, named
from grants.eligibility.queries import concluded
from grants.reviews.queries import standings
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from kernel.registry import Task, my_work


@dataclass(frozen=True)
class Errand:
    """A step that waits for a caseworker: what one and what several are called, what to do, and where."""

    one: str
    several: str
    action: str
    endpoint: str


ERRANDS: Mapping[Step, Errand] = {
    Step.ASSIGN: Errand(
        _l("%(application)s waits for a reviewer"),
        _l("%(number)d applications wait for reviewers"),
        _l("Choose reviewers"),
        "reviews.show",
    ),
    Step.TALK: Errand(
        _l("%(application)s: the reviewers differ widely"),
        _l("%(number)d applications on which the reviewers differ widely"),
        _l("See the reviews"),
        "reviews.show",
    ),
    Step.PROPOSE_AGAIN: Errand(
        _l("%(application)s: the proposed decision is returned"),
        _l("%(number)d proposed decisions are returned"),
        _l("Change it"),
        "proposals.show",
    ),
    Step.PROPOSE: Errand(
        _l("%(application)s is ready for a decision"),
        _l("%(number)d applications are ready for a decision"),
        _l("Propose a decision"),
        "proposals.show",
    ),
}


@my_work
def to_bring_on(session: Session, viewer: Viewer, _now: datetime) -> Iterator[Task]:
    """Say which applications wait for reviewers, a talk or a proposal, in five statements.

    Where those who take part are chosen together, no application waits for a proposal of its own.
    """
    if not viewer.may(Permission.DECISION_PROPOSE):
        return
    checks = {check.application: check.status for check in concluded(session)}
    if not checks:
        return
    stand = standings(session, checks)
    decided = queries.decisions_of(session, [application.id for application in checks])
    steps = {each: next_step(status, stand[each.id], decided.get(each.id)) for each, status in checks.items()}
    together = {each for each in steps if content_of(each.call).kind is CallKind.PROGRAMME_PARTICIPATION}
    for step, errand in ERRANDS.items():
        waiting = [each for each, found in steps.items() if found is step]
        yield from _errands([each for each in waiting if step is not Step.PROPOSE or each not in together], errand)


def _errands(waiting: list[Application], errand: Errand) -> Iterator[Task]:
    def address(application: Application) -> str:
        return url_for(errand.endpoint, reference=application.reference)

    return gathered(
        waiting,
        lambda each: Task(_(errand.one, application=named(each)), address(each), _(errand.action)),
        lambda number, first: Task(_(errand.several, number=number), address(first), _("Take the first")),
    )


@my_work
def to_decide(session: Session, viewer: Viewer, _now: datetime) -> Iterator[Task]:
    """Say which proposals wait for a lead, in one statement."""
    if viewer.may(Permission.DECISION_MAKE):
        waiting = [
            each for each in queries.waiting_for(session, DecisionStatus.PROPOSED) if each.proposed_by_id != viewer.id
        ]
        yield from gathered(waiting, _one, _all)


def _one(decision: Decision) -> Task:
    text = _("%(application)s: a decision is proposed", application=named(decision.application))
    return Task(text, _address(decision), _("Read and decide"))


def _all(number: int, first: Decision) -> Task:
    text = _("%(number)d proposed decisions wait for you", number=number)
    return Task(text, _address(first), _("Take the first"))


def _address(decision: Decision) -> str:
    return url_for("decisions.show", reference=decision.application.reference)
