"""An application that is given to reviewers."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.audit.models import AuditLine
from grants.applications.models import AnswerPage, Application
from grants.reviews import actions
from grants.reviews.models import Review
from tests.builders import an_organisation
from tests.grants.assessing import REVIEWED, Office, a_call, a_check, an_application, an_office

SECRET = "Dette står bare i svarene."


@dataclass
class Desk:
    """An application that is reviewed, and by whom."""

    application: Application
    office: Office

    @property
    def page(self) -> str:
        """The address of the application."""
        return f"/grants/applications/{self.application.reference}/"

    @property
    def first(self) -> Person:
        """The first reviewer."""
        return self.office.reviewers[0]

    @property
    def second(self) -> Person:
        """The second reviewer."""
        return self.office.reviewers[1]


@pytest.fixture
def desk(session: Session) -> Desk:
    office = an_office(session)
    friends = an_organisation(session, "Følgjevenene")
    application = an_application(session, a_call(session), partners=[friends])
    session.scalars(select(AnswerPage)).one().answers = {"25": {"text": SECRET}}
    a_check(session, application, office)
    session.commit()
    return Desk(application, office)


def assigned(session: Session, desk: Desk, person: Person) -> Review:
    made = actions.assign(session, desk.application, person.id, actor_id=desk.office.caseworker.id, at=REVIEWED)
    session.commit()
    return made


def stored(session: Session, review: Review) -> Review:
    session.rollback()
    session.expire_all()
    return session.get_one(Review, review.id)


def refusals(session: Session) -> list[int | None]:
    session.rollback()
    return list(session.scalars(select(AuditLine.actor_id).where(AuditLine.verb == "refused")))
