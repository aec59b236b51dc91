"""What is allowed: when an application may be sent, withdrawn and reopened, and who may take a copy."""

from collections.abc import Mapping
from datetime import datetime

from directory.accounts.permissions import Permission, Role, Viewer
from directory.bodies.models import BodyKind
from grants.applications.answers import Answers, all_gaps, asked, part_of_kind, uneven_years, years_in_order
from grants.applications.models import Application, ApplicationStatus, SignedAs
from grants.applications.queries import Folder
from grants.applications.rules import closes_at, is_asked, takes_it
from grants.applications.team import ensure_team_is_led
from grants.calls.content import Content, PartKind
from grants.submissions.wording import amount, exact
from kernel.lifecycle import NotAllowed, _l, ensure_transition

TRANSITIONS = {
    ApplicationStatus.DRAFT: frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}),
    ApplicationStatus.SUBMITTED: frozenset(
        {ApplicationStatus.WITHDRAWN, ApplicationStatus.DECIDED, ApplicationStatus.DRAFT}
    ),
    ApplicationStatus.WITHDRAWN: frozenset[ApplicationStatus](),
    ApplicationStatus.DECIDED: frozenset[ApplicationStatus](),
}
SIGNERS: Mapping[BodyKind, tuple[SignedAs, ...]] = {
    BodyKind.MUNICIPALITY: (SignedAs.MUNICIPAL_DIRECTOR, SignedAs.AUTHORITY),
    BodyKind.ORGANISATION: (SignedAs.CHAIR, SignedAs.AUTHORITY),
    BodyKind.DIRECTORATE: (),
}
NOTHING_TO_REOPEN = _l("No application to this call with that reference can be reopened. See that it is written right.")


def ensure_may_submit(folder: Folder, now: datetime) -> None:
    """A draft may be sent in time, when nothing that is needed is missing and the money adds up; partners may wait."""
    application = folder.application
    ensure_transition(TRANSITIONS, application.status, ApplicationStatus.SUBMITTED)
    ensure_in_time(application, now)
    missing = len(list(all_gaps(folder.content, folder.answers)))
    if missing == 1:
        raise NotAllowed(_l("One answer is missing. Fill it in before you send."))
    if missing:
        raise NotAllowed(_l("%(count)d answers are missing. Fill them in before you send."), count=missing)
    ensure_money_fits(folder.content, folder.answers)
    ensure_parts_fit(folder)
    ensure_team_is_led(folder.content, folder.answers)
    if not application.title.strip():
        raise NotAllowed(_l("Give the measure a name before you send."))


def ensure_in_time(application: Application, now: datetime) -> None:
    """What comes late is refused, and told what the time is; a deadline's own second is in (EL1). Source: S3."""
    if takes_it(application, now):
        return
    last = closes_at(application)
    if now < last:
        raise NotAllowed(_l("The call is not open."))
    if last > application.call.closes_at:
        sentence = _l("It was reopened until %(when)s. It is now %(now)s, and it can no longer be sent.")
    else:
        sentence = _l("The call closed on %(when)s. It is now %(now)s, and no application can be sent.")
    raise NotAllowed(sentence, when=exact(last), now=exact(now))


def ensure_money_fits(content: Content, answers: Answers) -> None:
    """Years are asked for in order, each within what the call gives, and the budget adds up to what is asked."""
    if part_of_kind(content, PartKind.AMOUNTS) is None:
        return
    years, money = asked(content, answers), content.money
    if not years_in_order(years):
        raise NotAllowed(_l("Apply for the years in order, from the first one on."))
    for year, wanted in years.items():
        if not money.least <= wanted <= money.most:
            raise NotAllowed(
                _l("Year %(year)s: you may apply for %(least)s to %(most)s kroner."),
                year=year,
                least=amount(money.least),
                most=amount(money.most),
            )
    for year, wanted, planned in uneven_years(content, answers):
        raise NotAllowed(
            _l("Year %(year)s: you ask for %(asked)s kroner, and the budget adds up to %(planned)s."),
            year=year,
            asked=amount(wanted),
            planned=amount(planned),
        )


def ensure_parts_fit(folder: Folder) -> None:
    """The partners' parts of a year are not more than what is asked for in the first."""
    parts, years = sum(partner.amount for partner in folder.partners), asked(folder.content, folder.answers)
    if parts > years.get("1", 0):
        raise NotAllowed(
            _l("The partners' parts add up to %(parts)s kroner a year, but you ask for %(asked)s in the first."),
            parts=amount(parts),
            asked=amount(years.get("1", 0)),
        )


def ensure_may_sign(application: Application, signed_as: SignedAs) -> None:
    """An application is sent by whoever may bind the applicant (EL6). Source: P26."""
    if signed_as not in SIGNERS[application.applicant.kind]:
        raise NotAllowed(_l("Choose by what authority you send the application."))


def ensure_may_withdraw(application: Application) -> None:
    """An application may be withdrawn until it is decided."""
    if application.status is ApplicationStatus.DECIDED:
        raise NotAllowed(_l("The application has been decided, and can no longer be withdrawn."))
    ensure_transition(TRANSITIONS, application.status, ApplicationStatus.WITHDRAWN)


def may_withdraw(application: Application) -> bool:
    """Whether an application may still be withdrawn."""
    return ApplicationStatus.WITHDRAWN in TRANSITIONS[application.status]


def ensure_may_reopen(application: Application | None, until: datetime, now: datetime) -> Application:
    """What is a draft or sent may be reopened; what is not there is told as what is decided, so that nobody learns."""
    if application is None or application.status not in {ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED}:
        raise NotAllowed(NOTHING_TO_REOPEN)
    if until <= now:
        raise NotAllowed(_l("Choose a last day that has not passed."))
    if until < application.call.closes_at:
        raise NotAllowed(_l("The call is open longer than that. Choose the day on which it closes, or a later one."))
    return application


def ensure_no_part(viewer: Viewer, application: Application | None) -> None:
    """Nobody reopens an application of a body that they hold a role for. Source: P23."""
    if application is not None and any(held.body_id == application.applicant_id for held in viewer.holdings):
        raise NotAllowed(_l("You belong to the applicant. Somebody else must reopen this application."))


def is_sent(application: Application) -> bool:
    """Whether an application has been sent, whatever became of it."""
    return application.submitted_at is not None


def may_copy(folder: Folder, viewer: Viewer) -> bool:
    """Whether somebody may take a copy: applicant, partner, caseworker and lead; a reviewer reads the dossier."""
    bodies = viewer.bodies(Permission.APPLICATION_READ)
    parties = {folder.application.applicant_id, *(each.body_id for each in folder.partners if is_asked(each))}
    is_directorate = viewer.has_role(Role.CASEWORKER) or viewer.has_role(Role.LEAD)
    return bool(bodies & parties) or (is_directorate and is_sent(folder.application))


def version_of(folder: Folder) -> int:
    """One number for all that the applicant's people have written: it grows with every change."""
    return folder.application.version + sum(page.version for page in folder.pages.values())
