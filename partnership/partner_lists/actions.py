"""What happens: a list is taken in, as far as it is not there yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.bodies import actions as bodies
from directory.municipalities.models import Municipality
from directory.organisations import actions as organisations
from directory.organisations.models import Organisation, OrganisationKind
from partnership.invitations import actions as invitations
from partnership.invitations.actions import Leader, Moment
from partnership.partner_lists import queries
from partnership.partner_lists.reading import Line
from partnership.partner_lists.rules import BEGUN, TAKEN, Asking, Fate, Row, rows_of
from partnership.relations import actions as relations
from partnership.relations.models import CoordinationModel


@dataclass(frozen=True)
class Taken:
    """How much of a list became something."""

    added: int
    begun: int
    invited: int


def take_in(
    session: Session,
    municipality: Municipality,
    lines: Iterable[Line],
    *,
    invites: bool,
    actor_id: int,
    moment: Moment,
) -> Taken:
    """Take a list in by the fates that its lines have now, whatever they were when somebody looked them over."""
    bodies.lock(session, municipality.id)
    written = list(lines)
    rows = [row for row in rows_of(written, queries.world(session, municipality.id, written)) if row.fate in TAKEN]
    there = _organisations(session, municipality, rows, actor_id=actor_id, moment=moment)
    begun = [row for row in rows if row.fate in BEGUN]
    for row in begun:
        _begin(session, municipality, there[row.number], row, actor_id=actor_id, moment=moment)
    asked = [row for row in rows if invites and row.asking is Asking.YES]
    for row in asked:
        invitations.invite(
            session,
            municipality_id=municipality.id,
            organisation=there[row.number],
            scope=row.line.scope,
            leader=Leader(row.line.contact, row.line.email, ""),
            actor_id=actor_id,
            moment=moment,
        )
    return Taken(sum(row.fate is Fate.NEW for row in rows), len(begun), len(asked))


def _organisations(
    session: Session, municipality: Municipality, rows: list[Row], *, actor_id: int, moment: Moment
) -> dict[str, Organisation]:
    """The organisations that the rows are about, by number; those that are new are added."""
    there = queries.organisations(session, {row.number for row in rows})
    for row in rows:
        if row.fate is Fate.NEW:
            there[row.number] = organisations.add(
                session,
                name=row.line.name,
                org_number=row.number,
                kind=OrganisationKind.LOCAL_ASSOCIATION,
                home=municipality,
                language_form=municipality.language_form,
                about="",
                actor_id=actor_id,
                at=moment.at,
            )
    session.flush()
    return there


def _begin(
    session: Session,
    municipality: Municipality,
    organisation: Organisation,
    row: Row,
    *,
    actor_id: int,
    moment: Moment,
) -> None:
    is_centre = organisation.organisation_kind is OrganisationKind.VOLUNTEER_CENTRE
    relations.begin(
        session,
        municipality_id=municipality.id,
        organisation_id=organisation.id,
        model=CoordinationModel.VOLUNTEER_CENTRE if is_centre else CoordinationModel.ORGANISATION,
        scope=row.line.scope,
        about="",
        actor_id=actor_id,
        at=moment.at,
    )
