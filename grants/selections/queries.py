"""What is read: the applications to a programme as they are assessed, selections with their lines, and the teams."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import RoleHolding
from directory.municipalities.models import Municipality
from grants.applications import team
from grants.applications.models import AnswerPage, Application, ApplicationStatus, Partner
from grants.applications.queries import ApplicantBody
from grants.calls.content import CallKind, Content
from grants.calls.models import Call
from grants.calls.queries import content_of, get_published
from grants.decisions.rules import ensure_ready
from grants.eligibility.checking import RULES
from grants.eligibility.models import CheckStatus, RuleVerdict, Verdict
from grants.eligibility.queries import check_of, checks_of, verdicts_of
from grants.eligibility.rules import outcome_of
from grants.reviews.models import Review
from grants.reviews.queries import standings
from grants.selections.models import Selection, SelectionLine
from grants.selections.weighing import Case
from kernel.lifecycle import NotAllowed, _l, refusal_of
from partnership.programmes.models import Participation, Programme


@dataclass(frozen=True)
class Sent:
    """An application that waits to be chosen or not, how it is assessed, and what is still missing, if anything."""

    application: Application
    case: Case
    missing: NotAllowed | None


@dataclass(frozen=True)
class Errand:
    """A call whose selection waits for somebody: its selection, if there is one, and how many wait for a decision."""

    call: Call
    selection: Selection | None
    waiting: int


def get_call(session: Session, code: str, *, today: date) -> Call:
    """A call whose applicants are chosen together; raises NotFound."""
    call = get_published(session, code, today=today)
    if not is_chosen_together(content_of(call)):
        raise NotFound
    return call


def closed_call(session: Session, programme: Programme, now: datetime) -> Call | None:
    """The call that a programme's teams come from, once it is closed."""
    return session.scalar(select(Call).where(Call.code == programme.call_code, Call.closes_at < now))


def is_chosen_together(content: Content) -> bool:
    """Whether those who take part are chosen among all at once, and not one by one."""
    return content.kind is CallKind.PROGRAMME_PARTICIPATION


def selection_of(session: Session, call_id: int) -> Selection | None:
    """The selection of a call with its people, however far it has come."""
    people = joinedload(Selection.proposed_by), joinedload(Selection.made_by)
    return session.scalar(select(Selection).where(Selection.call_id == call_id).options(*people))


def lines_of(session: Session, *selection_ids: int) -> list[SelectionLine]:
    """The lines of a selection in their order, or of several, with their applications."""
    application = joinedload(SelectionLine.application)
    statement = (
        select(SelectionLine)
        .where(SelectionLine.selection_id.in_(selection_ids))
        .options(application.joinedload(Application.call), application.joinedload(Application.applicant))
        .order_by(SelectionLine.place)
    )
    return list(session.scalars(statement))


def line_of(session: Session, call_id: int, application_id: int) -> SelectionLine:
    """The line of an application in its call's selection; raises NotFound."""
    statement = select(SelectionLine).join(Selection, Selection.id == SelectionLine.selection_id)
    wanted = Selection.call_id == call_id, SelectionLine.application_id == application_id
    line = session.scalar(statement.where(*wanted))
    if line is None:
        raise NotFound
    return line


def sent_to(session: Session, call: Call) -> list[Sent]:
    """The applications to a call that wait to be chosen or not, and how each is assessed, in eight statements."""
    content = content_of(call)
    known = {each.id: each for each in session.scalars(_municipalities(call.id))}
    waiting = Application.call_id == call.id, Application.status == ApplicationStatus.SUBMITTED
    statement = select(Application).where(*waiting).options(joinedload(Application.applicant))
    applications = session.scalars(statement.order_by(Application.number)).all()
    ids = [application.id for application in applications]
    answers: dict[int, dict[str, Any]] = defaultdict(dict)
    for page in session.scalars(select(AnswerPage).where(AnswerPage.application_id.in_(ids))):
        answers[page.application_id] |= page.answers
    partners: dict[int, list[Partner]] = defaultdict(list)
    found = select(Partner).where(Partner.application_id.in_(ids)).options(joinedload(Partner.body))
    for partner in session.scalars(found.order_by(Partner.id)):
        partners[partner.application_id].append(partner)
    checks, stand = checks_of(session, ids), standings(session, applications)

    def sent(application: Application) -> Sent:
        check, standing = outcome_of(checks.get(application.id), application), stand[application.id]
        case = Case(
            reference=application.reference,
            check=check,
            scoring=standing.scoring,
            maturity=team.maturity(content, answers[application.id]),
            municipalities=[known[each.id] for each in team.taking_part(application, partners[application.id])],
        )
        return Sent(application, case, _missing(case, standing.under_way))

    return [sent(application) for application in applications]


