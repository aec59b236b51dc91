"""What people write: what somebody wishes to contribute, and that it is erased again."""

from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel.db import session
from kernel.i18n import gettext as _
from partnership.core_teams.doors import keep, own, shown, today, write
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.queries import municipalities_on
from partnership.core_teams.saying import names
from volunteers.safeguards.queries import on_bodies
from volunteers.senior_resources import actions, queries, rules, saying
from volunteers.senior_resources.content import Content, wish_of
from volunteers.senior_resources.forms import (
    NEW_WISH,
    GroupForm,
    LinkedPersonForm,
    NewOrganisationForm,
    OrganisationForm,
    PersonForm,
    WishForm,
)
from volunteers.senior_resources.labels import KINDS
from volunteers.senior_resources.models import ResourceKind, SeniorResource

blueprint = Blueprint("senior_resources", __name__, url_prefix="/volunteers/senior-resources/<int:team_id>")
ADDRESSES = {
    "person": ResourceKind.INDIVIDUAL,
    "group": ResourceKind.INFORMAL_GROUP,
    "organisation": ResourceKind.ORGANISATION,
}
NEW = "/resources/new/<any(person, group, organisation):what>"


def is_on(team: CoreTeam) -> bool:
    """Whether persons may be written down for a team: the municipality that leads it has its safeguards."""
    return bool(on_bodies(session(), [team.lead_id], today()))


def find(team: CoreTeam, resource_id: int) -> SeniorResource:
    """A resource of a team."""
    return queries.resource_of(session(), team.id, resource_id, viewer=current_viewer())


def there(team: CoreTeam) -> str:
    """The municipalities whose people read what is written down now."""
    return names(municipalities_on(session(), [team.id], today()).get(team.id, ()))


@blueprint.get(NEW)
@requires(Permission.TEAM_WRITE)
def new(team_id: int, what: str) -> ResponseReturnValue:
    """Show the form for a new wish, by the kind of who wishes."""
    team, kind = own(team_id), ADDRESSES[what]
    kept = {"consent_on": today(), "consent_until": rules.latest_end(today()), "people": None}
    return new_page(team, kind, new_form(team, kind, None, kept))


def new_form(team: CoreTeam, kind: ResourceKind, sent: Any, kept: dict[str, Any] | None = None) -> WishForm:
    """The form for a new wish, with what it offers."""
    form_class = NewOrganisationForm if kind is ResourceKind.ORGANISATION else form_for(kind, None)
    form = form_class(sent, data={**form_class.kept(NEW_WISH), **(kept or {}), "version": "0"})
    if isinstance(form, NewOrganisationForm):
        found = queries.organisations_for(session(), team.id)
        form.organisation.choices = [("", _("Choose")), *((str(each.id), each.full_name) for each in found)]
    return offered(form)


def form_for(kind: ResourceKind, resource: SeniorResource | None) -> type[WishForm]:
    """The form for a kind; whoever may see volunteers may say that somebody is one, but not of one unseen."""
    if kind is not ResourceKind.INDIVIDUAL:
        return OrganisationForm if kind is ResourceKind.ORGANISATION else GroupForm
    bodies = current_viewer().bodies(Permission.VOLUNTEER_WRITE)
    linked = resource.volunteer if resource else None
    return LinkedPersonForm if bodies and (linked is None or linked.body_id in bodies) else PersonForm


def offered(form: WishForm) -> WishForm:
    """The form with the volunteers whom the viewer may see."""
    if isinstance(form, LinkedPersonForm):
        found = queries.volunteers_for(session(), current_viewer())
        form.volunteer_id.choices = [("", _("No")), *((str(each.id), each.name) for each in found)]
    return form


