"""What the answers come to: summed up by the centre, read by the teams, downloaded and printed."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale, refusal_of
from kernel.pdf.document import render
from kernel.web import lists
from kernel.web.files import answer_with
from kernel.web.page import demo_mark
from partnership.group_work import actions, document, queries, rules
from partnership.group_work.forms import SumUpForm, sum_up_form
from partnership.group_work.models import GroupAnswer, GroupQuestion, GroupWork

blueprint = Blueprint("group_results", __name__, url_prefix="/partnership/programmes/<code>/group-work/<int:work_id>")


@blueprint.get("/result/")
@requires(Permission.TEAM_READ)
def show(code: str, work_id: int) -> ResponseReturnValue:
    """Show what the answers come to, question by question."""
    viewer = current_viewer()
    work = queries.get_visible(session(), code, work_id, viewer=viewer)
    return render_template(
        "partnership/group_work/result.html",
        work=work,
        programme=work.programme,
        results=queries.results_of(session(), work, viewer=viewer),
        crowd=queries.crowd_of(session(), work),
        may_manage=viewer.may(Permission.PROGRAMME_MANAGE),
        refusal=refusal_of(rules.ensure_summable, work, clock.now()),
    )


@blueprint.get("/result.pdf")
@requires(Permission.TEAM_READ)
def pdf(code: str, work_id: int) -> ResponseReturnValue:
    """Give the result on paper."""
    viewer = current_viewer()
    work = queries.get_visible(session(), code, work_id, viewer=viewer)
    results, crowd = queries.results_of(session(), work, viewer=viewer), queries.crowd_of(session(), work)
    made = document.result(work, results, crowd, mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"gruppearbeid-{work.id}.pdf")


@blueprint.get("/answers/")
@requires(Permission.PROGRAMME_MANAGE)
def answers(code: str, work_id: int) -> ResponseReturnValue:
    """List every answer, to be searched, printed and downloaded."""
    work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
    columns = [
        lists.Column("number", _("No."), GroupQuestion.place, numeric=True),
        lists.Column("question", _("Question")),
        lists.Column("group", _("Group"), GroupAnswer.group_number, numeric=True),
        lists.Column("answer", _("Answer"), GroupAnswer.text),
        lists.Column("theme", _("Theme"), GroupAnswer.theme),
    ]
    return lists.answer(
        session(),
        queries.listed_answers(work),
        columns,
        template="partnership/group_work/answers.html",
        name=_("answers"),
        searched=[GroupAnswer.text, GroupAnswer.theme, GroupQuestion.text],
        work=work,
        programme=work.programme,
    )


@blueprint.get("/questions/<int:question_id>/sum-up")
@requires(Permission.PROGRAMME_MANAGE)
def sum_up_page(code: str, work_id: int, question_id: int) -> ResponseReturnValue:
    """Show the answers to a question, to be summed up."""
    work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
    question = queries.question_of(session(), work, question_id)
    rules.ensure_summable(work, clock.now())
    found = queries.answers_to(session(), question)
    return form_page(work, question, found, sum_up_form(None, question, found))


def form_page(
    work: GroupWork, question: GroupQuestion, found: list[GroupAnswer], form: SumUpForm, status: int = 200
) -> ResponseReturnValue:
    """Draw the answers to a question with a field for the theme of each."""
    return render_template(
        "partnership/group_work/sum_up.html",
        work=work,
        programme=work.programme,
        question=question,
        answers=found,
        form=form,
    ), status


@blueprint.post("/questions/<int:question_id>/sum-up")
@requires(Permission.PROGRAMME_MANAGE)
def sum_up(code: str, work_id: int, question_id: int) -> ResponseReturnValue:
    """Say what the answers to a question come to."""
    work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
    question = queries.question_of(session(), work, question_id)
    form, status = sum_up_form(request.form, question, queries.answers_to(session(), question)), 422
    if form.validate():
        status = keep(code, work_id, question_id, form)
    if status != 303:
        work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
        question = queries.question_of(session(), work, question_id)
        return form_page(work, question, queries.answers_to(session(), question), form, status)
    flash(_("What the answers come to is kept."))
    return redirect(url_for(".show", code=code, work_id=work_id, _anchor=f"question-{question_id}"), 303)


def keep(code: str, work_id: int, question_id: int, form: SumUpForm) -> int:
    """Write what the form says; the status to answer with, 303 where it is kept or stood there already."""
    viewer, (themes, summary) = current_viewer(), form.draft()
    try:
        with transaction() as opened:
            work = queries.get_visible(opened, code, work_id, viewer=viewer, lock=True)
            question = queries.question_of(opened, work, question_id)
            actions.sum_up(
                opened,
                work,
                question,
                themes,
                summary,
                version=form.version.number,
                actor_id=viewer.id,
                at=clock.now(),
            )
    except Stale:
        work = queries.get_visible(session(), code, work_id, viewer=viewer)
        question = queries.question_of(session(), work, question_id)
        form.show_theirs(question, queries.answers_to(session(), question))
        return 409 if form.conflicts else 303
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return 422
    return 303


@blueprint.get("/answers/<int:answer_id>/take-away")
@requires(Permission.PROGRAMME_MANAGE)
def confirm(code: str, work_id: int, answer_id: int) -> ResponseReturnValue:
    """Ask whether an answer is to be taken away."""
    work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
    found = queries.answer_of(session(), work, answer_id)
    return render_template("partnership/group_work/take_away.html", work=work, programme=work.programme, answer=found)


@blueprint.post("/answers/<int:answer_id>/take-away")
@requires(Permission.PROGRAMME_MANAGE)
def take_away(code: str, work_id: int, answer_id: int) -> ResponseReturnValue:
    """Take an answer away."""
    viewer = current_viewer()
    with transaction() as opened:
        work = queries.get_visible(opened, code, work_id, viewer=viewer, lock=True)
        actions.take_away(opened, work, answer_id, actor_id=viewer.id, at=clock.now())
    flash(_("The answer is taken away."))
    return redirect(url_for(".show", code=code, work_id=work_id), 303)
