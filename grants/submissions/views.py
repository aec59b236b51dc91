"""What people see when an application is sent: the last step, the receipt, copies, withdrawal and reopening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    get_template_attribute,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from directory.accounts.queries import myself
from directory.municipalities.queries import names
from grants.applications.labels import SIGNED_AS
from grants.applications.models import Application, ApplicationStatus
from grants.applications.queries import Folder, folder
from grants.applications.rules import closes_at, ensure_own, may_write
from grants.applications.views import check_page, find, standings
from grants.calls import queries as calls
from grants.submissions import actions, document, portal, queries, rules, snapshot
from grants.submissions.forms import ReopeningForm, SubmitDraft, SubmitForm, submit_form
from grants.submissions.wording import moment_in_full
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale, _l, refusal_of
from kernel.pdf.document import render
from kernel.registry import Panel, panel
from kernel.web.arrival import came_at
from kernel.web.files import answer_with
from kernel.web.page import demo_mark

blueprint = Blueprint("submissions", __name__, url_prefix="/grants")


@dataclass(frozen=True)
class LastStep:
    """The last step as the check page draws it: the form, or why the application cannot be sent."""

    application: Application
    form: SubmitForm
    refusal: NotAllowed | None
    last_second: str
    unconfirmed: Sequence[tuple[str, int]]
    has_money: bool
    summary: Markup


@panel("application.check")
def last_step(
    _opened: Session, found: Folder, viewer: Viewer, now: datetime, *, send: SubmitForm | None = None
) -> Panel | None:
    """Draw the last step below the answers, for those who may send."""
    if not may_write(found.application, viewer):
        return None
    form = send or submit_form(found, None, version=str(rules.version_of(found)))
    step = LastStep(
        application=found.application,
        form=form,
        refusal=refusal_of(rules.ensure_may_submit, found, now),
        last_second=moment_in_full(closes_at(found.application)),
        unconfirmed=[(each.name, each.amount) for each in found.partners if each.confirmed_at is None],
        has_money=found.content.has_money,
        summary=get_template_attribute("macros/forms.html", "error_summary")(form),
    )
    return Panel("grants/submissions/send.html", step)


@panel("application.page")
def ways_on(_opened: Session, found: Folder, viewer: Viewer, _now: datetime) -> Panel | None:
    """Draw the ways to receipt, copy and withdrawal on the application's page."""
    if not rules.may_copy(found, viewer):
        return None
    is_own = viewer.may(Permission.APPLICATION_WRITE, found.application.applicant_id)
    may_withdraw = is_own and rules.may_withdraw(found.application)
    is_waiting = is_own and found.application.status is ApplicationStatus.SUBMITTED
    content = {"application": found.application, "may_withdraw": may_withdraw, "is_waiting": is_waiting}
    return Panel("grants/submissions/ways_on.html", content)


@blueprint.post("/applications/<ref:reference>/submit")
@requires(Permission.APPLICATION_WRITE)
def submit(reference: str) -> ResponseReturnValue:
    """Send an application; what counts is when it came to us, not when its turn came."""
    now = came_at()
    found = folder(session(), find(reference))
    ensure_own(found.application, current_viewer())
    form = submit_form(found, request.form)
    if found.application.status is ApplicationStatus.DRAFT and not form.validate():
        return check_page(found, status=422, send=form)
    try:
        is_new = send(reference, form.draft(), now)
    except NotAllowed as refusal:
        return check_again(reference, form, refusal, 422)
    except Stale:
        changed = NotAllowed(
            _l("Somebody has changed the application since you opened this page. Look it over again before you send.")
        )
        return check_again(reference, form, changed, 409)
    if is_new:
        flash(_("The application is sent."))
    return redirect(url_for(".receipt", reference=found.application.reference), 303)


def send(reference: str, draft: SubmitDraft, now: datetime) -> bool:
    """Send an application while nobody else can write in it; raises NotAllowed or Stale."""
    viewer = current_viewer()
    with transaction() as opened:
        application = find(reference, opened, lock=True)
        ensure_own(application, viewer)
        return actions.submit(
            opened,
            folder(opened, application),
            signed_as=draft.signed_as,
            actor=myself(opened, viewer),
            version=draft.version,
            now=now,
        )


def check_again(reference: str, form: SubmitForm, refusal: NotAllowed, status: int) -> ResponseReturnValue:
    """Show the answers as they are now, with what kept the application from being sent."""
    found = folder(session(), find(reference))
    if found.application.status is not ApplicationStatus.DRAFT:
        raise refusal
    form.show_saved({}, rules.version_of(found))
    form.refuse(sentence(refusal))
    return check_page(found, status=status, send=form)


def find_copy(reference: str) -> Folder:
    """An application that the viewer may take a copy of; raises NotFound."""
    found = folder(session(), find(reference))
    if not rules.may_copy(found, current_viewer()):
        raise NotFound
    return found


def find_sent(reference: str) -> Folder:
    """The same of one that has been sent; raises NotAllowed for a draft."""
    found = find_copy(reference)
    if not rules.is_sent(found.application):
        raise NotAllowed(_l("This application is a draft and has no receipt. It counts when it is sent."))
    return found


