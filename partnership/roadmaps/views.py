"""What people see: the roadmap whole and by date, what is missing for a step, the adoption, and the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import force_locale, ngettext, translated
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale
from kernel.pdf.document import render
from kernel.web import lists
from kernel.web.files import answer_with
from kernel.web.page import demo_mark
from partnership.assessments.picture import Picture
from partnership.pictures import sketch
from partnership.pictures.queries import picture_for
from partnership.relations import queries as relations
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.relations.rules import ensure_side, side_of
from partnership.relations.sides import Side
from partnership.roadmaps import actions, document, labels, queries, rules, saying
from partnership.roadmaps.forms import AdoptForm, MissingForm
from partnership.roadmaps.models import Measure
from partnership.roadmaps.writing import blueprint, find, shown, top, write
from partnership.staircase.level import Missing, missing
from partnership.staircase.queries import edition_in_force

A_YEAR = timedelta(days=rules.DAYS_A_YEAR)

__all__ = ["blueprint"]


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the names of owners, progress and domains."""
    return {"roadmap_labels": labels, "roadmap_words": saying, "local_date": clock.local_date}


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def show(relation_id: int) -> ResponseReturnValue:
    """Show the roadmap: who stands for it, its goals and its measures."""
    relation = relations.get_visible(session(), relation_id, viewer=current_viewer())
    return page(relation)


def page(relation: Relation, status: int = 200, told: str = "") -> ResponseReturnValue:
    """Draw the roadmap, with a word on what happened if there is one."""
    side = side_of(relation, current_viewer(), Permission.RELATION_ASSESS)
    today = clock.local_date(clock.now())
    return render_template(
        "partnership/roadmaps/show.html",
        relation=relation,
        plan=queries.plan_of(session(), relation.id),
        content=edition_in_force(session()).content,
        side=side,
        Side=Side,
        is_late=lambda measure: rules.is_late(measure, today),
        told=told,
    ), status


@blueprint.post("/adopt")
@requires(Permission.RELATION_ASSESS)
def adopt(relation_id: int) -> ResponseReturnValue:
    """Stand for the roadmap as it was read."""
    relation, form = find(relation_id), AdoptForm(request.form)
    side = ensure_side(relation, current_viewer())
    with force_locale(saying.language_of(relation)):
        reference = _("Roadmap adopted by both")
    act = partial(actions.adopt, side=side, wording=form.wording.number, reference=reference)
    try:
        is_whole = write(relation_id, act)
    except Stale:
        told = _("The roadmap has been changed since you read it. Read it again before you adopt it.")
        return page(find(relation_id), 409, told)
    if is_whole:
        return shown(relation_id, _("Both of you have adopted the roadmap. It counts as evidence for a year."))
    return shown(relation_id, _("You have adopted the roadmap. The other side is asked to do the same."))


@blueprint.get("/by-date/")
@requires(Permission.RELATION_READ)
def by_date(relation_id: int) -> ResponseReturnValue:
    """List the measures by date, to be searched, printed and downloaded."""
    relation = relations.get_visible(session(), relation_id, viewer=current_viewer())
    return lists.answer(
        session(),
        queries.listed(relation.id),
        columns(),
        template="partnership/roadmaps/by_date.html",
        name=_("roadmap"),
        searched=[Measure.what, Measure.responsible, Measure.payer, Measure.anchoring],
        enrich=partial(rows_of, relation),
        relation=relation,
    )


def columns() -> list[lists.Column]:
    """The columns of the list."""
    return [
        lists.Column("due_on", _("By when"), Measure.due_on),
        lists.Column("what", _("Measure"), Measure.what),
        lists.Column("who", _("Who"), Measure.owner),
        lists.Column("state", _("How far"), Measure.progress),
        lists.Column("budget", _("Kroner"), Measure.budget, numeric=True),
        lists.Column("payer", _("Who pays"), Measure.payer),
        lists.Column("goal", _("Goal")),
        lists.Column("anchored", _("Anchored in")),
        lists.Column("domains", _("Domains")),
    ]


@dataclass(frozen=True)
class Row:
    """A measure as a row of the list."""

    id: int
    due_on: date
    what: str
    goal: str
    who: str
    budget: int | None
    payer: str
    anchored: str
    domains: str
    progress: str
    colour: str
    state: str
    is_late: bool


