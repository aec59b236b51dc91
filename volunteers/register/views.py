"""What coordinators see: the register, a new volunteer, and each page of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from activities.places.postcodes import of_municipality
from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.bodies.models import Body, BodyKind
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import day, phone, sentence
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, Stale, _l
from kernel.web import lists
from partnership.relations.queries import conditions_of
from partnership.relations.rules import missing_conditions
from volunteers.register import actions, labels, moving, qualifying, queries, rules, saying
from volunteers.register.forms import PARTS, ContactForm, NewForm, PartForm, WhereForm, offer_affiliations
from volunteers.register.models import Affiliation, Volunteer, VolunteerStatus
from volunteers.safeguards import queries as safeguards

blueprint = Blueprint("volunteer_register", __name__, url_prefix="/volunteers/register")
blueprint.register_blueprint(moving.blueprint)
blueprint.register_blueprint(qualifying.blueprint)
STEPS = {"wish": _l("Wishes"), "where": _l("Where"), "when": _l("When"), "contact": _l("Contact")}


def today() -> date:
    """The day in Oslo."""
    return clock.local_date(clock.now())


@dataclass(frozen=True)
class Line:
    """A volunteer as a row of the list, on the page and in a download."""

    id: int
    name: str
    phone: str
    body: str
    status: str
    helps: str
    readiness: str
    drives_until: str
    since: str
    badges: tuple[tuple[Any, str], tuple[Any, str]]


def lines(rows: Sequence[Any]) -> list[Line]:
    """Rows of the register in words."""
    on, made = today(), []
    for row in rows:
        how, ready = saying.status(row, on), queries.standing_of(row, on)
        made.append(
            Line(
                id=row.id,
                name=row.name or _("Name erased"),
                phone=phone(row.phone),
                body=row.body,
                status=_(how[0].msgid),
                helps=saying.helps_in_short(row.kinds),
                readiness=_(labels.STANDINGS[ready].msgid),
                drives_until=day(row.may_drive_until) if row.may_drive_until else "",
                since=day(row.since) if row.since else "",
                badges=(how, (labels.STANDINGS[ready], ready.value)),
            )
        )
    return made


@blueprint.get("/")
@requires(Permission.VOLUNTEER_WRITE)
def index() -> ResponseReturnValue:
    """List the volunteers of the viewer's bodies."""
    viewer = current_viewer()
    wanted = queries.Wanted(*(request.args.get(name, "") for name in ("status", "help", "readiness")))
    body_name = Body.__table__.c.name
    columns = [
        lists.Column("name", _("Name"), alphabetical(Volunteer.name)),
        lists.Column("phone", _("Telephone")),
        lists.Column("status", _("Status"), Volunteer.status),
        lists.Column("helps", _("Can help with")),
        lists.Column("readiness", _("Readiness"), Volunteer.basic_training_to),
        lists.Column("drives_until", _("May drive until"), Volunteer.may_drive_until),
        lists.Column("since", _("Since"), Volunteer.since),
        lists.Column("body", _("For whom"), alphabetical(body_name)),
    ]
    return lists.answer(
        session(),
        queries.narrowed(queries.listed(viewer), wanted, today()),
        columns,
        template="volunteers/register/index.html",
        name="volunteers",
        searched=(Volunteer.name, Volunteer.wish, Volunteer.languages, body_name),
        enrich=lines,
        filters=filters(),
        on=safeguards.on_bodies(session(), viewer.bodies(Permission.VOLUNTEER_WRITE), today()),
    )


def filters() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the register can be narrowed by."""
    statuses = [(each.value, _(label.msgid)) for each, label in labels.STATUSES.items()]
    more = [("paused", _(labels.PAUSED.msgid)), ("back", _("The break is over")), ("renew", _("Must renew something"))]
    return [
        ("status", _("Status"), [("", _("All but those who have ended")), *statuses, *more]),
        ("help", _("Can help with"), [("", _("Anything")), *((one.value, _(it)) for one, it in labels.HELPS.items())]),
        (
            "readiness",
            _("Readiness"),
            [("", _("Any")), *((one.value, _(it.msgid)) for one, it in labels.STANDINGS.items())],
        ),
    ]


@blueprint.get("/new")
@requires(Permission.VOLUNTEER_WRITE)
def new() -> ResponseReturnValue:
    """Show the form that writes down a volunteer."""
    return new_page(new_form(None))


def new_form(sent: Any) -> NewForm:
    """The form with the viewer's bodies for which the wing is on."""
    form, viewer = NewForm(sent), current_viewer()
    own = safeguards.bodies_of(session(), viewer, Permission.VOLUNTEER_WRITE)
    on = safeguards.on_bodies(session(), [body.id for body in own], today())
    own = [body for body in own if body.id in on]
    form.body.choices = [(str(body.id), body.full_name) for body in own]
    offer_affiliations(form.affiliation, own)
    if sent is None and own:
        is_municipality = own[0].kind is BodyKind.MUNICIPALITY
        form.affiliation.data = rules.affiliation_for(is_municipality=is_municipality).value
    return form


