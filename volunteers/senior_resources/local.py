"""What people write of a place: what is missing there, what is there already, and how many might contribute."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import requires
from directory.accounts.permissions import Permission
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from partnership.core_teams.doors import keep, own, present, shown, today, write
from partnership.core_teams.models import CoreTeam
from volunteers.senior_resources import noting, queries
from volunteers.senior_resources.content import Content, chance_of, need_of
from volunteers.senior_resources.forms import NEW_CHANCE, NEW_NEED, ChanceForm, NeedForm, SegmentForm, Themed
from volunteers.senior_resources.models import LocalNeed, Opportunity, Segment
from volunteers.senior_resources.queries import Local
from volunteers.senior_resources.writing import blueprint

WHAT = "<any(needs, opportunities):what>"


@dataclass(frozen=True)
class Noted:
    """One of the two things that are noted of a place: its table, its form, its words and what is done."""

    model: type[Local]
    form: type[Themed]
    empty: Content[Any]
    words_of: Callable[[Any], Any]
    note: Callable[..., Any]
    new: str
    change: str
    told: str


NOTED = {
    "needs": Noted(
        LocalNeed,
        NeedForm,
        NEW_NEED,
        need_of,
        noting.note_need,
        _l("New need"),
        _l("Change the need"),
        _l("The need is kept."),
    ),
    "opportunities": Noted(
        Opportunity,
        ChanceForm,
        NEW_CHANCE,
        chance_of,
        noting.note_opportunity,
        _l("New opportunity"),
        _l("Change the opportunity"),
        _l("The opportunity is kept."),
    ),
}


def form_of(team: CoreTeam, what: str, sent: Any, content: Content[Any], version: int = 0) -> Themed:
    """The form of a need or an opportunity, with what stands there or what was sent."""
    form_class = NOTED[what].form
    form = form_class(sent, data={**form_class.kept(content), "version": str(version)})
    if isinstance(form, ChanceForm):
        found = queries.offers_in(session(), [each.id for each in present(team)], today())
        known = {each.id for each in found}
        kept = content.words.offer_id
        chosen = [(str(kept), _("The offer chosen before"))] if kept and kept not in known else []
        form.offer([*chosen, *((str(each.id), each.title) for each in found)])
    return form


def local_page(team: CoreTeam, what: str, form: Themed, title: str, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    template = f"volunteers/senior_resources/{'need' if what == 'needs' else 'opportunity'}.html"
    return render_template(template, team=team, form=form, page_title=_(title)), status


@blueprint.get(f"/{WHAT}/new")
@requires(Permission.TEAM_WRITE)
def new_local(team_id: int, what: str) -> ResponseReturnValue:
    """Show an empty need or opportunity."""
    team = own(team_id)
    return local_page(team, what, form_of(team, what, None, NOTED[what].empty), NOTED[what].new)


@blueprint.post(f"/{WHAT}/new")
@requires(Permission.TEAM_WRITE)
def add_local(team_id: int, what: str) -> ResponseReturnValue:
    """Note a need or an opportunity."""
    team, noted, status = own(team_id), NOTED[what], 422
    form = form_of(team, what, request.form, noted.empty)
    if form.validate():
        status = keep(team_id, form, partial(noted.note, said=form.written(noted.empty).words))
    if status != 303:
        return local_page(own(team_id), what, form, noted.new, status)
    return shown(team_id, _(noted.told), "senior_resources.show")


@blueprint.get(f"/{WHAT}/<int:number>/change")
@requires(Permission.TEAM_WRITE)
def ask_change_local(team_id: int, what: str, number: int) -> ResponseReturnValue:
    """Show a need or an opportunity to be changed."""
    team, noted = own(team_id), NOTED[what]
    row = queries.local_of(session(), noted.model, team.id, number)
    form = form_of(team, what, None, Content(noted.words_of(row)), row.version)
    return local_page(team, what, form, noted.change)


@blueprint.post(f"/{WHAT}/<int:number>/change")
@requires(Permission.TEAM_WRITE)
def change_local(team_id: int, what: str, number: int) -> ResponseReturnValue:
    """Write a need or an opportunity anew."""
    team, noted, status = own(team_id), NOTED[what], 422
    row = queries.local_of(session(), noted.model, team.id, number)
    form = form_of(team, what, request.form, Content(noted.words_of(row)))
    if form.validate():

        def act(opened: Session, held: CoreTeam, **by: Any) -> None:
            kept = queries.local_of(opened, noted.model, held.id, number, lock=True)
            said = form.written(Content(noted.words_of(kept))).words
            noting.change_local(opened, kept, said, version=form.version.number, **by)

        def compare(opened: Session) -> None:
            kept = queries.local_of(opened, noted.model, team_id, number)
            form.compare(Content(noted.words_of(kept)), kept.version)

        status = keep(team_id, form, act, compare)
    if status != 303:
        return local_page(own(team_id), what, form, noted.change, status)
    return shown(team_id, _(noted.told), "senior_resources.show")


@blueprint.post("/needs/<int:number>/<any(met, unmet):state>")
@requires(Permission.TEAM_WRITE)
def meet(team_id: int, number: int, state: str) -> ResponseReturnValue:
    """Say that a need is met, or that it is there again."""

    def act(opened: Session, team: CoreTeam, **by: Any) -> None:
        need = queries.local_of(opened, LocalNeed, team.id, number, lock=True)
        noting.meet(opened, need, is_met=state == "met", **by)

    write(team_id, act)
    words = _("The need is met.") if state == "met" else _("The need is there again.")
    return shown(team_id, words, "senior_resources.needs")


@blueprint.get("/segments/change")
@requires(Permission.TEAM_WRITE)
def ask_segments(team_id: int) -> ResponseReturnValue:
    """Show the counts of a place to be changed, or of a new one."""
    team, place = own(team_id), request.args.get("place", "")
    known = {each.segment: each for each in queries.segments_of(session(), team.id) if each.place == place}
    data: dict[str, Any] = {segment.value: row.people for segment, row in known.items()}
    version = sum(row.version for row in known.values())
    return segment_page(team, SegmentForm(None, data={**data, "place": place, "version": str(version)}))


def segment_page(team: CoreTeam, form: SegmentForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("volunteers/senior_resources/segment.html", team=team, form=form), status


@blueprint.post("/segments/change")
@requires(Permission.TEAM_WRITE)
def count(team_id: int) -> ResponseReturnValue:
    """Note the counts of a place."""
    form, status = SegmentForm(request.form), 422
    own(team_id)
    if form.validate():
        place, people = form.draft()

        def compare(opened: Session) -> None:
            known = [each for each in queries.segments_of(opened, team_id) if each.place == place]
            saved = {each.segment.value: each.people for each in known if each.segment in set(Segment)}
            form.show_saved(saved, sum(each.version for each in known))

        act = partial(noting.count, place=place, people=people, version=form.version.number)
        status = keep(team_id, form, act, compare)
    if status != 303:
        return segment_page(own(team_id), form, status)
    return shown(team_id, _("The counts are kept."), "senior_resources.show")