def rows_of(relation: Relation, rows: Sequence[Any]) -> list[Row]:
    """Say each measure in words."""
    today = clock.local_date(clock.now())
    return [
        Row(
            id=row.id,
            due_on=row.due_on,
            what=row.what,
            goal=row.goal,
            who=saying.who(relation, row.owner, row.responsible),
            budget=row.budget,
            payer=row.payer,
            anchored=saying.anchored(row),
            domains=saying.domain_names(row.domains),
            progress=row.progress.value,
            colour=labels.PROGRESS[row.progress].colour,
            state=_(labels.PROGRESS[row.progress].msgid),
            is_late=rules.is_late(row, today),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Lacking:
    """What is missing for a step: the steps that may be looked at, and the points with no measure yet."""

    relation: Relation
    picture: Picture
    step: int
    steps: list[int]
    open: tuple[Missing, ...]
    answered: tuple[Missing, ...]


def lacking(relation: Relation, wanted: int | None) -> Lacking:
    """What is missing for the next step, or for another one on the way to the wished."""
    picture = picture_for(session(), relation, current_viewer(), clock.now())
    first = picture.next_step or picture.content.top
    steps = list(range(first, max(first, relation.wished_step or first) + 1))
    step = wanted if wanted in steps else first
    found = missing(picture.content.staircase, picture.basis or {}, step, picture.as_of) if picture.basis else ()
    known = queries.plan_of(session(), relation.id).answered
    open_ = tuple(each for each in found if each.point.stable_key not in known)
    answered = tuple(each for each in found if each.point.stable_key in known)
    return Lacking(relation, picture, step, steps, open_, answered)


def missing_form(found: Lacking, sent: Any = None) -> MissingForm:
    """The form with the points that have no measure yet."""
    form = MissingForm(sent)
    questions = {each.point: translated(each.text)[0] for each in found.picture.content.questions}
    form.offer((each.point.code, f"{each.point.code} {questions[each.point]}") for each in found.open)
    return form


@blueprint.get("/from-missing/")
@requires(Permission.RELATION_ASSESS)
def from_missing(relation_id: int) -> ResponseReturnValue:
    """Show what is missing for a step, to be made into measures."""
    found = lacking(find(relation_id), request.args.get("step", type=int))
    return missing_page(found, missing_form(found))


def missing_page(found: Lacking, form: MissingForm, status: int = 200) -> ResponseReturnValue:
    """Draw what is missing."""
    return render_template(
        "partnership/roadmaps/missing.html", relation=found.relation, found=found, form=form, sketch=sketch
    ), status


@blueprint.post("/from-missing/")
@requires(Permission.RELATION_ASSESS)
def answer_missing(relation_id: int) -> ResponseReturnValue:
    """Make a measure for each chosen point."""
    found = lacking(find(relation_id), request.args.get("step", type=int))
    form = missing_form(found, request.form)
    if not form.validate():
        return missing_page(found, form, 422)
    codes, today = form.draft(), clock.local_date(clock.now())
    with force_locale(saying.language_of(found.relation)):
        suggestions = [saying.suggestion(found.picture, each) for each in found.open if each.point.code in codes]
        text = _("Reach step %(step)s", step=sketch.step_name(found.picture, found.step))
    aim = rules.Aim(text, min(found.picture.basis_level, found.step), found.step, today + A_YEAR)
    made = write(relation_id, partial(actions.answer_missing, aim=aim, suggestions=suggestions, top=top()))
    count = len(made)
    return shown(
        relation_id,
        ngettext("%(num)d measure is written. Look it over.", "%(num)d measures are written. Look them over.", count),
    )


@blueprint.get("/roadmap.pdf")
@requires(Permission.RELATION_READ)
def pdf(relation_id: int) -> ResponseReturnValue:
    """Give the roadmap on paper, in the relation's language."""
    relation = relations.get_visible(session(), relation_id, viewer=current_viewer())
    picture = picture_for(session(), relation, current_viewer(), clock.now())
    plan = queries.plan_of(session(), relation.id)
    with force_locale(saying.language_of(relation)):
        made = document.roadmap(relation, picture, plan, title_of(relation), mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"veikart-{relation_id}.pdf")
