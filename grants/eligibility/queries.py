"""What is read: formal checks, what they rest on, and who has a part in an application."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import exists, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from directory.accounts.models import RoleHolding
from directory.municipalities.queries import names
from grants.applications.answers import gaps
from grants.applications.models import AnswerPage, Application, ApplicationStatus, Partner
from grants.applications.queries import Folder, folder
from grants.applications.team import asks_for_team, taking_part
from grants.calls.content import CallKind, Frame
from grants.calls.queries import content_of
from grants.eligibility.checking import Facts, Finding, codes_of, suggest
from grants.eligibility.models import CheckStatus, FormalCheck, RuleVerdict
from grants.eligibility.teams import team_facts
from kernel.clock import local_date

ACTIVITIES = "22"
SENT = (ApplicationStatus.SUBMITTED, ApplicationStatus.DECIDED)


def check_of(session: Session, application_id: int) -> FormalCheck | None:
    """The formal check of an application, if it has been opened."""
    return session.scalar(select(FormalCheck).where(FormalCheck.application_id == application_id))


def checks_of(session: Session, application_ids: Collection[int]) -> dict[int, FormalCheck]:
    """The formal checks of several applications, by their ids."""
    statement = select(FormalCheck).where(FormalCheck.application_id.in_(application_ids))
    return {check.application_id: check for check in session.scalars(statement)}


def verdicts_of(session: Session, check_id: int) -> dict[str, RuleVerdict]:
    """What is said about each rule, by its code."""
    statement = select(RuleVerdict).where(RuleVerdict.check_id == check_id)
    return {said.rule: said for said in session.scalars(statement)}


def waiting_for_check(session: Session) -> Sequence[Application]:
    """The sent applications whose formal check is not concluded, the first one sent first."""
    statement = (
        select(Application)
        .outerjoin(FormalCheck, FormalCheck.application_id == Application.id)
        .where(
            Application.status == ApplicationStatus.SUBMITTED,
            or_(
                FormalCheck.id.is_(None),
                FormalCheck.status == CheckStatus.OPEN,
                FormalCheck.concluded_at < Application.submitted_at,
            ),
        )
        .options(joinedload(Application.call), joinedload(Application.applicant))
        .order_by(Application.submitted_at, Application.id)
    )
    return session.scalars(statement).all()


def findings_of(session: Session, application: Application) -> dict[str, Finding]:
    """What is suggested about each rule of a sent application as it stands now."""
    found = folder(session, application)
    others = _others(session, application, _counted_once(found))
    return suggest(facts_of(found, others, names(session) if asks_for_team(found.content) else {}))


def codes_for(application: Application) -> tuple[str, ...]:
    """The codes of the rules that an application is checked by, which follow from the kind of its call."""
    return codes_of(content_of(application.call).kind)


def facts_of(found: Folder, others: Sequence[str], called: Mapping[str, str] | None = None) -> Facts:
    """What the rules look at in a sent application; partners stand as they were when it was sent.

    `called` are the names of municipalities by their numbers, where the application is about a core team.
    """
    application, call = found.application, found.application.call
    if application.submitted_at is None or application.signed_as is None or application.snapshot is None:
        raise ValueError("Only what has been sent has facts to check.")
    partners = application.snapshot["partners"]
    return Facts(
        submitted_at=application.submitted_at,
        opens_at=call.opens_at,
        closes_at=call.closes_at,
        reopened_until=application.reopened_until,
        applicant=application.applicant.full_name,
        kind=application.applicant.kind,
        accepted=found.content.applicants,
        org_number=application.applicant.org_number,
        others=tuple(others),
        confirmed=tuple(each["name"] for each in partners if each["confirmed"]),
        unconfirmed=tuple(each["name"] for each in partners if not each["confirmed"]),
        signed_as=application.signed_as,
        signed_by=str(application.snapshot["confirmed_by_applicant"]),
        activities=tuple(_kinds(found.answers.get(ACTIVITIES, {}))),
        unframed=tuple(_unframed(found)),
        call_kind=found.content.kind,
        team=team_facts(found, called or {}, local_date(application.submitted_at)),
    )


def involved_in(session: Session, application: Application) -> frozenset[int]:
    """The people who wrote an application, confirmed for a partner, or hold or held a role for one of its parties."""
    bodies = select(Partner.body_id).where(Partner.application_id == application.id, Partner.body_id.is_not(None))
    held = select(RoleHolding.person_id).where(
        or_(RoleHolding.body_id == application.applicant_id, RoleHolding.body_id.in_(bodies))
    )
    wrote = select(AnswerPage.edited_by_id).where(AnswerPage.application_id == application.id)
    confirmed = select(Partner.confirmed_by_id).where(
        Partner.application_id == application.id, Partner.confirmed_by_id.is_not(None)
    )
    found = {person for person in session.scalars(union_all(held, wrote, confirmed)) if person is not None}
    return frozenset(found | {application.created_by_id} | {application.submitted_by_id or application.created_by_id})


def _counted_once(found: Folder) -> set[int]:
    """The bodies that can be in one application of the call only: the applicant, and who joins it in a programme."""
    if found.content.kind is not CallKind.PROGRAMME_PARTICIPATION:
        return {found.application.applicant_id}
    return {found.application.applicant_id, *(body.id for body in taking_part(found.application, found.partners))}


def _others(session: Session, application: Application, bodies: Collection[int]) -> Sequence[str]:
    joins = exists().where(
        Partner.application_id == Application.id, Partner.body_id.in_(bodies), Partner.confirmed_at.is_not(None)
    )
    is_programme = content_of(application.call).kind is CallKind.PROGRAMME_PARTICIPATION
    statement = select(Application.reference).where(
        Application.call_id == application.call_id,
        or_(Application.applicant_id.in_(bodies), joins) if is_programme else Application.applicant_id.in_(bodies),
        Application.id != application.id,
        Application.status.in_(SENT),
    )
    return session.scalars(statement.order_by(Application.number)).all()


def _kinds(answer: Mapping[str, Any]) -> list[str]:
    rows = [row for value in answer.values() if isinstance(value, list) for row in value]
    return [str(row.get("kind", "")) for row in rows if isinstance(row, Mapping)]


def _unframed(found: Folder) -> list[str]:
    asked = [question for frame in Frame if (question := found.content.framed(frame)) is not None]
    return [each.code for each in asked if gaps(each, found.answers) or not found.answers.get(each.code)]


def concluded(session: Session) -> Sequence[FormalCheck]:
    """The concluded checks of what waits for a decision, with their applications, the first one sent first."""
    application = joinedload(FormalCheck.application)
    statement = (
        select(FormalCheck)
        .join(Application, Application.id == FormalCheck.application_id)
        .where(
            Application.status == ApplicationStatus.SUBMITTED,
            FormalCheck.status != CheckStatus.OPEN,
            FormalCheck.concluded_at >= Application.submitted_at,
        )
        .options(application.joinedload(Application.call), application.joinedload(Application.applicant))
        .order_by(Application.submitted_at, Application.id)
    )
    return session.scalars(statement).all()