def new_page(team: CoreTeam, kind: ResourceKind, form: WishForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed; where persons may not be kept yet, say why."""
    return render_template(
        "volunteers/senior_resources/wish.html",
        team=team,
        form=form,
        page_title=_("New wish: %(kind)s", kind=_(KINDS[kind])),
        is_person=rules.needs_consent(kind),
        municipalities=there(team),
        is_off=rules.needs_consent(kind) and not is_on(team),
        back=url_for(".show", team_id=team.id),
    ), status


@blueprint.post(NEW)
@requires(Permission.TEAM_WRITE)
def add(team_id: int, what: str) -> ResponseReturnValue:
    """Write a wish down."""
    team, kind, status = own(team_id), ADDRESSES[what], 422
    form = new_form(team, kind, request.form)
    if form.validate():
        chosen = int(form.organisation.data) if isinstance(form, NewOrganisationForm) else None
        act = partial(actions.add, kind=kind, said=form.written(NEW_WISH).words, organisation_id=chosen)
        status = keep(team_id, form, act)
    if status != 303:
        return new_page(own(team_id), kind, form, status)
    return shown(team_id, _("The wish is written down."), "senior_resources.show")


@blueprint.get("/resources/<int:resource_id>/change")
@requires(Permission.TEAM_WRITE)
def ask_change(team_id: int, resource_id: int) -> ResponseReturnValue:
    """Show a wish to be changed, or to be kept for longer."""
    team = own(team_id)
    resource = find(team, resource_id)
    form_class = form_for(resource.kind, resource)
    data = {**form_class.kept(Content(wish_of(resource))), "version": str(resource.version)}
    return change_page(team, resource, offered(form_class(None, data=data)))


def change_page(team: CoreTeam, resource: SeniorResource, form: WishForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template(
        "volunteers/senior_resources/wish.html",
        team=team,
        form=form,
        page_title=_("Change: %(who)s", who=saying.called(resource)),
        is_person=rules.needs_consent(resource.kind),
        municipalities=there(team),
        is_off=False,
        back=url_for(".resource", team_id=team.id, resource_id=resource.id),
    ), status


@blueprint.post("/resources/<int:resource_id>/change")
@requires(Permission.TEAM_WRITE)
def change(team_id: int, resource_id: int) -> ResponseReturnValue:
    """Write a wish anew."""
    team, status = own(team_id), 422
    resource = find(team, resource_id)
    form = offered(form_for(resource.kind, resource)(request.form))
    if form.validate():

        def act(opened: Session, held: CoreTeam, **by: Any) -> None:
            kept = queries.resource_of(opened, held.id, resource_id, viewer=current_viewer(), lock=True)
            said = form.written(Content(wish_of(kept))).words
            actions.change(opened, held, kept, said, version=form.version.number, **by)

        def compare(opened: Session) -> None:
            kept = queries.resource_of(opened, team_id, resource_id, viewer=current_viewer())
            form.compare(Content(wish_of(kept)), kept.version)

        status = keep(team_id, form, act, compare)
    if status != 303:
        team = own(team_id)
        return change_page(team, find(team, resource_id), form, status)
    return to_resource(team_id, resource_id, _("The wish is kept."))


def to_resource(team_id: int, resource_id: int, words: str) -> ResponseReturnValue:
    """Go back to a resource, and say what was done."""
    flash(words)
    return redirect(url_for("senior_resources.resource", team_id=team_id, resource_id=resource_id), 303)


@blueprint.post("/resources/<int:resource_id>/forget")
@requires(Permission.TEAM_WRITE)
def forget(team_id: int, resource_id: int) -> ResponseReturnValue:
    """Erase what is kept about somebody who wishes so, also when the team has ended, or take an organisation away."""

    def act(opened: Session, team: CoreTeam, **by: Any) -> None:
        actions.withdraw(
            opened, queries.resource_of(opened, team.id, resource_id, viewer=current_viewer(), lock=True), **by
        )

    write(team_id, act, also_ended=True)
    return shown(team_id, _("Erased. Only a number is left, so that the counts hold."), "senior_resources.show")
