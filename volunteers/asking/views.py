"""What a volunteer sees who was asked: what it is about, and two large buttons; no sign-in, and nobody's name."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kernel import clock
from kernel.db import session, transaction
from kernel.lifecycle import NotAllowed, Stale
from volunteers.asking import actions, queries, rules, saying
from volunteers.asking.models import Ask
from volunteers.messages.saying import in_area

blueprint = Blueprint("asking", __name__, url_prefix="/volunteers/answer")
ANSWERS = {"yes": True, "no": False}
LONGEST = 10


@blueprint.get("/<token>/")
def show(token: str) -> ResponseReturnValue:
    """Show what is asked; only a button answers, since programs that read mail open links too."""
    ask = queries.by_token(session(), token, now=clock.now())
    return nobodys() if ask is None else page(token, ask)


def nobodys() -> ResponseReturnValue:
    """Answer a wrong, an old and a foreign link alike."""
    return render_template("volunteers/asking/gone.html"), 404


def page(token: str, ask: Ask, refusal: NotAllowed | Stale | None = None) -> ResponseReturnValue:
    """Draw what is asked, or what became of it; kindly also where it has changed, or does not fit after all."""
    return render_template(
        "volunteers/asking/show.html",
        token=token,
        ask=ask,
        offer=ask.trip.offer,
        shown=rules.shown(ask).value,
        may_fall_out=rules.may_fall_out(ask.trip, ask.volunteer_id),
        is_refused=isinstance(refusal, NotAllowed),
        has_changed=isinstance(refusal, Stale),
        what=saying.what(ask.trip.offer),
        begins=in_area(ask.trip),
        ends=saying.until(ask.trip),
    ), 409 if refusal else 200


@blueprint.post("/<token>/")
def answer(token: str) -> ResponseReturnValue:
    """Take a yes or a no; said twice, it is said once."""
    is_yes, seen = ANSWERS.get(request.form.get("said", "")), request.form.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < LONGEST else -1
    try:
        with transaction() as opened:
            ask = queries.by_token(opened, token, now=clock.now(), lock=True)
            if ask is not None and is_yes is not None:
                actions.answer(opened, ask, is_yes, seen=number, at=clock.now())
    except (NotAllowed, Stale) as refusal:
        ask = queries.by_token(session(), token, now=clock.now())
        return nobodys() if ask is None else page(token, ask, refusal)
    return nobodys() if ask is None else redirect(url_for(".show", token=token), 303)
