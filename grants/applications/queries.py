"""What is read: applications that a viewer may see, and all that one holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Role, Viewer
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from grants.applications import rules
from grants.applications.models import AnswerPage, Application, ApplicationStatus, Partner
from grants.applications.progress import PageState, state_of
from grants.calls.content import CallKind, Content, Page
from grants.calls.models import Call
from grants.calls.queries import content_of
from kernel.registry import registry

ApplicantBody = Body.__table__.alias("applicant_body")
DIRECTORATE = (Role.CASEWORKER, Role.LEAD)
OTHERS_WHO_SEE = "application.seen_by"


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """Whether an application is the viewer's own, a partner's, or sent to the directorate that the viewer works for.

    Slices downstream hang on who else sees one, as `seen_by(viewer)`.
    """
    bodies = viewer.bodies(Permission.APPLICATION_READ)
    asked = or_(Partner.invited_at.is_not(None), Partner.confirmed_at.is_not(None))
    ways = [
        Application.applicant_id.in_(bodies),
        exists().where(Partner.application_id == Application.id, Partner.body_id.in_(bodies), asked),
        *(share(viewer) for share in registry.panels.get(OTHERS_WHO_SEE, ())),
    ]
    if any(viewer.has_role(role) for role in DIRECTORATE):
        ways.append(Application.submitted_at.is_not(None))
    return or_(*ways)


def by_reference(reference: str) -> ColumnElement[bool]:
    """Whether an application is the one that a reference or an id names."""
    return Application.id == int(reference) if reference.isdigit() else Application.reference == reference.upper()


def get_visible(session: Session, reference: str, *, viewer: Viewer, lock: bool = False) -> Application:
    """An application with its call and applicant, held for writing when asked; raises NotFound."""
    statement = (
        select(Application)
        .where(by_reference(reference), is_visible(viewer))
        .options(joinedload(Application.call), joinedload(Application.applicant))
    )
    application = session.scalar(statement.with_for_update(of=Application) if lock else statement)
    if application is None:
        raise NotFound
    return application


def listed(viewer: Viewer) -> Select[Any]:
    """The applications that a viewer sees, as rows of a list."""
    return (
        select(
            Application.id,
            Application.reference,
            Application.title,
            ApplicantBody.c.name.label("applicant"),
            Call.code.label("call"),
            Application.status,
            Application.submitted_at,
            Application.applicant_id,
        )
        .join(Call, Call.id == Application.call_id)
        .join(ApplicantBody, ApplicantBody.c.id == Application.applicant_id)
        .where(is_visible(viewer))
    )


def narrowed(statement: Select[Any], *, call: str, status: str) -> Select[Any]:
    """The list for one call, one status, or both; what is no status narrows nothing."""
    if call:
        statement = statement.where(Call.code == call)
    if status in set(ApplicationStatus):
        statement = statement.where(Application.status == ApplicationStatus(status))
    return statement


def calls_and_statuses(session: Session, viewer: Viewer) -> Sequence[tuple[Call, ApplicationStatus]]:
    """The calls and statuses that occur among the applications that a viewer sees."""
    seen = select(Application.call_id, Application.status).where(is_visible(viewer)).distinct().subquery()
    statement = select(Call, seen.c.status).join(seen, seen.c.call_id == Call.id).order_by(Call.code)
    return [(call, status) for call, status in session.execute(statement)]


def writers(session: Session, viewer: Viewer) -> Sequence[Body]:
    """The bodies for which a viewer may write an application."""
    bodies = viewer.bodies(Permission.APPLICATION_WRITE)
    return session.scalars(select(Body).where(Body.id.in_(bodies)).order_by(Body.name)).all()


def writer(session: Session, viewer: Viewer, body_id: int) -> Body:
    """A body for which the viewer may write; raises NotFound."""
    found = next((body for body in writers(session, viewer) if body.id == body_id), None)
    if found is None:
        raise NotFound
    return found


def next_number(session: Session, call: Call) -> int:
    """The number of a call's next application, which nobody else gets before this transaction ends."""
    session.execute(select(Call.id).where(Call.id == call.id).with_for_update())
    return (session.scalar(select(func.max(Application.number)).where(Application.call_id == call.id)) or 0) + 1


