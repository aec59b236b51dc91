"""What the applicant sees of its partners: who takes part, with what, and who has confirmed."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from grants.applications.models import Application, Partner
from grants.applications.queries import folder as folder_of
from grants.applications.queries import partners_of
from grants.applications.rules import closes_at, ensure_may_write
from grants.applications.views import context, find
from grants.calls.content import Automatic, Content, Page
from grants.partners import actions, queries, rules
from grants.partners.labels import badge_of
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import ngettext, sentence

blueprint = Blueprint("partners", __name__, url_prefix="/grants/applications/<ref:reference>/edit/partners")
blueprint.add_app_template_global(badge_of, "partner_badge")


def reading(reference: str) -> Application:
    """A draft that the viewer may write in; raises NotFound or NotAllowed."""
    application = find(reference)
    ensure_may_write(application, current_viewer())
    return application


@contextmanager
def writing(reference: str) -> Iterator[tuple[Session, Application, list[Partner]]]:
    """Hold a draft that the viewer may write in, with its partners, until what happens has happened."""
    with transaction() as opened:
        application = find(reference, opened, lock=True)
        ensure_may_write(application, current_viewer())
        yield opened, application, partners_of(opened, application)


def one_of(partners: list[Partner], partner_id: int) -> Partner:
    """The partner with an id; raises NotFound."""
    partner = next((each for each in partners if each.id == partner_id), None)
    if partner is None:
        raise NotFound
    return partner


@blueprint.get("/")
@requires(Permission.APPLICATION_WRITE)
def index(reference: str) -> ResponseReturnValue:
    """Show the partners, and how each confirmation stands."""
    application, now = reading(reference), clock.now()
    folder = folder_of(session(), application)
    page, following = pages_of(folder.content)
    reached = queries.reached(session(), folder.partners)
    refusals = {
        partner.id: rules.refusal_to_ask(partner, now, is_reached=partner.id in reached) for partner in folder.partners
    }
    taken = {partner.body_id for partner in folder.partners}
    return render_template(
        "grants/partners/index.html",
        page=page,
        following=following,
        refusals={number: sentence(refusal) for number, refusal in refusals.items() if refusal},
        just_asked={partner.id for partner in folder.partners if rules.is_just_asked(partner, now)},
        set_aside=rules.set_aside(folder.partners),
        at_hand=[body for body in queries.at_hand(session(), folder) if body.id not in taken],
        has_room=len(folder.partners) < rules.MOST_PARTNERS,
        closes_at=closes_at(application),
        **context(folder),
    )


def pages_of(content: Content) -> tuple[Page, Page | None]:
    """The form's page about partners and the one after it; raises NotFound where it has none."""
    for place, page in enumerate(content.pages):
        if any(question.automatic is Automatic.PARTNERS for question in page.questions):
            return page, next(iter(content.pages[place + 1 :]), None)
    raise NotFound


@blueprint.post("/ask")
@requires(Permission.APPLICATION_WRITE)
def ask_all(reference: str) -> ResponseReturnValue:
    """Ask everybody who has not answered."""
    with writing(reference) as (opened, _application, partners):
        reached = queries.reached(opened, partners)
        asked = actions.ask_all(opened, partners, reached=reached, actor_id=current_viewer().id, now=clock.now())
        count = len(asked)
    if count:
        flash(ngettext("%(num)d partner gets an e-mail now.", "%(num)d partners get an e-mail now.", count))
    else:
        flash(_("Nobody was asked now. Below it says why."), "info")
    return redirect(url_for(".index", reference=reference), 303)


@blueprint.post("/<int:partner_id>/ask")
@requires(Permission.APPLICATION_WRITE)
def ask(reference: str, partner_id: int) -> ResponseReturnValue:
    """Ask one partner."""
    with writing(reference) as (opened, _application, partners):
        partner = one_of(partners, partner_id)
        is_reached = partner.id in queries.reached(opened, [partner])
        is_sent = actions.ask(opened, partner, is_reached=is_reached, actor_id=current_viewer().id, now=clock.now())
        name = partner.name
    if is_sent:
        flash(_("%(name)s gets an e-mail now.", name=name))
    else:
        flash(_("%(name)s was asked less than an hour ago, so no new e-mail is sent.", name=name), "info")
    return redirect(url_for(".index", reference=reference), 303)


@blueprint.post("/<int:partner_id>/remove")
@requires(Permission.APPLICATION_WRITE)
def remove(reference: str, partner_id: int) -> ResponseReturnValue:
    """Take a partner out; one that is gone already stays gone."""
    with writing(reference) as (opened, _application, partners):
        for partner in partners:
            if partner.id == partner_id:
                actions.remove(opened, partner, actor_id=current_viewer().id, at=clock.now())
    flash(_("The partner is no longer in the application."))
    return redirect(url_for(".index", reference=reference), 303)