@blueprint.get("/applications/<ref:reference>/receipt/")
@requires(Permission.APPLICATION_READ)
def receipt(reference: str) -> ResponseReturnValue:
    """Show what was received when, and what happens next."""
    found = find_sent(reference)
    application, kept = found.application, found.application.snapshot or {}
    return render_template(
        "grants/submissions/receipt.html",
        application=application,
        content=found.content,
        kept=kept,
        sent_at=moment_in_full(application.submitted_at or application.created_at),
        authority=_(SIGNED_AS[application.signed_as]) if application.signed_as else "",
        unconfirmed=snapshot.unconfirmed(kept),
    )


@blueprint.get("/applications/<ref:reference>/receipt.pdf")
@requires(Permission.APPLICATION_READ)
def receipt_pdf(reference: str) -> ResponseReturnValue:
    """Give the copy of what was sent."""
    return pdf(find_sent(reference))


@blueprint.get("/applications/<ref:reference>/copy/")
@requires(Permission.APPLICATION_READ)
def copy(reference: str) -> ResponseReturnValue:
    """Show an application as plain text, a box for each question."""
    found = find_copy(reference)
    return render_template(
        "grants/submissions/copy.html",
        application=found.application,
        facts=portal.facts(found),
        said=portal.answered(found, **told(found)),
    )


@blueprint.get("/applications/<ref:reference>/copy.txt")
@requires(Permission.APPLICATION_READ)
def copy_txt(reference: str) -> ResponseReturnValue:
    """Give an application as a plain text."""
    found = find_copy(reference)
    text = portal.as_text(found, portal.answered(found, **told(found)))
    return answer_with(text.encode(), "text/plain; charset=utf-8", f"{found.application.reference}.txt")


@blueprint.get("/applications/<ref:reference>/copy.pdf")
@requires(Permission.APPLICATION_READ)
def copy_pdf(reference: str) -> ResponseReturnValue:
    """Give an application as a PDF."""
    return pdf(find_copy(reference))


def told(found: Folder) -> dict[str, Any]:
    """What a copy says beside the answers: what municipalities are called, and where the cooperation stands."""
    called = names(session())
    return {"municipality": lambda number: called.get(number, number), "standings": standings(found)}


def pdf(found: Folder) -> Response:
    """Answer with the copy as a PDF."""
    made = document.copy(found, **told(found), mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"{found.application.reference}.pdf")


@blueprint.get("/applications/<ref:reference>/withdraw/")
@requires(Permission.APPLICATION_WRITE)
def withdrawal(reference: str) -> ResponseReturnValue:
    """Show what withdrawing means."""
    application = find(reference)
    ensure_own(application, current_viewer())
    rules.ensure_may_withdraw(application)
    return render_template("grants/submissions/withdraw.html", application=application)


@blueprint.post("/applications/<ref:reference>/withdraw/")
@requires(Permission.APPLICATION_WRITE)
def withdraw(reference: str) -> ResponseReturnValue:
    """Withdraw an application."""
    with transaction() as opened:
        application = find(reference, opened, lock=True)
        ensure_own(application, current_viewer())
        actions.withdraw(opened, application, actor_id=current_viewer().id, at=clock.now())
    flash(_("The application is withdrawn."))
    return redirect(url_for("applications.show", reference=reference), 303)


@blueprint.get("/calls/<code>/reopening/")
@requires(Permission.APPLICATION_CHECK)
def reopening(code: str) -> ResponseReturnValue:
    """Show what can be reopened for one applicant."""
    return reopening_page(code, ReopeningForm(None, reference=request.args.get("reference", "")))


def reopening_page(code: str, form: ReopeningForm, status: int = 200) -> ResponseReturnValue:
    """Draw the reopening, with what was typed."""
    call = calls.get_published(session(), code, today=clock.local_date(clock.now()))
    content = calls.content_of(call)
    reopened = queries.reopened(session(), call.id, clock.now())
    given = {"call": call, "content": content, "form": form, "reopened": reopened}
    return render_template("grants/submissions/reopening.html", **given), status


@blueprint.post("/calls/<code>/reopening/")
@requires(Permission.APPLICATION_CHECK)
def reopen(code: str) -> ResponseReturnValue:
    """Reopen an application for one applicant, with a reason."""
    form, now, viewer = ReopeningForm(request.form), clock.now(), current_viewer()
    if not form.validate():
        return reopening_page(code, form, 422)
    draft = form.draft()
    try:
        with transaction() as opened:
            call = calls.get_published(opened, code, today=clock.local_date(now))
            named = queries.named(opened, call, draft.reference)
            rules.ensure_no_part(viewer, named)
            reopened = actions.reopen(
                opened, named, reason=draft.reason, until=draft.until, actor_id=viewer.id, now=now
            ).reference
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return reopening_page(code, form, 422)
    when = moment_in_full(draft.until)
    flash(_("%(reference)s is reopened until %(when)s. The applicant is told.", reference=reopened, when=when))
    return redirect(url_for(".reopening", code=code), 303)
