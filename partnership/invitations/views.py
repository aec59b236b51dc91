"""What people see: whom a municipality has invited, the form that invites, and the link that a leader opens."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.guard import current_viewer, requires, viewer_or_none
from directory.accounts.permissions import Permission
from directory.accounts.views import welcome
from directory.bodies.models import Body
from directory.bodies.rules import read_org_number
from directory.organisations import looking_up
from directory.organisations.looking_up import Finding
from directory.organisations.models import Organisation
from directory.organisations.queries import body_by_number
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.forms import clean
from kernel.i18n import gettext as _
from kernel.i18n import language, sentence
from kernel.lifecycle import NotAllowed
from kernel.web.lists import Column, answer
from partnership.invitations import actions, asked, queries, rules
from partnership.invitations.actions import Moment
from partnership.invitations.forms import InvitationDraft, InvitationForm
from partnership.invitations.models import Invitation
from partnership.invitations.newcomers import Newcomer, known_or_added, newcomer_of
from partnership.relations.queries import municipalities_of

LONGEST_SOUGHT = 200

blueprint = Blueprint("relation_invitations", __name__, url_prefix="/partnership/invitations")
blueprint.register_blueprint(asked.blueprint)


def moment() -> Moment:
    """When this happens."""
    return Moment(clock.now(), clock.real())


@blueprint.get("/")
@requires(Permission.RELATION_ADD)
def index() -> ResponseReturnValue:
    """List the invitations that nobody has answered yet."""
    columns = [
        Column("organisation", _("Organisation"), alphabetical(queries.OrganisationBody.c.name)),
        Column("leader_name", _("Invited"), alphabetical(Invitation.leader_name)),
        Column("email", _("E-mail address"), Invitation.email),
        Column("sent_at", _("Sent"), Invitation.sent_at),
        Column("expires_at", _("The link lasts until"), Invitation.expires_at),
    ]
    return answer(
        session(),
        queries.listed(current_viewer()),
        columns,
        template="partnership/invitations/index.html",
        name="invitations",
        searched=(queries.OrganisationBody.c.name, Invitation.leader_name, Invitation.email),
        now=clock.real(),
        in_domain=clock.in_domain,
    )


@blueprint.get("/new")
@requires(Permission.RELATION_ADD)
def new() -> ResponseReturnValue:
    """Show the form, with what Trinn or the registers know of the organisation that was looked up."""
    sought = clean(request.args.get("find", ""))[:LONGEST_SOUGHT]
    number = read_org_number(sought)
    known = body_by_number(session(), number) if number else None
    finding = looking_up.look_up(sought) if sought and not isinstance(known, Organisation) else None
    values = looking_up.values_of(finding.entry) if finding and finding.entry else {}
    prefilled = {"org_number": number or "", "name": values.get("name", "")}
    return new_page(form_for(None, prefilled), sought=sought, finding=finding)


def form_for(sent: Any, known: Mapping[str, str] | None = None) -> InvitationForm:
    """The form, which asks for what is not known of the organisation that it names."""
    form = InvitationForm(sent, **(known or {}))
    form.offer([(str(each.id), each.full_name) for each in municipalities_of(session(), current_viewer())])
    body = body_named_by(form)
    if isinstance(body, Organisation):
        form.know(is_staffed=bool(queries.staff_of(session(), body.id)))
    return form


def body_named_by(form: InvitationForm) -> Body | None:
    """The body that has the number in the form."""
    number = read_org_number(form.org_number.data or "")
    return body_by_number(session(), number) if number else None


def new_page(
    form: InvitationForm, status: int = 200, *, sought: str = "", finding: Finding | None = None
) -> ResponseReturnValue:
    """Draw the form, with what was typed or found."""
    body = body_named_by(form)
    drawn = render_template(
        "partnership/invitations/new.html",
        form=form,
        sought=sought,
        finding=finding,
        known=body if isinstance(body, Organisation) else None,
        is_staffed="email" not in form,
    )
    return drawn, status


@blueprint.post("/new")
@requires(Permission.RELATION_ADD)
def invite() -> ResponseReturnValue:
    """Invite an organisation; one that is not in the register is added to it."""
    form = form_for(request.form)
    if not form.validate():
        return new_page(form, 422)
    draft = form.draft()
    newcomer = newcomer_of(draft.org_number, draft.name) if draft.name else Newcomer("")
    try:
        address = keep(draft, newcomer)
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return new_page(form, 422)
    except IntegrityError:  # somebody added the same number in the same moment
        address = keep(draft, newcomer)
    flash(_("The invitation is on its way."))
    return redirect(address, 303)


def keep(draft: InvitationDraft, newcomer: Newcomer) -> str:
    """Keep an invitation, and give the address of its page; raises NotAllowed."""
    with transaction() as opened:
        own = {each.id: each for each in municipalities_of(opened, current_viewer())}
        municipality, now, actor_id = own[draft.municipality_id], moment(), current_viewer().id
        invitation = actions.invite(
            opened,
            municipality_id=municipality.id,
            organisation=known_or_added(
                opened, draft.org_number, newcomer, home=municipality, actor_id=actor_id, at=now.at
            ),
            scope="",
            leader=draft.leader,
            actor_id=actor_id,
            moment=now,
        )
        opened.flush()
        return url_for(".show", invitation_id=invitation.id)


@blueprint.get("/sent/<int:invitation_id>/")
@requires(Permission.RELATION_ADD)
def show(invitation_id: int) -> ResponseReturnValue:
    """Show an invitation to those who sent it."""
    return sent_page(queries.get_sent(session(), invitation_id, viewer=current_viewer()))


def sent_page(invitation: Invitation) -> ResponseReturnValue:
    """Draw an invitation that one has sent."""
    now = clock.real()
    return render_template(
        "partnership/invitations/show.html",
        invitation=invitation,
        is_staffed=bool(queries.staff_of(session(), invitation.organisation_id)),
        is_just_sent=rules.is_just_sent(invitation, now),
        has_expired=rules.has_expired(invitation, now),
        in_domain=clock.in_domain,
    )


def held(opened: Session, invitation_id: int) -> Invitation:
    """An invitation that the viewer's municipality has sent, until what happens has happened."""
    return queries.get_sent(opened, invitation_id, viewer=current_viewer(), lock=True)


