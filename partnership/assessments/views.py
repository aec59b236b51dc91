"""What people see when they answer: the pages of questions, and the check before sending."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import language, sentence
from kernel.lifecycle import NotAllowed, Stale
from partnership.assessments import actions, queries, rules
from partnership.assessments.forms import AnswersDraft, AnswersForm, answers_form, slug_of
from partnership.assessments.labels import ORIGINS
from partnership.assessments.queries import LOWER, Work
from partnership.relations import queries as relations
from partnership.relations.rules import ensure_side
from partnership.staircase.queries import edition_in_force

blueprint = Blueprint("assessments", __name__, url_prefix="/partnership/relations/<int:relation_id>/staircase")


def work_on(opened: Session, relation_id: int) -> Work:
    """Find what the viewer's side works on; raises NotFound, or NotAllowed for somebody who only reads."""
    relation = relations.get_visible(opened, relation_id, viewer=current_viewer())
    today = clock.local_date(clock.now())
    return queries.work(opened, relation, ensure_side(relation, current_viewer()), today)


@blueprint.get("/assessment/")
@requires(Permission.RELATION_ASSESS)
def overview(relation_id: int) -> ResponseReturnValue:
    """Show what there is to answer, and how far one has come."""
    work = work_on(session(), relation_id)
    if work.placed is None:
        return redirect(url_for("placements.quick_start", relation_id=relation_id), 303)
    sent = queries.latest_of(session(), relation_id, work.side)
    return render_template("partnership/assessments/overview.html", work=work, sent=sent, LOWER=LOWER)


@blueprint.get("/assessment/<int:step>/")
@requires(Permission.RELATION_ASSESS)
def questions(relation_id: int, step: int) -> ResponseReturnValue:
    """Show a page of questions, with what has been answered."""
    work = work_on(session(), relation_id)
    return questions_page(work, step, form_of(work, step)(None, **kept_answers(work, step)))


def form_of(work: Work, step: int) -> type[AnswersForm]:
    """The form of a page; raises NotFound for a step that is not there."""
    found = work.questions(step) if step <= work.content.top else []
    if not found:
        raise NotFound
    return answers_form(found, language(), with_evidence=step != LOWER)


def kept_answers(work: Work, step: int) -> dict[str, str]:
    """What stands in a page's fields: what was answered, and on the lower steps a yes to confirm."""
    kept = {"version": str(work.version)}
    for question in work.questions(step):
        answer = work.answers.get(question.point.code)
        slug = slug_of(question)
        kept[f"a{slug}"] = answer.value.value if answer else "yes" if step == LOWER else ""
        kept[f"c{slug}"] = answer.comment if answer else ""
    return kept


def questions_page(work: Work, step: int, form: AnswersForm, status: int = 200) -> ResponseReturnValue:
    """Draw a page of questions, with what was typed and the evidence there is."""
    picture = queries.pictures(
        session(), [work.relation], eyes={work.relation.id: work.side}, as_of=clock.local_date(clock.now())
    )[work.relation.id]
    return render_template(
        "partnership/assessments/questions.html",
        work=work,
        step=step,
        form=form,
        picture=picture,
        LOWER=LOWER,
        ORIGINS=ORIGINS,
    ), status


@blueprint.post("/assessment/<int:step>/")
@requires(Permission.RELATION_ASSESS)
def answer(relation_id: int, step: int) -> ResponseReturnValue:
    """Save a page of questions and go on to the next."""
    work = work_on(session(), relation_id)
    form = form_of(work, step)(request.form)
    if not form.validate():
        return questions_page(work, step, form, 422)
    try:
        save(relation_id, form.draft())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return questions_page(work_on(session(), relation_id), step, form, 422)
    except Stale:
        work = work_on(session(), relation_id)
        form.show_saved(saved_words(work, step), work.version)
        return questions_page(work, step, form, 409)
    return redirect(next_page(work, step), 303)


