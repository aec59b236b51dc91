"""What is read: partners through those who may see them, whom to write to, and what they are asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import PERMISSIONS, Permission, Viewer
from directory.accounts.queries import people_with
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from directory.municipalities.queries import municipality
from directory.organisations.queries import body_by_number
from grants.applications.answers import ONE_TEXT, SUMMARY, contact, municipalities
from grants.applications.gathering import other_of
from grants.applications.models import Application, ApplicationStatus, Partner
from grants.applications.queries import Folder, folder
from grants.calls.content import Content
from grants.partners.rules import ANSWERABLE
from kernel import keys
from partnership.relations.queries import relations_of

WRITERS = frozenset(role for role, allowed in PERMISSIONS.items() if Permission.APPLICATION_WRITE in allowed)


@dataclass(frozen=True)
class Invitation:
    """What everybody who is asked reads of an application before answering."""

    application: Application
    content: Content
    summary: str
    contact_name: str
    contact_email: str


def invitation(session: Session, application: Application) -> Invitation:
    """What an application says of itself, and whom to ask."""
    opened = folder(session, application)
    contact_name, contact_email = contact(opened.answers)
    return Invitation(
        application=application,
        content=opened.content,
        summary=str(opened.answers.get(SUMMARY, {}).get(ONE_TEXT, "")),
        contact_name=contact_name,
        contact_email=contact_email,
    )


def _whole() -> Select[Partner]:
    """Partners with the application, its call and its applicant."""
    to_application = joinedload(Partner.application)
    return select(Partner).options(
        to_application.joinedload(Application.call),
        to_application.joinedload(Application.applicant),
        joinedload(Partner.body),
    )


def asked_of(session: Session, application: Application, viewer: Viewer) -> list[Partner]:
    """The parts of an application that the viewer's own bodies have been asked to confirm."""
    bodies = viewer.bodies(Permission.APPLICATION_WRITE)
    wanted = _whole().where(
        Partner.application_id == application.id, Partner.body_id.in_(bodies), Partner.invited_at.is_not(None)
    )
    return list(session.scalars(wanted.order_by(Partner.id)))


def token_of(partner: Partner) -> str:
    """The token of a partner's link, derived from its salt so that neither row nor job holds it."""
    return f"{partner.id}-{keys.sign('partner-invitation', f'{partner.id}:{partner.salt}')}"


def by_token(session: Session, token: str, *, lock: bool = False) -> Partner | None:
    """The partner whose link it is, its application held for writing when asked.

    A wrong, an old and a foreign token are all nobody's, and told apart for nobody.
    """
    number, _dash, _seal = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    if lock:
        its = select(Partner.application_id).where(Partner.id == int(number)).scalar_subquery()
        session.execute(select(Application.id).where(Application.id == its).with_for_update())
    partner = session.scalar(_whole().where(Partner.id == int(number)))
    return partner if partner is not None and keys.is_same(token, token_of(partner)) else None


def people_of(session: Session, body_id: int) -> list[Person]:
    """The people who write applications for a body."""
    return people_with(session, WRITERS, body_id)


def staffed(session: Session, partners: Iterable[Partner]) -> frozenset[int]:
    """The bodies among partners that have somebody in Trinn who may answer."""
    bodies = [partner.body_id for partner in partners if partner.body_id]
    statement = (
        select(RoleHolding.body_id)
        .join(Person, Person.id == RoleHolding.person_id)
        .where(
            RoleHolding.body_id.in_(bodies),
            RoleHolding.role.in_(WRITERS),
            RoleHolding.ended_at.is_(None),
            Person.is_active,
        )
    )
    return frozenset(body_id for body_id in session.scalars(statement.distinct()) if body_id)


def reached(session: Session, partners: Sequence[Partner]) -> frozenset[int]:
    """The partners, by id, of whom a mail reaches somebody."""
    bodies = staffed(session, partners)
    return frozenset(partner.id for partner in partners if partner.email or partner.body_id in bodies)


def parties_of(session: Session, application: Application) -> list[Body]:
    """Those whom the applicant cooperates with, each once."""
    others = [other_of(relation, application.applicant) for relation in relations_of(session, application.applicant)]
    return list(dict.fromkeys(others))


def at_hand(session: Session, found: Folder) -> list[Body]:
    """Those who may be partners at a press: the municipalities that the application names, and who is known already."""
    application = found.application
    named = [] if found.content.has_money else _named(session, found)
    others = [*named, *parties_of(session, application)]
    return [body for body in dict.fromkeys(others) if body.id != application.applicant_id]


def _named(session: Session, found: Folder) -> list[Municipality]:
    numbers = municipalities(found.content, found.answers)
    statement = select(Municipality).where(Municipality.number.in_(numbers)).order_by(Municipality.name)
    return list(session.scalars(statement))


def registered(session: Session, *, municipality_number: str, org_number: str) -> Body | None:
    """The body in the register with an organisation number, or the municipality with its number."""
    return body_by_number(session, org_number) if org_number else municipality(session, municipality_number)


def waiting_for(session: Session, viewer: Viewer) -> list[Partner]:
    """What the viewer's bodies have been asked to confirm and have not answered."""
    wanted = _unanswered().where(Partner.body_id.in_(viewer.bodies(Permission.APPLICATION_WRITE)))
    return list(session.scalars(wanted.where(Application.status.in_(ANSWERABLE))))


def silent_in_own(session: Session, viewer: Viewer) -> list[Partner]:
    """The partners of the viewer's own drafts that have been asked and have not answered."""
    wanted = _unanswered().where(Application.applicant_id.in_(viewer.bodies(Permission.APPLICATION_WRITE)))
    return list(session.scalars(wanted.where(Application.status == ApplicationStatus.DRAFT)))


def _unanswered() -> Select[Partner]:
    return (
        _whole()
        .join(Application, Application.id == Partner.application_id)
        .where(Partner.invited_at.is_not(None), Partner.confirmed_at.is_(None), Partner.declined_at.is_(None))
        .order_by(Partner.application_id, Partner.id)
    )