def begun(session: Session, call: Call, viewer: Viewer) -> Sequence[Application]:
    """What the bodies for which the viewer applies have begun or sent in a call, and not withdrawn."""
    statement = select(Application).where(
        Application.call_id == call.id,
        Application.applicant_id.in_(viewer.bodies(Permission.APPLICATION_WRITE)),
        Application.status != ApplicationStatus.WITHDRAWN,
    )
    return session.scalars(statement.options(joinedload(Application.applicant)).order_by(Application.number)).all()


def last_begun(session: Session, call: Call, actor_id: int) -> Application | None:
    """What somebody began last in a call."""
    statement = select(Application).where(Application.call_id == call.id, Application.created_by_id == actor_id)
    return session.scalar(statement.order_by(Application.id.desc()).limit(1))


def begun_after(
    session: Session, call: Call, applicant: Body, *, actor_id: int, after: int | None
) -> Application | None:
    """What somebody has begun for an applicant since `after` was the id of the last: the button was pressed twice."""
    last = None if after is None else last_begun(session, call, actor_id)
    return last if last and last.id > (after or 0) and last.applicant_id == applicant.id else None


def drafts_of(session: Session, call: Call, applicant: Body) -> int:
    """How many drafts an applicant has in a call."""
    statement = select(func.count()).select_from(Application)
    wanted = and_(Application.call_id == call.id, Application.applicant_id == applicant.id)
    return session.scalar(statement.where(wanted, Application.status == ApplicationStatus.DRAFT)) or 0


def own_drafts(session: Session, viewer: Viewer) -> Sequence[Application]:
    """The drafts that a viewer may write in, the one that closes first first."""
    statement = (
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(
            Application.applicant_id.in_(viewer.bodies(Permission.APPLICATION_WRITE)),
            Application.status == ApplicationStatus.DRAFT,
        )
        .options(joinedload(Application.call))
        .order_by(Call.closes_at, Application.id)
    )
    return session.scalars(statement).all()


def pages_of(session: Session, application: Application) -> dict[str, AnswerPage]:
    """The pages of an application by their codes."""
    statement = select(AnswerPage).where(AnswerPage.application_id == application.id)
    return {page.page: page for page in session.scalars(statement)}


def partners_of(session: Session, application: Application) -> list[Partner]:
    """The partners of an application, in the order in which they came."""
    statement = select(Partner).where(Partner.application_id == application.id).options(joinedload(Partner.body))
    return list(session.scalars(statement.order_by(Partner.id)))


def latest_of(session: Session, applicant: Body, kind: CallKind | None = None) -> Application | None:
    """What an applicant sent last, in a call of a kind, to begin a new application from."""
    statement = select(Application).where(
        Application.applicant_id == applicant.id, Application.submitted_at.is_not(None)
    )
    if kind is not None:
        of_kind = select(Call.id).where(Call.content["kind"].as_string() == kind.value)
        statement = statement.where(Application.call_id.in_(of_kind))
    return session.scalar(statement.order_by(Application.submitted_at.desc(), Application.id.desc()).limit(1))


@dataclass(frozen=True)
class Folder:
    """All that an application holds."""

    application: Application
    content: Content
    pages: dict[str, AnswerPage]
    partners: list[Partner]

    @cached_property
    def answers(self) -> dict[str, dict[str, Any]]:
        """What has been answered, by question."""
        return {code: said for page in self.pages.values() for code, said in page.answers.items()}

    @cached_property
    def origins(self) -> dict[str, str]:
        """Where what was filled in came from, by question; what somebody changed is not in it."""
        return {code: origin for page in self.pages.values() for code, origin in page.origins.items()}

    @property
    def waiting(self) -> list[Partner]:
        """The partners whose confirmation is open."""
        return [partner for partner in self.partners if rules.is_waiting(partner)]

    def state(self, page: Page) -> PageState:
        """How far a page has come."""
        counts = {"partners": len(self.partners), "waiting": len(self.waiting)}
        return state_of(page, self.content, self.answers, **counts)

    @property
    def own_numbers(self) -> list[str]:
        """The applicant's own number where it is a municipality."""
        applicant = self.application.applicant
        return [applicant.number] if isinstance(applicant, Municipality) else []

    def version(self, page: Page) -> int:
        """The version of a page that a form must have seen."""
        return self.pages[page.code].version if page.code in self.pages else 0


def folder(session: Session, application: Application) -> Folder:
    """All that an application holds, in two statements."""
    return Folder(
        application, content_of(application.call), pages_of(session, application), partners_of(session, application)
    )
