"""What people see: the register of organisations, and the form that adds one."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.bodies.models import LANGUAGE_FORM_LABELS, Body
from directory.bodies.rules import read_org_number
from directory.municipalities import queries as municipalities
from directory.municipalities.models import County
from directory.organisations import actions, looking_up, queries
from directory.organisations.forms import OrganisationDraft, OrganisationForm
from directory.organisations.looking_up import Finding
from directory.organisations.models import ORGANISATION_KIND_LABELS, Organisation
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.forms import clean
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from kernel.registry import nav
from kernel.web.lists import Column, answer

LONGEST_ASKED = 200

blueprint = Blueprint("organisations", __name__, url_prefix="/directory/organisations")
nav(
    Permission.REGISTER_READ,
    _l("Organisations"),
    "organisations.index",
    told=_l("Find an organisation by its name, number or home municipality."),
    place=70,
)


@blueprint.get("/")
@requires(Permission.REGISTER_READ)
def index() -> ResponseReturnValue:
    """List the register."""
    kinds = [("", _("All kinds")), *((one.value, _(label)) for one, label in ORGANISATION_KIND_LABELS.items())]
    return answer(
        session(),
        queries.narrowed(queries.register(), kind=request.args.get("kind", "")),
        columns(),
        template="directory/organisations/index.html",
        name="organisations",
        searched=(Organisation.name, Organisation.org_number, queries.HOME_BODY.c.name, County.name),
        filters=[("kind", _("Kind"), kinds)],
        kind_labels=ORGANISATION_KIND_LABELS,
        may_add=current_viewer().may(Permission.ORGANISATION_ADD),
    )


def columns() -> list[Column]:
    """The columns of the list, named in the person's language."""
    return [
        Column("name", _("Organisation"), alphabetical(Organisation.name)),
        Column("org_number", _("Organisation number"), Organisation.org_number),
        Column("organisation_kind", _("Kind"), Organisation.organisation_kind),
        Column("home", _("Home municipality"), alphabetical(queries.HOME_BODY.c.name)),
        Column("county", _("County"), alphabetical(County.name)),
    ]


@blueprint.get("/<int:organisation_id>/")
@requires(Permission.REGISTER_READ)
def show(organisation_id: int) -> ResponseReturnValue:
    """Show an organisation."""
    found = queries.organisation(session(), organisation_id)
    if found is None:
        abort(404)
    return render_template(
        "directory/organisations/show.html",
        organisation=found,
        kind_label=ORGANISATION_KIND_LABELS[found.organisation_kind],
        form_label=LANGUAGE_FORM_LABELS[found.language_form],
    )


@blueprint.get("/new")
@requires(Permission.ORGANISATION_ADD)
def new() -> ResponseReturnValue:
    """Show the form that adds an organisation, with what the registers say of the one that was looked up."""
    asked = clean(request.args.get("find", ""))[:LONGEST_ASKED]
    if not asked:
        return new_page(offered(OrganisationForm()))
    finding = looking_up.look_up(asked)
    known = looking_up.values_of(finding.entry) if finding.entry else {"org_number": read_org_number(asked) or ""}
    return new_page(offered(OrganisationForm(**known)), asked=asked, finding=finding)


def offered(form: OrganisationForm) -> OrganisationForm:
    """The form with its choices in the person's language."""
    form.offer(
        kinds=[(one.value, _(label)) for one, label in ORGANISATION_KIND_LABELS.items()],
        homes=municipalities.municipality_choices(session()),
        language_forms=[(one.value, _(label)) for one, label in LANGUAGE_FORM_LABELS.items()],
    )
    return form


def new_page(
    form: OrganisationForm, status: int = 200, *, asked: str = "", finding: Finding | None = None
) -> ResponseReturnValue:
    """Draw the form, with what was typed or found."""
    drawn = render_template("directory/organisations/new.html", form=form, asked=asked, finding=finding)
    return drawn, status


@blueprint.post("/new")
@requires(Permission.ORGANISATION_ADD)
def add() -> ResponseReturnValue:
    """Add an organisation; one that is there already is shown instead."""
    form = offered(OrganisationForm(request.form))
    if not form.validate():
        return new_page(form, 422)
    draft = form.draft()
    there = queries.body_by_number(session(), draft.org_number)
    if there is None:
        try:
            added_id = keep(draft)
        except IntegrityError:  # somebody added the same number in the same moment
            there = queries.body_by_number(session(), draft.org_number)
        else:
            flash(_("The organisation is added."))
            return redirect(url_for(".show", organisation_id=added_id), 303)
    return already_there(form, there)


def keep(draft: OrganisationDraft) -> int:
    """Keep a new organisation and give its id."""
    is_voluntary = looking_up.is_voluntary(draft.org_number)  # before the transaction, which waits for nobody
    with transaction() as opened:
        home = municipalities.municipality(opened, draft.home_number) if draft.home_number else None
        added = actions.add(
            opened,
            name=draft.name,
            org_number=draft.org_number,
            kind=draft.kind,
            home=home,
            language_form=draft.language_form,
            about=draft.about,
            is_voluntary=is_voluntary,
            actor_id=current_viewer().id,
            at=clock.now(),
        )
        return added.id


def already_there(form: OrganisationForm, there: Body | None) -> ResponseReturnValue:
    """Lead to the organisation that has the number, or say whose the number is."""
    if isinstance(there, Organisation):
        flash(_("This organisation is already in the register. Nothing was changed."), "info")
        return redirect(url_for(".show", organisation_id=there.id), 303)
    name = there.full_name if there else ""
    form.complain("org_number", _("This number belongs to %(name)s, which is no voluntary organisation.", name=name))
    return new_page(form, 422)