@blueprint.post("/assessment/<int:step>/autosave")
@requires(Permission.RELATION_ASSESS)
def autosave(relation_id: int, step: int) -> ResponseReturnValue:
    """Keep what can be kept of a page while it is being written."""
    form = form_of(work_on(session(), relation_id), step)(request.form)
    form.validate()
    draft = form.draft()
    try:
        version = save(relation_id, AnswersDraft(draft.version, draft.said))
    except Stale:
        return jsonify(version=-1), 409
    return jsonify(version=version)


def save(relation_id: int, draft: AnswersDraft) -> int:
    """Write a page's answers and evidence in the side's draft, and give its new version; raises Stale."""
    viewer, now = current_viewer(), clock.now()
    with transaction() as opened:
        relation = relations.get_visible(opened, relation_id, viewer=viewer)
        side = ensure_side(relation, viewer)
        known = queries.draft_of(opened, relation_id, side)
        assessment = actions.open_draft(opened, relation, side, actor_id=viewer.id, at=now)
        content = edition_in_force(opened).content
        version = draft.version if known is not None or draft.version else assessment.version
        actions.answer(opened, assessment, content, draft.said, version=version, actor_id=viewer.id, at=now)
        for code, proof in draft.proofs.items():
            question = content.question(code)
            if question is not None:
                today = clock.local_date(now)
                actions.show_evidence(opened, relation, question, side, proof, actor_id=viewer.id, at=now, today=today)
        opened.flush()
        return assessment.version


def saved_words(work: Work, step: int) -> dict[str, str]:
    """What somebody of the same side has saved meanwhile, by field."""
    kept = kept_answers(work, step)
    return {name: text for name, text in kept.items() if name != "version"}


def next_page(work: Work, step: int) -> str:
    """The address after a page: the next page of questions, then the check."""
    pages = work.pages
    after = pages[pages.index(step) + 1 :] if step in pages else []
    if after:
        return url_for(".questions", relation_id=work.relation.id, step=after[0])
    return url_for(".check", relation_id=work.relation.id)


@blueprint.get("/assessment/check/")
@requires(Permission.RELATION_ASSESS)
def check(relation_id: int) -> ResponseReturnValue:
    """Show all answers before they are sent."""
    work = work_on(session(), relation_id)
    if work.assessment is None:
        return redirect(url_for(".overview", relation_id=relation_id), 303)
    return render_template("partnership/assessments/check.html", work=work, LOWER=LOWER, ORIGINS=ORIGINS)


@blueprint.post("/assessment/submit")
@requires(Permission.RELATION_ASSESS)
def submit(relation_id: int) -> ResponseReturnValue:
    """Send the assessment."""
    viewer = current_viewer()
    version = request.form.get("version", "")
    with transaction() as opened:
        work = work_on(opened, relation_id)
        actions.submit(
            opened,
            work.relation,
            rules.ensure_draft(work.assessment),
            work.content,
            work.steps,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
            actor_id=viewer.id,
            at=clock.now(),
        )
    flash(_("Your assessment is sent."))
    return redirect(url_for("pictures.show", relation_id=relation_id), 303)


@blueprint.post("/assessment/new")
@requires(Permission.RELATION_ASSESS)
def start_again(relation_id: int) -> ResponseReturnValue:
    """Start a new assessment from the answers of the last."""
    with transaction() as opened:
        work = work_on(opened, relation_id)
        actions.open_draft(opened, work.relation, work.side, actor_id=current_viewer().id, at=clock.now())
    return redirect(url_for(".overview", relation_id=relation_id), 303)


@blueprint.post("/assessment/show-alone")
@requires(Permission.RELATION_ASSESS)
def show_alone(relation_id: int) -> ResponseReturnValue:
    """Let the other side see one's answers although it has not sent its own."""
    with transaction() as opened:
        work = work_on(opened, relation_id)
        today = clock.local_date(clock.now())
        picture = queries.pictures(opened, [work.relation], eyes={relation_id: work.side}, as_of=today)[relation_id]
        actions.show_alone(opened, work.relation, picture, work.side, actor_id=current_viewer().id, now=clock.now())
    flash(_("The other side can see your answers now."))
    return redirect(url_for("pictures.show", relation_id=relation_id), 303)
