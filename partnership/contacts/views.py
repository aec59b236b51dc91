"""What people see: both sides' contacts, and one's own to write and confirm."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session, transaction
from kernel.forms import BaseForm, Version
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale
from kernel.registry import panel
from partnership.contacts import actions, queries, rules
from partnership.contacts.forms import ContactsForm, named, row_values
from partnership.contacts.queries import Written
from partnership.contacts.rules import Freshness
from partnership.relations import queries as relations
from partnership.relations.cards import Card
from partnership.relations.models import Relation
from partnership.relations.naming import side_name
from partnership.relations.rules import ensure_side, side_of
from partnership.relations.sides import Side

blueprint = Blueprint("contacts", __name__, url_prefix="/partnership/relations/<int:relation_id>/contacts")


class SeenForm(BaseForm):
    """One button: the list that was seen is right."""

    version = Version()


def freshness_of(written: Written, now: datetime) -> Freshness:
    """How a list stands today."""
    return rules.freshness(clock.local_date(written.contacts.confirmed_at), clock.local_date(now))


@panel("relation.card")
def contacts_card(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Card:
    """Say whom to turn to on each side, and whether that is confirmed."""
    lists = queries.lists_of(opened, relation.id)
    own = side_of(relation, viewer, Permission.RELATION_ASSESS)
    firsts = [f"{side_name(relation, side)}: {lists[side].first.name}" for side in Side if side in lists]
    mark = ""
    if own and own not in lists:
        mark = _("Write your own contacts")
    elif own and freshness_of(lists[own], now) is not Freshness.FRESH:
        mark = _("Confirm your contacts")
    return Card(
        title=_("Contacts"),
        text=". ".join(firsts) or _("Nobody is named yet."),
        href=url_for("contacts.index", relation_id=relation.id),
        action=_("See the contacts"),
        place=10,
        mark=mark,
    )


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def index(relation_id: int) -> ResponseReturnValue:
    """Show both sides' contacts."""
    viewer, now = current_viewer(), clock.now()
    relation = relations.get_visible(session(), relation_id, viewer=viewer)
    lists = queries.lists_of(session(), relation_id)
    return render_template(
        "partnership/contacts/index.html",
        relation=relation,
        sides=[(side, side_name(relation, side), lists.get(side)) for side in Side],
        own=side_of(relation, viewer, Permission.RELATION_ASSESS),
        standing={side: freshness_of(written, now).value for side, written in lists.items()},
        confirmed_on={side: clock.local_date(written.contacts.confirmed_at) for side, written in lists.items()},
        valid_to=rules.valid_to,
    )


def writing(relation_id: int, opened: Session | None = None) -> tuple[Relation, Side]:
    """A relation and the side that the viewer writes for; raises NotFound or NotAllowed."""
    viewer = current_viewer()
    relation = relations.get_visible(opened or session(), relation_id, viewer=viewer)
    return relation, ensure_side(relation, viewer)


@blueprint.get("/edit")
@requires(Permission.RELATION_ASSESS)
def edit(relation_id: int) -> ResponseReturnValue:
    """Show the form with one's own side's contacts."""
    relation, side = writing(relation_id)
    written = queries.lists_of(session(), relation_id).get(side)
    kept: dict[str, Any] = {"people": row_values(written.people) if written else []}
    form = ContactsForm(None, **kept, version=str(written.contacts.version if written else 0))
    return edit_page(relation, side, form)


def edit_page(relation: Relation, side: Side, form: ContactsForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    name = side_name(relation, side)
    return render_template("partnership/contacts/edit.html", relation=relation, side_name=name, form=form), status


@blueprint.post("/edit")
@requires(Permission.RELATION_ASSESS)
def write(relation_id: int) -> ResponseReturnValue:
    """Keep one's own side's contacts."""
    relation, side = writing(relation_id)
    form = ContactsForm(request.form)
    if form.wants_row:
        form.validate()
        return edit_page(relation, side, form)
    if not form.validate():
        return edit_page(relation, side, form, 422)
    people, version = form.draft()
    try:
        with transaction() as opened:
            relation, side = writing(relation_id, opened)
            actions.write(
                opened,
                relation,
                side,
                people,
                version=version,
                reference=_("Contact list"),
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        relation, side = writing(relation_id)
        written = queries.lists_of(session(), relation_id).get(side)
        if written is None:
            raise
        if [named(each) for each in written.people] != people:
            form.show_saved({"people": in_words(written)}, written.contacts.version)
            return edit_page(relation, side, form, 409)
    flash(_("Your contacts are kept and confirmed for a year."))
    return redirect(url_for(".index", relation_id=relation_id), 303)


def in_words(written: Written) -> str:
    """A list as one text."""
    told = []
    for each in written.people:
        parts = [each.name, each.title, each.phone, each.email, _("is the first") if each.is_first else ""]
        told.append(", ".join(filter(None, parts)))
    return "; ".join(told)


@blueprint.post("/confirm")
@requires(Permission.RELATION_ASSESS)
def confirm(relation_id: int) -> ResponseReturnValue:
    """Say that one's own side's contacts are still right."""
    form = SeenForm(request.form)
    try:
        with transaction() as opened:
            relation, side = writing(relation_id, opened)
            actions.confirm(
                opened,
                relation,
                side,
                version=form.version.number,
                reference=_("Contact list"),
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        flash(_("The contacts have been changed meanwhile. Look at them again before you confirm."), "warning")
        return redirect(url_for(".index", relation_id=relation_id), 303)
    flash(_("Thank you. Your contacts are confirmed for a year."))
    return redirect(url_for(".index", relation_id=relation_id), 303)
