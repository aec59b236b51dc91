"""Contacts as a side writes them."""

from datetime import timedelta

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kernel import clock
from partnership.contacts.models import ContactList
from partnership.contacts.queries import Written, lists_of
from partnership.relations.sides import Side
from tests.builders import post
from tests.partnership.relations.builders import Stage

GRO = {"name": "Gro Berg", "title": "Leiar", "phone": "22 33 44 55", "email": "gro@example.no"}
PER = {"name": "Per Dal", "phone": "99887766"}


def sent(*people: dict[str, str], version: int = 0) -> dict[str, object]:
    """The form with some people."""
    rows = {f"people-{place}-{name}": text for place, each in enumerate(people) for name, text in each.items()}
    return {**rows, "version": version}


def write(stage: Stage, browser: FlaskClient, *people: dict[str, str], version: int = 0) -> TestResponse:
    """Send a side's contacts."""
    return post(browser, f"{stage.address}contacts/edit", sent(*people, version=version))


def kept(stage: Stage, side: Side) -> Written:
    """A side's list as it stands in the database now."""
    stage.session.rollback()
    return lists_of(stage.session, stage.relation.id)[side]


def grown_old(stage: Stage, side: Side, days: int) -> ContactList:
    """A side's list as if it had been confirmed so many days ago."""
    contacts = kept(stage, side).contacts
    contacts.confirmed_at = clock.now() - timedelta(days=days)
    stage.session.commit()
    return contacts
