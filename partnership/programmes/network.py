"""What people see: the teams that wish to be found by the others, and what each is good at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.web import lists
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.queries import municipalities_on
from partnership.programmes import actions, queries, rules, saying
from partnership.programmes.doors import away, context, find, keep
from partnership.programmes.models import Participation, Programme
from partnership.programmes.team_forms import NetworkForm

blueprint = Blueprint("network", __name__, url_prefix="/<code>")


@dataclass(frozen=True)
class Row:
    """A team in the list."""

    name: str
    municipalities: str
    good_at: str
    leader: str
    email: str


@blueprint.get("/network/")
@requires(Permission.TEAM_READ)
def index(code: str) -> ResponseReturnValue:
    """List the teams that wish to be found."""
    programme, viewer = find(code), current_viewer()
    columns = [
        lists.Column("name", _("Team"), queries.by_name()),
        lists.Column("municipalities", _("Municipalities")),
        lists.Column("good_at", _("Good at")),
        lists.Column("leader", _("Group leader")),
        lists.Column("email", _("E-mail address")),
    ]

    def enrich(rows: Sequence[Any]) -> Sequence[Any]:
        found = municipalities_on(session(), [row.id for row in rows], clock.local_date(clock.now()))
        named = [saying.names(found.get(row.id, [])) for row in rows]
        return [
            Row(row.name, names, row.good_at, row.leader, row.email) for row, names in zip(rows, named, strict=True)
        ]

    own = queries.own_participations(session(), programme, viewer)
    return lists.answer(
        session(),
        queries.network(programme),
        columns,
        template="partnership/programmes/network.html",
        name="network",
        searched=(CoreTeam.name, queries.Lead.c.name, Participation.good_at),
        enrich=enrich,
        own=[each for each in own if each.left_on is None and each.team.ended_on is None],
        **context(programme),
    )


@blueprint.get("/teams/<int:team_id>/network")
@requires(Permission.TEAM_WRITE)
def edit(code: str, team_id: int) -> ResponseReturnValue:
    """Show what stands in the list about a team, to be changed."""
    programme = find(code)
    team = queries.own_team(session(), programme, team_id, viewer=current_viewer())
    part = rules.ensure_taking_part(queries.participation_of(session(), programme.id, team.id))
    return form_page(programme, team, NetworkForm(None, data=NetworkForm.kept(part)))


def form_page(programme: Programme, team: CoreTeam, form: NetworkForm, status: int = 200) -> ResponseReturnValue:
    """Draw what stands in the list."""
    template = "partnership/programmes/network_form.html"
    return render_template(template, team=team, form=form, **context(programme)), status


@blueprint.post("/teams/<int:team_id>/network")
@requires(Permission.TEAM_WRITE)
def change(code: str, team_id: int) -> ResponseReturnValue:
    """Stand in the list, or no longer."""
    programme, viewer, form, status = find(code), current_viewer(), NetworkForm(request.form), 422
    team = queries.own_team(session(), programme, team_id, viewer=viewer)
    if form.validate():
        (is_listed, good_at), version = form.draft(), form.version.number

        def act(opened: Any, held: Programme) -> None:
            own = queries.own_team(opened, held, team_id, viewer=viewer)
            part = queries.participation_of(opened, held.id, own.id, lock=True)
            actions.stand_in_network(
                opened,
                rules.ensure_taking_part(part),
                is_listed=is_listed,
                good_at=good_at,
                version=version,
                actor_id=viewer.id,
                at=clock.now(),
            )

        status = keep(form, code, act, lambda opened, held: queries.participation_of(opened, held.id, team_id))
    if status != 303:
        return form_page(programme, team, form, status)
    return away(url_for("programmes.network.index", code=code), _("It is kept."))
