"""What people see: their relations, each with what the slices hang on its page."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from kernel.registry import nav, registry
from kernel.web import lists
from partnership.relations import actions, describing, queries
from partnership.relations.forms import OWN_VOLUNTEERS, RelationForm
from partnership.relations.labels import GROUPS, LASTING
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.relations.queries import Lasting

blueprint = Blueprint("relations", __name__, url_prefix="/partnership/relations")


nav(
    Permission.RELATION_READ,
    _l("Cooperation"),
    "relations.index",
    told=_l("See how each cooperation stands, and go on with it together."),
    place=20,
)
blueprint.register_blueprint(describing.blueprint)
blueprint.add_app_template_global(title_of, "relation_title")


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def index() -> ResponseReturnValue:
    """List the viewer's relations."""
    viewer = current_viewer()
    columns = [
        lists.Column("organisation_name", _("Organisation"), queries.OrganisationBody.c.name),
        lists.Column("municipality", _("Municipality"), queries.MunicipalityBody.c.name),
        lists.Column("scope", _("Area"), Relation.scope),
        *registry.panels["relation.columns"][0](),
        lists.Column("wished_step", _("Wished step"), Relation.wished_step, numeric=True),
    ]

    def enrich(rows: Sequence[Any]) -> Sequence[Any]:
        return list(registry.panels["relation.rows"][0](session(), rows, viewer, clock.now()))

    lasting, group = request.args.get("lasting", Lasting.CURRENT), request.args.get("group", "")
    return lists.answer(
        session(),
        queries.narrowed(queries.listed(viewer), lasting=lasting, group=group),
        columns,
        template="partnership/relations/index.html",
        name="relations",
        searched=(queries.OrganisationBody.c.name, queries.MunicipalityBody.c.name, Relation.scope),
        enrich=enrich,
        own_municipalities=queries.own_municipalities(session(), viewer),
        filters=[
            ("lasting", _("Show"), [(each.value, _(told)) for each, told in LASTING.items()]),
            ("group", _("For whom"), [("", _("Everybody")), *((each.value, _(told)) for each, told in GROUPS.items())]),
        ],
    )


@blueprint.get("/<int:relation_id>/")
@requires(Permission.RELATION_READ)
def show(relation_id: int) -> ResponseReturnValue:
    """Show a relation with its panels."""
    viewer = current_viewer()
    relation = queries.get_visible(session(), relation_id, viewer=viewer)
    cards = describing.shares("relation.card", relation, viewer)
    return render_template(
        "partnership/relations/show.html",
        relation=relation,
        panels=describing.shares("relation.page", relation, viewer),
        cards=sorted(cards, key=lambda card: card.place),
    )


@blueprint.get("/new")
@requires(Permission.RELATION_ADD)
def new() -> ResponseReturnValue:
    """Show the form that begins a relation."""
    return form_page(form_for(None))


def form_for(sent: Any) -> RelationForm:
    """The form with the choices that the viewer has."""
    form = RelationForm(sent)
    own = queries.municipalities_of(session(), current_viewer())
    form.municipality.choices = [(str(each.id), each.full_name) for each in own]
    form.organisation.choices = [
        ("", _("Choose")),
        *((str(number), f"{name} ({org_number})") for number, name, org_number in queries.partners(session())),
        (OWN_VOLUNTEERS, _("The municipality's own volunteers")),
    ]
    return form


def form_page(form: RelationForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("partnership/relations/new.html", form=form), status


@blueprint.post("/new")
@requires(Permission.RELATION_ADD)
def begin() -> ResponseReturnValue:
    """Begin a relation."""
    form = form_for(request.form)
    if request.form.get("organisation") == OWN_VOLUNTEERS:
        form.model.validators = []
    if not form.validate():
        return form_page(form, 422)
    draft = form.draft()
    with transaction() as opened:
        relation = actions.begin(opened, **vars(draft), actor_id=current_viewer().id, at=clock.now())
        opened.flush()
        address = url_for(".show", relation_id=relation.id)
    flash(_("The cooperation is there. Now each side can place it on the staircase."))
    return redirect(address, 303)