def new_page(form: NewForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed; where the wing is off, say so."""
    off = safeguards.bodies_of(session(), current_viewer(), Permission.VOLUNTEER_WRITE)
    return render_template("volunteers/register/new.html", form=form, off=off if not form.body.choices else []), status


@blueprint.post("/new")
@requires(Permission.VOLUNTEER_WRITE)
def enter() -> ResponseReturnValue:
    """Write down a volunteer."""
    form, viewer = new_form(request.form), current_viewer()
    if not form.validate():
        return new_page(form, 422)
    try:
        with transaction() as opened:
            permission = Permission.VOLUNTEER_WRITE
            body = safeguards.get_visible(opened, form.body_id, viewer=viewer, permission=permission)
            volunteer = actions.enter(opened, body, form.draft(), actor_id=viewer.id, at=clock.now())
            address = url_for(".part", volunteer_id=volunteer.id, part="wish")
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return new_page(form, 422)
    return redirect(address, 303)


@blueprint.get("/<int:volunteer_id>/")
@requires(Permission.VOLUNTEER_WRITE)
def show(volunteer_id: int) -> ResponseReturnValue:
    """Show a volunteer: own wish first, what makes them ready, and what can be done."""
    volunteer = queries.get_own(session(), volunteer_id, viewer=current_viewer())
    relation = own_relation(volunteer)
    missing = missing_conditions(relation, conditions_of(session(), relation.id)) if relation else ()
    return render_template(
        "volunteers/register/show.html",
        volunteer=volunteer,
        how=saying.status(volunteer, today()),
        readiness=saying.readiness(volunteer, today()),
        qualifications=queries.qualifications_of(session(), volunteer.id),
        is_open=volunteer.status is not VolunteerStatus.ENDED,
        is_reflexive=volunteer.affiliation is Affiliation.MUNICIPALITY,
        relation=relation,
        missing=missing,
        steps=STEPS,
        labels=labels,
        saying=saying,
    )


def own_relation(volunteer: Volunteer) -> Any:
    """The cooperation in which a municipality's own volunteer helps, if there is one."""
    if volunteer.affiliation is not Affiliation.MUNICIPALITY:
        return None
    return queries.own_relation(session(), volunteer.body_id)


def part_form(volunteer: Volunteer, part: str, sent: Any = None) -> PartForm:
    """The form of one page, with what was sent, or what stands there."""
    form = PARTS[part](sent)
    if isinstance(form, WhereForm):
        known = {
            each.code: each
            for number in queries.grounds_of(session(), volunteer.body)
            for each in of_municipality(number)
        }
        codes = sorted({*known, *rules.split(volunteer.areas)})
        form.areas.choices = [(code, saying.place(code)) for code in codes]
    if isinstance(form, ContactForm):
        offer_affiliations(form.affiliation, [volunteer.body])
    if sent is None:
        form.fill(volunteer)
    return form


@blueprint.get("/<int:volunteer_id>/<any(wish, where, when, contact):part>/")
@requires(Permission.VOLUNTEER_WRITE)
def part(volunteer_id: int, part: str) -> ResponseReturnValue:
    """Show a page of a volunteer."""
    volunteer = queries.get_own(session(), volunteer_id, viewer=current_viewer())
    return part_page(volunteer, part, part_form(volunteer, part))


def part_page(volunteer: Volunteer, part: str, form: PartForm, status: int = 200) -> ResponseReturnValue:
    """Draw a page of a volunteer, with what was typed."""
    names = [_(name) for name in STEPS.values()]
    template = f"volunteers/register/{part}.html"
    return render_template(
        template, volunteer=volunteer, form=form, names=names, place=list(STEPS).index(part) + 1
    ), status


@blueprint.post("/<int:volunteer_id>/<any(wish, where, when, contact):part>/")
@requires(Permission.VOLUNTEER_WRITE)
def keep(volunteer_id: int, part: str) -> ResponseReturnValue:
    """Keep a page of a volunteer and go on to the next."""
    viewer = current_viewer()
    volunteer = queries.get_own(session(), volunteer_id, viewer=viewer)
    form = part_form(volunteer, part, request.form)
    if not form.validate() or form.wants_row:
        return part_page(volunteer, part, form, 422 if form.errors else 200)
    try:
        with transaction() as opened:
            held = queries.get_own(opened, volunteer_id, viewer=viewer, lock=True)
            version = form.version.number
            actions.change(opened, held, form.draft(), version=version, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return part_page(queries.get_own(session(), volunteer_id, viewer=viewer), part, form, 422)
    except Stale:
        volunteer = queries.get_own(session(), volunteer_id, viewer=viewer)
        form.compare(volunteer)
        return part_page(volunteer, part, form, 409)
    flash(_("It is kept."))
    return redirect(next_address(volunteer_id, part), 303)


def next_address(volunteer_id: int, part: str) -> str:
    """The page after a page; after the last, the volunteer."""
    after = list(PARTS)[list(PARTS).index(part) + 1 :]
    if request.form.get("stop") or not after:
        return url_for(".show", volunteer_id=volunteer_id)
    return url_for(".part", volunteer_id=volunteer_id, part=after[0])
