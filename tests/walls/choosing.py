"""Calls among whose applicants those who take part are chosen: one to propose in, one proposed, and a draft to T2."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.municipalities.models import Municipality
from grants.calls.models import Call
from grants.selections.models import Selection
from kernel import clock
from tests.grants.assessing import Office, an_office
from tests.grants.programme import a_joint_application
from tests.grants.selections.builders import FAIR, STRONG, WEAK, a_programme_call
from tests.grants.selections.conftest import Field, a_field
from tests.walls.rooms import one_of
from tests.walls.teams import person


def four(session: Session, office: Office, code: str) -> Field:
    """Three who may have a place in a call of this code, and one who may not."""
    found = a_field(session, office, a_programme_call(session, code), f"KT{code}")
    for name, points in {"Ein": STRONG, "To": FAIR, "Tre": FAIR, "Fire": WEAK}.items():
        found.apply(f"{name} {code}", points, county="98")
    return found


def proposed(session: Session, found: Field) -> Selection:
    """A selection of two that is proposed."""
    made = found.propose()
    session.flush()
    return made


def a_draft(session: Session) -> str:
    """The reference of Kristiansand's and Volda's joint draft to the call of the story, which is open."""
    call = one_of(session, Call, code="T2")
    wanted = select(Municipality).where(Municipality.number.in_(("4204", "1577"))).order_by(Municipality.number.desc())
    made = a_joint_application(
        session, call, session.scalars(wanted).all(), actor=person(session, "kom.krs"), now=clock.now()
    )
    session.commit()
    return made.reference


def fields(session: Session) -> dict[str, Field]:
    """A call in which nothing is proposed yet, and two that wait to be made."""
    office = an_office(session)
    made = {code: four(session, office, code) for code in ("V1", "V2", "V3")}
    for code in ("V2", "V3"):
        proposed(session, made[code])
    session.commit()
    return made
