"""What an administrator sees: people, what they are for whom, and whether they may come in."""

from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.accounts import actions
from directory.accounts.guard import current_viewer, requires
from directory.accounts.models import Person
from directory.accounts.permissions import ROLE_LABELS, Permission
from directory.accounts.queries import body_for
from directory.municipalities import queries as municipalities
from directory.people import queries
from directory.people.forms import PersonForm, RoleDraft, RoleForm
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, _l
from kernel.registry import nav
from kernel.web.lists import Column, answer

F = TypeVar("F", bound=RoleForm)

blueprint = Blueprint("people", __name__, url_prefix="/directory/people")
nav(
    Permission.ACCOUNT_MANAGE,
    _l("People"),
    "people.index",
    told=_l("Add people, give and end their roles, and shut out who has left."),
    place=80,
)


@blueprint.get("/")
@requires(Permission.ACCOUNT_MANAGE)
def index() -> ResponseReturnValue:
    """List everybody who can sign in, or could."""
    columns = [
        Column("name", _("Name"), alphabetical(Person.name)),
        Column("email", _("E-mail address"), Person.email),
        Column("title", _("Title or task"), alphabetical(Person.title)),
        Column("role_count", _("Roles"), numeric=True),
        Column("is_active", _("Can sign in"), Person.is_active),
    ]
    return answer(
        session(),
        queries.register(),
        columns,
        template="directory/people/index.html",
        name="people",
        searched=(Person.name, Person.email, Person.title),
    )


@blueprint.get("/new")
@requires(Permission.ACCOUNT_MANAGE)
def new() -> ResponseReturnValue:
    """Show the form that adds a person."""
    return new_page(with_choices(PersonForm()))


def with_choices(form: F) -> F:
    """The form with its choices in the person's language."""
    form.offer(
        roles=[(one.value, _(label)) for one, label in ROLE_LABELS.items()],
        municipalities=municipalities.municipality_choices(session()),
    )
    return form


def new_page(form: PersonForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form that adds a person, with what was typed."""
    return render_template("directory/people/new.html", form=form), status


@blueprint.post("/new")
@requires(Permission.ACCOUNT_MANAGE)
def add() -> ResponseReturnValue:
    """Add a person with a first role."""
    form = with_choices(PersonForm(request.form))
    if not form.validate():
        return new_page(form, 422)
    draft = form.draft()
    try:
        with transaction() as opened:
            person = actions.add_person(
                opened,
                name=draft.name,
                email=draft.email,
                title=draft.title,
                language=None,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
            give(opened, person, draft.role)
            person_id = person.id
    except NotAllowed as refusal:
        form.complain("role", sentence(refusal))
        return new_page(form, 422)
    except IntegrityError:
        form.complain("email", _("Somebody with this e-mail address is here already. Search for them in the list."))
        return new_page(form, 422)
    flash(_("%(name)s is added, and can sign in by a link sent by e-mail.", name=draft.name))
    return redirect(url_for(".show", person_id=person_id), 303)


def give(opened: Session, person: Person, draft: RoleDraft) -> None:
    """Give a role for the body that was chosen; raises NotAllowed."""
    number = draft.municipality_number
    body = municipalities.municipality(opened, number) if number else body_for(opened, draft.role, draft.org_number)
    if draft.org_number and body is None:
        raise NotAllowed(_l("Nobody in Trinn has this organisation number. Look at its nine digits again."))
    actions.give_role(opened, person, draft.role, body, actor_id=current_viewer().id, at=clock.now())


@blueprint.get("/<int:person_id>/")
@requires(Permission.ACCOUNT_MANAGE)
def show(person_id: int) -> ResponseReturnValue:
    """Show a person with their roles."""
    return show_page(found(session(), person_id), with_choices(RoleForm()))


def found(opened: Session, person_id: int) -> Person:
    """The person of the address."""
    person = queries.person(opened, person_id)
    if person is None:
        abort(404)
    return person


def show_page(person: Person, form: RoleForm, status: int = 200) -> ResponseReturnValue:
    """Draw a person's page, with what was typed."""
    roles = queries.roles(session(), person.id)
    drawn = render_template(
        "directory/people/show.html",
        person=person,
        held=[role for role in roles if role.ended_at is None],
        ended=[role for role in roles if role.ended_at is not None],
        role_labels=ROLE_LABELS,
        form=form,
        is_oneself=person.id == current_viewer().id,
    )
    return drawn, status


@blueprint.post("/<int:person_id>/roles")
@requires(Permission.ACCOUNT_MANAGE)
def give_role(person_id: int) -> ResponseReturnValue:
    """Give a person one more role."""
    form = with_choices(RoleForm(request.form))
    if not form.validate():
        return show_page(found(session(), person_id), form, 422)
    try:
        with transaction() as opened:
            give(opened, found(opened, person_id), form.role_draft())
    except NotAllowed as refusal:
        form.complain("role", sentence(refusal))
        return show_page(found(session(), person_id), form, 422)
    flash(_("The role is given."))
    return redirect(url_for(".show", person_id=person_id), 303)


@blueprint.post("/<int:person_id>/roles/<int:role_id>/end")
@requires(Permission.ACCOUNT_MANAGE)
def end_role(person_id: int, role_id: int) -> ResponseReturnValue:
    """End a role; one that has ended already stays so."""
    with transaction() as opened:
        found(opened, person_id)
        held = queries.role(opened, person_id, role_id)
        if held is not None:
            actions.end_role(opened, held, actor_id=current_viewer().id, at=clock.now())
    flash(_("The role is ended."))
    return redirect(url_for(".show", person_id=person_id), 303)


@blueprint.post("/<int:person_id>/shut-out")
@requires(Permission.ACCOUNT_MANAGE)
def shut_out(person_id: int) -> ResponseReturnValue:
    """Sign a person out everywhere and let them in no more."""
    set_active(person_id, is_active=False)
    flash(_("The person is signed out everywhere and can no longer sign in."))
    return redirect(url_for(".show", person_id=person_id), 303)


@blueprint.post("/<int:person_id>/let-in")
@requires(Permission.ACCOUNT_MANAGE)
def let_in(person_id: int) -> ResponseReturnValue:
    """Let a person sign in again."""
    set_active(person_id, is_active=True)
    flash(_("The person can sign in again."))
    return redirect(url_for(".show", person_id=person_id), 303)


def set_active(person_id: int, *, is_active: bool) -> None:
    """Let a person in or shut them out."""
    with transaction() as opened:
        actions.set_active(
            opened,
            found(opened, person_id),
            is_active=is_active,
            actor_id=current_viewer().id,
            now=clock.real(),
            at=clock.now(),
        )
