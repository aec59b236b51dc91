"""What people see: their core teams, each with its people, what to think over, and what the slices hang there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from directory.front.saying import when_words
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, _l
from kernel.registry import Task, by_urgency, mark, nav, registry
from kernel.web import lists
from partnership.core_teams import actions, hours, labels, meetings, membership, people, queries, rules, saying
from partnership.core_teams.doors import Reading, keep, own, present, read, shown, today, write
from partnership.core_teams.forms import NewTeamForm, TeamForm, choices_of
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.rules import is_taken

blueprint = Blueprint("core_teams", __name__, url_prefix="/partnership/core-teams")
for room in (people, membership, hours, meetings):
    blueprint.register_blueprint(room.blueprint)
CONCERNED = "core_teams_concern"
mark(CONCERNED)(queries.concern)
nav(
    Permission.TEAM_READ,
    _l("Core teams"),
    "core_teams.index",
    told=_l("See what the core team does, and who sits in it."),
    place=24,
    mark=CONCERNED,
)


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the words about teams."""
    return {"team_words": saying, "team_labels": labels}


@dataclass(frozen=True)
class Line:
    """A team as a row of the list, on the page and in a download."""

    id: int
    name: str
    municipalities: str
    maturity: str
    people: int
    share: str
    begun_on: date
    ended_on: date | None


def lines(rows: Sequence[Any]) -> list[Line]:
    """Teams in words."""
    ids, on = [row.id for row in rows], today()
    seats = queries.seats_on(session(), ids, on)
    municipalities = queries.municipalities_on(session(), ids, on)
    return [
        Line(
            id=row.id,
            name=row.name,
            municipalities=saying.names(municipalities.get(row.id, ())),
            maturity=_(labels.MATURITIES[row.maturity]),
            people=len(seats.get(row.id, ())),
            share=saying.whole_share(seats.get(row.id, ())),
            begun_on=row.begun_on,
            ended_on=row.ended_on,
        )
        for row in rows
    ]


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index() -> ResponseReturnValue:
    """List the teams that the viewer may read."""
    columns = [
        lists.Column("name", _("Team"), alphabetical(CoreTeam.name)),
        lists.Column("municipalities", _("Municipalities"), alphabetical(queries.Lead.c.name)),
        lists.Column("maturity", _("How far"), CoreTeam.maturity),
        lists.Column("people", _("People"), numeric=True),
        lists.Column("share", _("Time set aside")),
        lists.Column("begun_on", _("Since"), CoreTeam.begun_on),
    ]
    return lists.answer(
        session(),
        queries.listed(current_viewer()),
        columns,
        template="partnership/core_teams/index.html",
        name="core-teams",
        searched=(CoreTeam.name, queries.Lead.c.name),
        enrich=lines,
    )


@blueprint.get("/<int:team_id>/")
@requires(Permission.TEAM_READ)
def show(team_id: int) -> ResponseReturnValue:
    """Show a team: its people, what it should think over, and how far it has come."""
    reading, viewer, now = read(team_id), current_viewer(), clock.now()
    seats = queries.all_seats(session(), team_id)
    sitting = [seat for seat in seats if is_taken(seat, today())]
    cards = [share(session(), reading.team, viewer, now) for share in registry.panels.get("core_team.card", ())]
    return render_template(
        "partnership/core_teams/show.html",
        reading=reading,
        team=reading.team,
        sitting=sitting,
        has_history=len(seats) > len(sitting),
        warnings=rules.warnings(sitting),
        is_led=any(seat.is_leader for seat in sitting),
        guests=queries.guests(session(), team_id),
        invitations=queries.invitations(session(), team_id),
        may_manage=reading.may_write and rules.may_manage(reading.team, viewer),
        sees_addresses=reading.may_write or viewer.may(Permission.PROGRAMME_MANAGE),
        is_guest=not reading.is_own and not viewer.may(Permission.PROGRAMME_MANAGE),
        cards=sorted((card for card in cards if card), key=lambda card: card.place),
        waiting=waiting_for(reading, viewer, now),
    )


def waiting_for(reading: Reading, viewer: Viewer, now: datetime) -> list[tuple[Task, str]]:
    """What waits for a team's own people, the most urgent first, with the day of each in words."""
    if not reading.may_write:
        return []
    shares = registry.panels.get(saying.NEXT, ())
    tasks = [task for share in shares for task in share(session(), reading.team, viewer, now)]
    return [(task, when_words(task, clock.local_date(now))) for task in by_urgency(tasks)]


@blueprint.get("/new")
@requires(Permission.TEAM_WRITE)
def new() -> ResponseReturnValue:
    """Show the form that founds a team."""
    form = new_form(None)
    if len(form.lead.choices) == 1:
        form.lead.data = form.lead.choices[0].value
    return new_page(form)


def new_form(sent: Any) -> NewTeamForm:
    """The form with the municipalities for which the viewer writes."""
    form = NewTeamForm(sent, version="0")
    form.lead.choices = choices_of(queries.own_municipalities(session(), current_viewer()))
    return form


def new_page(form: NewTeamForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("partnership/core_teams/new.html", form=form), status


@blueprint.post("/new")
@requires(Permission.TEAM_WRITE)
def found() -> ResponseReturnValue:
    """Found a team."""
    form, viewer = new_form(request.form), current_viewer()
    if not form.validate():
        return new_page(form, 422)
    try:
        with transaction() as opened:
            team = actions.found(opened, form.draft(), actor_id=viewer.id, at=clock.now())
            address = url_for(".show", team_id=team.id)
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return new_page(form, 422)
    flash(_("The team is there. Say who else sits in it."))
    return redirect(address, 303)


def team_form(team: CoreTeam, sent: Any = None) -> TeamForm:
    """The form of a team, with the municipalities that may lead it."""
    form = TeamForm(sent) if sent is not None else TeamForm(None, data=TeamForm.kept(team) | {"version": team.version})
    form.offer(present(team))
    return form


@blueprint.get("/<int:team_id>/change")
@requires(Permission.TEAM_WRITE)
def ask_change(team_id: int) -> ResponseReturnValue:
    """Show what a team says of itself, to be changed."""
    team = own(team_id)
    return change_page(team, team_form(team))


def change_page(team: CoreTeam, form: TeamForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("partnership/core_teams/change.html", team=team, form=form), status


@blueprint.post("/<int:team_id>/change")
@requires(Permission.TEAM_WRITE)
def change(team_id: int) -> ResponseReturnValue:
    """Write anew what a team says of itself."""
    team, status = own(team_id), 422
    form = team_form(team, request.form)
    if form.validate():
        said, version = form.said(), form.version.number

        def act(opened: Session, held: CoreTeam, **who: Any) -> None:
            rules.ensure_may_change(held, said.lead_id, current_viewer())
            actions.change(opened, held, said, version=version, **who)

        def compare(_opened: Any) -> None:
            held = own(team_id)
            form.compare(held, held.version)

        status = keep(team_id, form, act, compare)
    if status != 303:
        return change_page(own(team_id), form, status)
    return shown(team_id, _("It is kept."))


@blueprint.post("/<int:team_id>/end")
@requires(Permission.TEAM_WRITE)
def end(team_id: int) -> ResponseReturnValue:
    """End a team."""

    def act(opened: Session, team: CoreTeam, **who: Any) -> None:
        rules.ensure_may_manage(team, current_viewer())
        actions.end(opened, team, **who)

    write(team_id, act)
    return shown(team_id, _("The team has ended. All that it has done can still be read."))
