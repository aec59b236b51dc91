"""What those who take part see, without an account: joining by a code, answering, and what is left of the time."""

import secrets

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound, TooManyRequests

from directory.accounts.rules import whole_minutes
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import ngettext, sentence
from kernel.lifecycle import NotAllowed
from kernel.web.arrival import came_from
from kernel.web.browser import secret
from partnership.group_work import actions, guessing, queries, rules
from partnership.group_work.forms import AnswerForm, CodeForm, answer_form
from partnership.group_work.models import GroupPlace, GroupQuestion, GroupWork

blueprint = Blueprint("group_answers", __name__, url_prefix="/join")


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """Ask for the code."""
    return entrance(CodeForm())


def entrance(form: CodeForm, status: int = 200, *, is_unknown: bool = False, wait: str = "") -> tuple[str, int]:
    """Draw where one writes the code; also where there is nothing behind it, or one must wait."""
    drawn = render_template("partnership/group_work/enter.html", form=form, is_unknown=is_unknown, wait=wait)
    return drawn, status


@blueprint.post("/")
def enter() -> ResponseReturnValue:
    """Go to the group work that a code opens."""
    form = CodeForm(request.form)
    if not form.validate():
        return entrance(form, 422)
    work, _place = opened_by(form.draft())
    return redirect(url_for(".show", code=work.code), 303)


def opened_by(code: str) -> tuple[GroupWork, GroupPlace | None]:
    """The group work that a code opens and this phone's place in it; raises NotFound, or TooManyRequests."""
    work = queries.by_code(session(), rules.read_code(code))
    place = queries.place_of(session(), work, secret()) if work else None
    if place is None:
        ensure_may_guess(work.id if work else None)
    if work is None:
        with transaction() as opened:
            guessing.count_wrong(opened, came_from(), now=clock.real(), at=clock.now())
        raise NotFound
    return work, place


def ensure_may_guess(work_id: int | None) -> None:
    """Where too many wrong codes have come from, one learns no more by a code for a while; raises TooManyRequests."""
    wait = guessing.wait_for(session(), came_from(), work_id, now=clock.real())
    if wait is not None:
        raise TooManyRequests(waiting(whole_minutes(wait)), retry_after=int(wait.total_seconds()) + 1)


def waiting(minutes: int) -> str:
    """What one does who must wait."""
    told = ngettext(
        "Wait a minute, look at the code once more, and write it again.",
        "Wait %(num)d minutes, look at the code once more, and write it again.",
        minutes,
    )
    return str(told)


@blueprint.errorhandler(NotFound)
def nobodys(_fault: NotFound) -> ResponseReturnValue:
    """Answer a code that opens nothing."""
    return refused(404) if wants_few_words() else entrance(typed(), 404, is_unknown=True)


@blueprint.errorhandler(TooManyRequests)
def too_often(fault: TooManyRequests) -> ResponseReturnValue:
    """Answer a code from where too many wrong ones have come."""
    words, headers = str(fault.description), {"Retry-After": str(fault.retry_after)}
    drawn = refused(429, words) if wants_few_words() else entrance(typed(), 429, wait=words)
    return drawn[0], drawn[1], headers


def typed() -> CodeForm:
    """The form of the code with the one that was tried, so that it can be put right."""
    return CodeForm(code=request.form.get("code") or str((request.view_args or {}).get("code", ""))[:12])


@blueprint.get("/<code>/")
def show(code: str) -> ResponseReturnValue:
    """Show what this phone is to do now: join, wait, answer, or read that it is over."""
    return page(code)