@blueprint.post("/sent/<int:invitation_id>/send-again")
@requires(Permission.RELATION_ADD)
def send_again(invitation_id: int) -> ResponseReturnValue:
    """Send an invitation with a new link."""
    with transaction() as opened:
        invitation = held(opened, invitation_id)
        is_sent = actions.send_again(opened, invitation, actor_id=current_viewer().id, moment=moment())
    if is_sent:
        flash(_("The invitation is on its way, with a new link. The old link no longer works."))
    else:
        flash(_("It was sent less than an hour ago, so no new e-mail is sent."), "info")
    return redirect(url_for(".show", invitation_id=invitation_id), 303)


@blueprint.post("/sent/<int:invitation_id>/withdraw")
@requires(Permission.RELATION_ADD)
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Withdraw an invitation; one that is withdrawn already stays so."""
    with transaction() as opened:
        invitation = held(opened, invitation_id)
        actions.withdraw(opened, invitation, actor_id=current_viewer().id, at=clock.now())
    flash(_("The invitation is withdrawn, and its link no longer works."))
    return redirect(url_for(".index"), 303)


@blueprint.get("/<token>/")
def open_link(token: str) -> ResponseReturnValue:
    """Show who invites, and two buttons; only a button answers, since programs that read mail open links too."""
    invitation = queries.by_token(session(), token)
    if invitation is None or not is_open(session(), invitation):
        return led_on(invitation)
    return render_template("partnership/invitations/invitation.html", token=token, invitation=invitation)


def is_open(opened: Session, invitation: Invitation) -> bool:
    """Whether a link may still be answered: it is fresh, and the organisation has got no people meanwhile."""
    is_staffed = bool(queries.staff_of(opened, invitation.organisation_id))
    return rules.is_usable(invitation, clock.real()) and not is_staffed


def led_on(invitation: Invitation | None) -> ResponseReturnValue:
    """Lead whoever has said yes to what they said yes to; answer wrong, old, used and foreign links alike."""
    viewer = viewer_or_none()
    if invitation is not None and invitation.relation_id and viewer and viewer.id == invitation.closed_by_id:
        return redirect(url_for("relations.show", relation_id=invitation.relation_id), 303)
    return render_template("partnership/invitations/gone.html"), 404


@blueprint.post("/<token>/")
def accept(token: str) -> ResponseReturnValue:
    """Take the answer of whoever came by a link, once: a yes makes the account, signs in and begins."""
    if "decline" in request.form:
        return decline(token)
    if "accept" not in request.form:
        abort(400)
    try:
        signed_in = answered(token)
    except IntegrityError:  # the same address said yes to another organisation in the same moment
        signed_in = answered(token)
    invitation = queries.by_token(session(), token)
    if invitation is None or signed_in is None:
        return led_on(invitation)
    return welcome(signed_in, url_for("placements.quick_start", relation_id=invitation.relation_id))


def answered(token: str) -> str | None:
    """Accept an invitation, and give the token of a new session; None where the link no longer counts."""
    now = moment()
    with transaction() as opened:
        invitation = queries.by_token(opened, token, lock=True)
        if invitation is None or not rules.is_usable(invitation, now.real):
            return None
        person = actions.become_leader(opened, invitation, language=language(), at=now.at)
        return accounts.sign_in(opened, person, now=now.real, at=now.at, by_link=True) if person else None


def decline(token: str) -> ResponseReturnValue:
    """Take a no thank you from whoever came by a link."""
    with transaction() as opened:
        invitation = queries.by_token(opened, token, lock=True)
        may_answer = invitation is not None and is_open(opened, invitation)
        if invitation is not None and may_answer:
            actions.decline(opened, invitation, person_id=None, at=clock.now())
    if not may_answer:
        return led_on(invitation)
    flash(_("Your answer is on its way. You need not do more."))
    return redirect(url_for("front.home"), 303)
