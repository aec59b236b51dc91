"""What people write: a new plan, each page of one, and what was learnt on the way."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from activities.offers.queries import public_in
from activities.planning_guides import actions, queries, rules
from activities.planning_guides.forms import BeginForm, ExistingForm, LessonForm, Part, part_form
from activities.planning_guides.labels import POINTS
from activities.planning_guides.models import PlanningGuide
from activities.planning_guides.rules import Point, Progress
from activities.providing.queries import home_ground, municipality_by_number
from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.bodies.models import Body
from directory.municipalities.queries import municipality_choices
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale

blueprint = Blueprint("planning_guides", __name__, url_prefix="/activities/planning")
PART = "/<int:guide_id>/<any(existing, wishes, right, partners, trial, sharing):part>/"


def find(guide_id: int) -> PlanningGuide:
    """A plan that the viewer writes."""
    return queries.get_own(session(), guide_id, viewer=current_viewer())


@blueprint.get("/new")
@requires(Permission.TEAM_READ)
def new() -> ResponseReturnValue:
    """Show the form that begins a plan."""
    return new_page(begin_form(None))


def begin_form(sent: Any) -> BeginForm:
    """The form with those for whom the viewer plans."""
    form, bodies = BeginForm(sent), queries.bodies(session(), current_viewer())
    form.body.choices = [(str(each.id), each.full_name) for each in bodies]
    form.municipality.choices = [("", _("Choose")), *municipality_choices(session())]
    grounds = home_ground({str(each.id): (each, each) for each in bodies})
    if sent is None and len(grounds) == 1:
        (form.municipality.data,) = grounds
    return form


def new_page(form: BeginForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("activities/planning_guides/new.html", form=form), status


@blueprint.post("/new")
@requires(Permission.TEAM_READ)
def begin() -> ResponseReturnValue:
    """Begin a plan, and go to its first page."""
    form, viewer = begin_form(request.form), current_viewer()
    if not form.validate():
        return new_page(form, 422)
    with transaction() as opened:
        bodies: dict[str, Body] = {str(each.id): each for each in queries.bodies(opened, viewer)}
        guide = actions.begin(
            opened,
            form.draft(),
            body=bodies[form.body.data],
            municipality=municipality_by_number(opened, form.municipality.data),
            actor_id=viewer.id,
            at=clock.now(),
        )
        address = url_for(".part", guide_id=guide.id, part=Point.EXISTING.value)
    return redirect(address, 303)


@blueprint.get(PART)
@requires(Permission.TEAM_READ)
def part(guide_id: int, part: str) -> ResponseReturnValue:
    """Show a page of a plan."""
    guide, point = find(guide_id), Point(part)
    form = part_form(point, queries.content_of(session(), guide), version=guide.version)
    return part_page(guide, point, form)


def part_page(guide: PlanningGuide, point: Point, form: Part, status: int = 200) -> ResponseReturnValue:
    """Draw a page of a plan, with what was typed."""
    names = [_(name) for name in POINTS.values()]
    known = rules.standings(queries.content_of(session(), guide))
    same, others = offer_choices(form, guide) if isinstance(form, ExistingForm) else ([], [])
    return render_template(
        f"activities/planning_guides/{point}.html",
        guide=guide,
        form=form,
        names=names,
        place=list(Point).index(point) + 1,
        done=[each.progress is Progress.ANSWERED for each in known.values()],
        same=same,
        others=others,
    ), status


def offer_choices(form: ExistingForm, guide: PlanningGuide) -> tuple[list[Any], list[Any]]:
    """Offer what is there already in the municipality: of the same kind first, then the rest; give both."""
    known = public_in(session(), guide.municipality_id, clock.local_date(clock.now()))
    same, others = rules.nearby(known, guide.kind)
    chosen = [guide.offer] if guide.offer and guide.offer not in known else []
    pairs = [(str(each.id), each.title) for each in (*chosen, *same, *others)]
    form.offer_id.choices = [("", _("No, or not yet")), *pairs]
    return same, others


@blueprint.post(PART)
@requires(Permission.TEAM_READ)
def keep(guide_id: int, part: str) -> ResponseReturnValue:
    """Keep a page of a plan and go on to the next."""
    viewer, point, guide = current_viewer(), Point(part), find(guide_id)
    form = sent_form(point, guide)
    if not form.validate() or form.wants_row:
        return part_page(guide, point, form, 422 if form.errors else 200)
    try:
        with transaction() as opened:
            held = queries.get_own(opened, guide_id, viewer=viewer, lock=True)
            written = form.written(queries.content_of(opened, held))
            actions.keep(opened, held, written, version=form.version.number, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return part_page(find(guide_id), point, form, 422)
    except Stale:
        guide = find(guide_id)
        form.compare(queries.content_of(session(), guide), guide.version)
        return part_page(guide, point, form, 409)
    return redirect(next_address(guide_id, point), 303)


def sent_form(point: Point, guide: PlanningGuide) -> Part:
    """The form of one page with what was sent."""
    form = part_form(point, queries.content_of(session(), guide), request.form)
    if isinstance(form, ExistingForm):
        offer_choices(form, guide)
    return form


def next_address(guide_id: int, point: Point) -> str:
    """The page after a page; after the last, the plan itself."""
    after = list(Point)[list(Point).index(point) + 1 :]
    if request.form.get("stop") or not after:
        return url_for(".show", guide_id=guide_id)
    return url_for(".part", guide_id=guide_id, part=after[0].value)


@blueprint.get("/<int:guide_id>/lessons/new")
@requires(Permission.TEAM_READ)
def new_lesson(guide_id: int) -> ResponseReturnValue:
    """Show the form for something that was learnt."""
    return lesson_page(find(guide_id), LessonForm(None, learnt_on=clock.local_date(clock.now())))


def lesson_page(guide: PlanningGuide, form: LessonForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("activities/planning_guides/lesson.html", guide=guide, form=form), status


@blueprint.post("/<int:guide_id>/lessons/new")
@requires(Permission.TEAM_READ)
def learn(guide_id: int) -> ResponseReturnValue:
    """Note what was learnt."""
    viewer, guide, form = current_viewer(), find(guide_id), LessonForm(request.form)
    form.today = clock.local_date(clock.now())
    if not form.validate():
        return lesson_page(guide, form, 422)
    with transaction() as opened:
        held = queries.get_own(opened, guide_id, viewer=viewer, lock=True)
        actions.learn(opened, held, form.draft(), actor_id=viewer.id, at=clock.now())
    flash(_("What you have learnt is kept."))
    return redirect(url_for(".show", guide_id=guide_id), 303)


@blueprint.post("/<int:guide_id>/lessons/<int:lesson_id>/remove")
@requires(Permission.TEAM_READ)
def unlearn(guide_id: int, lesson_id: int) -> ResponseReturnValue:
    """Take away a note."""
    viewer = current_viewer()
    with transaction() as opened:
        held = queries.get_own(opened, guide_id, viewer=viewer, lock=True)
        actions.unlearn(opened, held, lesson_id, actor_id=viewer.id, at=clock.now())
    flash(_("The note is taken away."))
    return redirect(url_for(".show", guide_id=guide_id), 303)