def _municipalities(call_id: int) -> Select[Any]:
    """The municipalities that apply, or are asked to take part, with their counties."""
    applicants = select(Application.applicant_id).where(Application.call_id == call_id)
    asked = select(Partner.body_id).join(Application, Application.id == Partner.application_id)
    ids = applicants.union(asked.where(Application.call_id == call_id, Partner.body_id.is_not(None)))
    return select(Municipality).where(Municipality.id.in_(ids)).options(joinedload(Municipality.county))


def _missing(case: Case, under_way: int) -> NotAllowed | None:
    """What must come before the application can be chosen or not."""
    if case.check is CheckStatus.FAILED:
        return None
    if case.check is CheckStatus.OPEN:
        return NotAllowed(_l("The formal check must be concluded first."))
    return refusal_of(ensure_ready, case.scoring, under_way)


def refused(session: Session, application_id: int) -> list[tuple[str, str]]:
    """The formal rules that an application does not meet, by what they ask, each with the reason."""
    check = check_of(session, application_id)
    said = verdicts_of(session, check.id) if check else {}
    return [(rule.label, said[rule.code].reason) for rule in RULES if _is_refused(said.get(rule.code))]


def _is_refused(verdict: RuleVerdict | None) -> bool:
    return verdict is not None and verdict.verdict is Verdict.REJECTED


def parts_of(session: Session, call_id: int, person_id: int) -> Sequence[str]:
    """The references of the applications that a person was asked to review, or has or had a part in."""
    held = select(RoleHolding.body_id).where(RoleHolding.person_id == person_id, RoleHolding.body_id.is_not(None))
    ways = [
        Application.created_by_id == person_id,
        Application.submitted_by_id == person_id,
        Application.applicant_id.in_(held),
        exists().where(Review.application_id == Application.id, Review.reviewer_id == person_id),
        exists().where(AnswerPage.application_id == Application.id, AnswerPage.edited_by_id == person_id),
        exists().where(
            Partner.application_id == Application.id,
            or_(Partner.body_id.in_(held), Partner.confirmed_by_id == person_id),
        ),
    ]
    statement = select(Application.reference).where(
        Application.call_id == call_id, Application.submitted_at.is_not(None), or_(*ways)
    )
    return session.scalars(statement.order_by(Application.number)).all()


def errands(session: Session, now: datetime) -> list[Errand]:
    """The closed calls with applications that wait for a decision, and their selections, in one statement."""
    waiting = (
        select(Application.call_id, func.count().label("number"))
        .where(Application.status == ApplicationStatus.SUBMITTED)
        .group_by(Application.call_id)
        .subquery()
    )
    statement = (
        select(Call, Selection, waiting.c.number)
        .join(waiting, waiting.c.call_id == Call.id)
        .outerjoin(Selection, Selection.call_id == Call.id)
        .where(Call.closes_at < now)
        .order_by(Call.closes_at, Call.id)
    )
    found = [Errand(call, selection, number) for call, selection, number in session.execute(statement)]
    return [errand for errand in found if is_chosen_together(content_of(errand.call))]


def teams_of(session: Session, references: Collection[str]) -> dict[str, int]:
    """The teams that were founded from applications, by their references."""
    statement = select(Participation.application, Participation.team_id)
    found = session.execute(statement.where(Participation.application.in_(references)))
    return {reference: team_id for reference, team_id in found}  # noqa: C416  rows are no pairs to mypy


def listed(selection_id: int) -> Select[Any]:
    """The lines of a selection as rows of a list."""
    return (
        select(
            SelectionLine.id,
            SelectionLine.place,
            Application.reference,
            Application.title,
            ApplicantBody.c.name.label("applicant"),
            SelectionLine.is_proposed,
            SelectionLine.is_chosen,
            SelectionLine.overruled,
            SelectionLine.facts,
        )
        .join(Application, Application.id == SelectionLine.application_id)
        .join(ApplicantBody, ApplicantBody.c.id == Application.applicant_id)
        .where(SelectionLine.selection_id == selection_id)
    )
