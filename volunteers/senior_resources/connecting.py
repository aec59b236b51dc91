"""What people write of what might meet: that somebody is asked, and what they say."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel.db import session
from kernel.i18n import gettext as _
from partnership.core_teams.doors import keep, own, today
from partnership.core_teams.models import CoreTeam
from volunteers.senior_resources import actions, queries, rules, saying
from volunteers.senior_resources.forms import AnswerForm, ConnectForm
from volunteers.senior_resources.models import Connection, ConnectionStatus, LocalNeed, Opportunity, SeniorResource
from volunteers.senior_resources.suggestions import What
from volunteers.senior_resources.writing import blueprint, find, to_resource


@blueprint.get("/resources/<int:resource_id>/connect")
@requires(Permission.TEAM_WRITE)
def ask_connect(team_id: int, resource_id: int) -> ResponseReturnValue:
    """Show what a resource may be asked about, one of them chosen where it was suggested."""
    team = own(team_id)
    resource = find(team, resource_id)
    chosen = {name: request.args.get(name, "") for name in ("need", "opportunity")}
    return connect_page(team, resource, connect_form(team, resource, None, data=chosen))


def connect_form(team: CoreTeam, resource: SeniorResource, sent: Any, **kept: Any) -> ConnectForm:
    """The form with what the resource was not connected to before."""
    form = ConnectForm(sent, **kept)
    ground = queries.ground_of(session(), team.id, today(), viewer=current_viewer())
    tied = {
        (tie.what, tie.thing_id)
        for each in ground.connections
        if each.resource_id == resource.id
        for tie in queries.ties(each)
    }
    needs, chances = ground.needs.values(), ground.opportunities.values()
    form.offer(
        [(str(each.id), named(each)) for each in needs if (What.NEED, each.id) not in tied],
        [(str(each.id), named(each)) for each in chances if (What.OPPORTUNITY, each.id) not in tied],
    )
    return form


def named(row: LocalNeed | Opportunity) -> str:
    """A need or an opportunity as one of the choices."""
    return saying.shortened(saying.local(row))


def connect_page(team: CoreTeam, resource: SeniorResource, form: ConnectForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template(
        "volunteers/senior_resources/connect.html",
        team=team,
        resource=resource,
        form=form,
        saying=saying,
        is_resting=rules.is_resting(resource, today()),
    ), status


@blueprint.post("/resources/<int:resource_id>/connect")
@requires(Permission.TEAM_WRITE)
def connect(team_id: int, resource_id: int) -> ResponseReturnValue:
    """Note that a resource is asked, or wishes it themselves."""
    team, status = own(team_id), 422
    resource = find(team, resource_id)
    form = connect_form(team, resource, request.form)
    if form.validate():

        def act(opened: Session, held: CoreTeam, **by: Any) -> None:
            kept = queries.resource_of(opened, held.id, resource_id, viewer=current_viewer(), lock=True)
            need = chosen(opened, LocalNeed, held.id, form.need.data)
            opportunity = chosen(opened, Opportunity, held.id, form.opportunity.data)
            actions.connect(opened, kept, need, opportunity, is_wished=form.is_wished.data == "yes", **by)

        status = keep(team_id, form, act)
    if status != 303:
        team = own(team_id)
        return connect_page(team, find(team, resource_id), form, status)
    return to_resource(team_id, resource_id, _("Written down. It begins when they wish it."))


def chosen(opened: Session, model: Any, team_id: int, number: str) -> Any:
    """The need or the opportunity that was chosen, if one was."""
    return queries.local_of(opened, model, team_id, int(number)) if number else None


@blueprint.get("/connections/<int:connection_id>/answer")
@requires(Permission.TEAM_WRITE)
def ask_answer(team_id: int, connection_id: int) -> ResponseReturnValue:
    """Show what a resource may say to a connection."""
    team = own(team_id)
    connection = queries.connection_of(session(), team.id, connection_id, viewer=current_viewer())
    return answer_page(team, connection, answer_form(connection, None))


def answer_form(connection: Connection, sent: Any) -> AnswerForm:
    """The form with the answers that are possible now; what was sent is judged by the rules, not by the list."""
    form = AnswerForm(sent, data={"said": connection.said, "version": str(connection.version)})
    form.offer(possible(connection) if sent is None else ConnectionStatus)
    return form


def possible(connection: Connection) -> list[ConnectionStatus]:
    """Where a connection may go from where it stands, in the order of the statuses."""
    return [each for each in ConnectionStatus if each in rules.TRANSITIONS[connection.status]]


def answer_page(team: CoreTeam, connection: Connection, form: AnswerForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template(
        "volunteers/senior_resources/answer.html", team=team, connection=connection, form=form, saying=saying
    ), status


@blueprint.post("/connections/<int:connection_id>/answer")
@requires(Permission.TEAM_WRITE)
def answer(team_id: int, connection_id: int) -> ResponseReturnValue:
    """Note what a resource says."""
    team, status = own(team_id), 422
    connection = queries.connection_of(session(), team.id, connection_id, viewer=current_viewer())
    resource_id, form = connection.resource_id, answer_form(connection, request.form)
    if form.validate():
        wanted, said = form.draft()

        def act(opened: Session, held: CoreTeam, **by: Any) -> None:
            queries.resource_of(opened, held.id, resource_id, viewer=current_viewer(), lock=True)
            kept = queries.connection_of(opened, held.id, connection_id, viewer=current_viewer(), lock=True)
            actions.answer(opened, kept, wanted, said, version=form.version.number, **by)

        def compare(opened: Session) -> None:
            kept = queries.connection_of(opened, team_id, connection_id, viewer=current_viewer())
            form.show_theirs(kept)

        status = keep(team_id, form, act, compare)
    if status != 303:
        team = own(team_id)
        connection = queries.connection_of(session(), team.id, connection_id, viewer=current_viewer())
        form.offer(possible(connection))
        return answer_page(team, connection, form, status)
    return to_resource(team_id, resource_id, _("What they say is kept."))
