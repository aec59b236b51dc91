"""What an operator types: `trinn user add`."""

import sys

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.accounts import actions, queries
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.bodies.models import Body
from kernel import clock
from kernel.db import transaction
from kernel.lifecycle import NotAllowed

group = AppGroup("user", help="People who can sign in.")


@group.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--title", default="", help="The person's title or task.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What the person is.")
@click.option("--body", "org_number", default="", help="The organisation number of the body that the role is for.")
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input; without it, links are used.")
def add(email: str, *, name: str, title: str, role: str, org_number: str, password_stdin: bool) -> None:
    """Add a person with a role, who can sign in by a link sent to EMAIL."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else ""
    address = email.strip().lower()
    if "@" not in address:
        _refuse(f"{email!r} is no e-mail address.")
    try:
        with transaction() as opened:
            body = _body(opened, Role(role), org_number)
            person = _person(opened, name=name, email=address, title=title)
            actions.give_role(opened, person, Role(role), body, actor_id=None, at=clock.now())
            if password_stdin:
                actions.set_password(opened, person, password, kept_session_id=None, now=clock.real(), at=clock.now())
    except NotAllowed as refusal:
        _refuse(refusal.msgid % refusal.params if refusal.params else refusal.msgid)
    except IntegrityError:
        _refuse(f"Somebody with the address {address} is here already.")
    click.echo(f"{name} can sign in as {address}.")


def _person(session: Session, *, name: str, email: str, title: str) -> Person:
    return actions.add_person(
        session, name=name, email=email, title=title, language=None, actor_id=None, at=clock.now()
    )


def _body(session: Session, role: Role, org_number: str) -> Body | None:
    digits = "".join(org_number.split())
    body = queries.body_for(session, role, digits)
    if digits and body is None:
        _refuse(f"Nobody in Trinn has the organisation number {org_number}.")
    return body


def _refuse(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(2)
