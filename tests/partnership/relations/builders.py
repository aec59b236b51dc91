"""Two sides of one relation, each in a browser of its own."""

from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from partnership.relations.models import Relation
from tests.builders import a_municipality, a_person, a_relation, an_organisation, sign_in, the_staircase


@dataclass
class Stage:
    """A relation, and who stands on each side of it."""

    session: Session
    relation: Relation
    volda: Municipality
    friends: Organisation
    kom: Person
    org: Person
    client: FlaskClient

    @property
    def address(self) -> str:
        """The relation's page."""
        return f"/partnership/relations/{self.relation.id}/"

    def browser(self, person: Person) -> FlaskClient:
        """A browser in which somebody is signed in."""
        made = self.client.application.test_client()
        sign_in(made, self.session, person)
        return made

    def fresh(self) -> Relation:
        """The relation as it stands in the database now."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.get_one(Relation, self.relation.id)


def a_stage(session: Session, client: FlaskClient, *, own: bool = False) -> Stage:
    """A relation with a coordinator and a leader, or of a municipality and its own volunteers."""
    the_staircase(session)
    volda, friends = a_municipality(session), an_organisation(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    org = (
        a_person(session, Role.VOLUNTEERS_REPRESENTATIVE, volda, name="Ola Frivillig")
        if own
        else a_person(session, Role.ORGANISATION_LEADER, friends, name="Ola Leder")
    )
    relation = a_relation(session, volda, None if own else friends, actor=kom)
    session.commit()
    return Stage(session, relation, volda, friends, kom, org, client)
