"""A municipality with a coordinator, and an organisation that nobody answers for yet."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel import clock
from partnership.invitations import actions, queries
from partnership.invitations.actions import Leader, Moment
from partnership.invitations.models import Invitation
from tests.builders import a_municipality, a_person, an_organisation, the_staircase

LEADER = Leader("Sara Lund", "sara@koret.example.no", "Skal vi se på samarbeidet sammen?")


@dataclass
class Stage:
    """Who is there."""

    app: Flask
    session: Session
    volda: Municipality
    choir: Organisation
    kom: Person

    def invited(self, organisation: Organisation | None = None, leader: Leader = LEADER, **other: object) -> Invitation:
        """An invitation that has been sent."""
        given = {
            "municipality_id": self.volda.id,
            "scope": "",
            "actor_id": self.kom.id,
            "moment": self.moment(),
            **other,
        }
        made = actions.invite(self.session, organisation=organisation or self.choir, leader=leader, **given)  # type: ignore[arg-type]
        self.session.commit()
        return made

    def moment(self, later: timedelta = timedelta()) -> Moment:
        """Now, or later."""
        return Moment(clock.now() + later, clock.real() + later)

    def now(self, invitation: Invitation) -> Invitation:
        """An invitation as it stands in the database now."""
        self.session.rollback()
        self.session.refresh(invitation)
        return invitation


def link(invitation: Invitation) -> str:
    """The address in the mail."""
    return f"/partnership/invitations/{queries.token_of(invitation)}/"


@pytest.fixture
def stage(app: Flask, session: Session) -> Stage:
    """Volda, and a choir that is in the register."""
    the_staircase(session)
    volda = a_municipality(session, "Volda")
    choir = an_organisation(session, "Koret", "310000019")
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda, name="Kari Nordmann")
    session.commit()
    return Stage(app, session, volda, choir, kom)