def page(
    code: str, status: int = 200, failed: tuple[int, AnswerForm] | None = None, told: str = ""
) -> ResponseReturnValue:
    """Draw the phone's page as it stands now, with what a rule said and what was typed where it was refused."""
    (work, place), now = opened_by(code), clock.now()
    questions = questions_for(work, place)
    forms = {each.id: answer_form(None, each.id, new_key()) for each in questions}
    if failed:
        forms.update([failed])
    return render_template(
        "partnership/group_work/phone.html",
        work=work,
        place=place,
        shown=rules.shown(work, now).value,
        takes_answers=rules.takes_answers(work, now),
        seconds=rules.seconds_left(work, now),
        joined=queries.crowd_of(session(), work).joined,
        questions=questions,
        answers=answers(questions, place),
        forms=forms,
        refused=failed[1] if failed else None,
        told=told,
        sent=request.args.get("sent", type=int),
    ), status


def questions_for(work: GroupWork, place: GroupPlace | None) -> list[GroupQuestion]:
    """What a phone is asked: nothing before it is in a group."""
    return queries.questions_of(session(), work) if place and place.group_number else []


def answers(questions: list[GroupQuestion], place: GroupPlace | None) -> dict[int, list[str]]:
    """What the phone's own group has answered, by the id of the question."""
    found = queries.answers_of(session(), questions, group=place.group_number) if place and questions else {}
    return {each.id: [answer.text for answer in found.get(each.id, ())] for each in questions}


def new_key() -> str:
    """A key for the next answer."""
    return secrets.token_urlsafe(16)


@blueprint.post("/<code>/")
def join(code: str) -> ResponseReturnValue:
    """Let this phone in."""
    work, _place = opened_by(code)
    try:
        with transaction() as opened:
            work = queries.get_open(opened, rules.read_code(code), lock=True)
            actions.join(opened, work, secret(), at=clock.now())
            guessing.know(opened, came_from(), work.id, now=clock.real())
    except NotAllowed as refusal:
        return page(code, 409, told=sentence(refusal))
    return redirect(url_for(".show", code=work.code), 303)


@blueprint.post("/<code>/questions/<int:question_id>/")
def answer(code: str, question_id: int) -> ResponseReturnValue:
    """Take an answer; a page that sends by itself is told in few words whether it came."""
    form, is_told_briefly = answer_form(request.form, question_id, ""), wants_few_words()
    opened_by(code)
    if not form.validate():
        return unfit(form) if is_told_briefly else page(code, 422, (question_id, form))
    try:
        keep(code, question_id, form)
    except NotAllowed as refusal:
        words = sentence(refusal)
        return refused(409, words) if is_told_briefly else page(code, 409, (question_id, form), words)
    if is_told_briefly:
        return jsonify(accepted=True)
    return redirect(url_for(".show", code=code, sent=question_id, _anchor=f"question-{question_id}"), 303)


def keep(code: str, question_id: int, form: AnswerForm) -> None:
    """Write an answer down; raises NotAllowed."""
    text, key = form.draft()
    with transaction() as opened:
        work = queries.get_open(opened, rules.read_code(code))
        question = queries.question_of(opened, work, question_id)
        actions.answer(opened, work, secret(), question, text, key=key, at=clock.now())


def wants_few_words() -> bool:
    """Whether the page's own script is asking."""
    is_state = request.endpoint == f"{blueprint.name}.state"
    return is_state or request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def refused(status: int, words: str = "", text: str = "") -> tuple[Response, int]:
    """Say no in few words, with the text as it may be sent where it can be put right."""
    return jsonify(accepted=False, words=words, text=text), status


def unfit(form: AnswerForm) -> tuple[Response, int]:
    """Say what is wrong with an answer."""
    return refused(422, " ".join(str(each) for each in form.text.errors), form.text.data or "")


@blueprint.get("/<code>/state")
def state(code: str) -> ResponseReturnValue:
    """Say how far it has come, for a page that looks again by itself."""
    (work, place), now = opened_by(code), clock.now()
    return jsonify(
        shown=rules.shown(work, now).value,
        takes_answers=rules.takes_answers(work, now),
        left=rules.seconds_left(work, now),
        group=place.group_number if place else None,
        is_in=place is not None,
        joined=queries.crowd_of(session(), work).joined,
        answers=answers(questions_for(work, place), place),
    )
