"""A relation whose leaders can sign, and agreements in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role, Viewer
from directory.accounts.queries import holdings
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from partnership.agreements import actions, drafting, queries, saying
from partnership.agreements.models import Agreement
from partnership.agreements.period import Days
from partnership.agreements.wording import canonical, fingerprint
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from tests.builders import NOW, a_municipality, a_person, a_relation, an_organisation, sign_in, the_staircase
from tests.pages import Form, read

SOON = NOW + timedelta(hours=1)

TODAY = date(2026, 11, 21)
TWO_YEARS = Days(date(2026, 12, 1), date(2028, 11, 30), 3)


@dataclass
class Parties:
    """A relation with those who write and those who sign on each side."""

    app: Flask
    session: Session
    relation: Relation
    municipality: Municipality
    organisation: Organisation
    coordinator: Person
    mayor: Person
    leader: Person

    def signer(self, side: Side) -> Person:
        """Who signs for a side."""
        return self.mayor if side is Side.MUNICIPALITY else self.leader

    def browser(self, person: Person) -> FlaskClient:
        """A browser in which somebody is signed in."""
        made = self.app.test_client()
        sign_in(made, self.session, person)
        return made

    def address(self, rest: str = "") -> str:
        """The address of the relation's agreements."""
        return f"/partnership/relations/{self.relation.id}/agreements/{rest}"


def two_parties(app: Flask, session: Session) -> Parties:
    """Volda and the Følgjevenene, who drink coffee together."""
    the_staircase(session)
    volda, friends = a_municipality(session), an_organisation(session)
    coordinator = a_person(session, Role.MUNICIPAL_COORDINATOR, volda, name="Kari Nordmann")
    mayor = a_person(session, Role.MUNICIPAL_LEADER, volda, name="Marit Aasen")
    leader = a_person(session, Role.ORGANISATION_LEADER, friends, name="Ola Nordmann")
    relation = a_relation(session, volda, friends, actor=coordinator)
    relation.about = "Kaffe og følgje kvar tysdag."
    session.commit()
    return Parties(app, session, relation, volda, friends, coordinator, mayor, leader)


def viewer_of(session: Session, person: Person) -> Viewer:
    """Somebody who is signed in, as rules see them."""
    held = holdings(session, person.id)
    return Viewer(person.id, person.name, person.email, "nb", 0, False, "", NOW, 3600, held)


def a_draft(
    parties: Parties, *, language: str = "nb", days: Days = TWO_YEARS, has_annex: bool = False, at: datetime = NOW
) -> Agreement:
    """A draft that is ready to be sent."""
    with parties.app.app_context():
        made = drafting.begin(
            parties.session,
            parties.relation,
            language=language,
            days=days,
            has_annex=has_annex,
            actor_id=parties.coordinator.id,
            at=at,
        )
    parties.session.commit()
    return made


def text_now(parties: Parties, agreement: Agreement) -> str:
    """The fingerprint of the text as it is now."""
    with parties.app.app_context():
        return fingerprint(canonical(saying.draft_text(parties.session, parties.relation, agreement)))


def sent(parties: Parties, agreement: Agreement, *, at: datetime = NOW) -> str:
    """Send a draft to signing; the frozen text's fingerprint."""
    seen = text_now(parties, agreement)
    with parties.app.app_context():
        actions.send(parties.session, parties.relation, agreement, seen=seen, actor_id=parties.coordinator.id, at=at)
    parties.session.commit()
    return seen


def signed_by(parties: Parties, agreement: Agreement, side: Side, *, seen: str, at: datetime = NOW) -> bool:
    """Let a side's leader sign; whether both have."""
    with parties.app.app_context():
        both = actions.sign(
            parties.session,
            parties.relation,
            agreement,
            side,
            seen=seen,
            is_by_link=side is Side.ORGANISATION,
            actor_id=parties.signer(side).id,
            at=at,
        )
    parties.session.commit()
    return both


def a_signed(parties: Parties, *, days: Days = TWO_YEARS, language: str = "nb", at: datetime = NOW) -> Agreement:
    """An agreement that both have signed."""
    made = a_draft(parties, days=days, language=language, at=at)
    signed_by_both(parties, made, at=at)
    return made


def signed_by_both(parties: Parties, agreement: Agreement, *, at: datetime = NOW) -> None:
    """Send a draft to signing, and let both leaders sign."""
    seen = sent(parties, agreement, at=at)
    for side in Side:
        signed_by(parties, agreement, side, seen=seen, at=at)


def write(parties: Parties, agreement: Agreement, words: str, *, version: int | None = None) -> None:
    """Write in the section of a draft that both write in."""
    section = queries.section_of(parties.session, agreement, "together")
    drafting.write(
        parties.session,
        parties.relation,
        agreement,
        "together",
        words=words,
        version=section.version if version is None else version,
        actor_id=parties.leader.id,
        at=NOW,
    )
    parties.session.commit()


def set_days(parties: Parties, agreement: Agreement, *, has_annex: bool, at: datetime = NOW) -> None:
    """Let a draft hold for two years."""
    drafting.set_days(
        parties.session,
        parties.relation,
        agreement,
        TWO_YEARS,
        has_annex=has_annex,
        version=agreement.version,
        actor_id=parties.leader.id,
        at=at,
    )


def form_with(client: FlaskClient, address: str, field: str) -> Form:
    """The form on a page that has a field."""
    page = client.get(address)
    assert page.status_code == 200, page.text
    return next(each for each in read(page.text).forms if field in each.kinds)


def fresh(parties: Parties) -> Agreement:
    """The newest agreement as it stands in the database now."""
    parties.session.rollback()
    parties.session.expire_all()
    return parties.session.scalars(select(Agreement).order_by(Agreement.id.desc())).first()  # type: ignore[return-value]
