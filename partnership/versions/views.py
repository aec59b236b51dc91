"""What an administrator sees of the versions of the staircase: taken in, tried dry, proposed, put in force."""

import json

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import CombinedMultiDict

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.documents import BadContent
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, _l, refusal_of
from kernel.registry import nav
from kernel.web.files import answer_with
from partnership.staircase import actions as staircase
from partnership.staircase.models import StaircaseVersion
from partnership.staircase.queries import active_versions, content_of
from partnership.versions import actions, labels, queries, reading, rules, table
from partnership.versions.comparison import Counts
from partnership.versions.forms import DecisionForm, ProposalForm, RemarkForm, UploadForm
from partnership.versions.models import Activation, ActivationStatus

blueprint = Blueprint("versions", __name__, url_prefix="/partnership/versions")
nav(
    Permission.STAIRCASE_MANAGE,
    _l("Versions"),
    "versions.index",
    told=_l("Take in a version of the staircase, see what it would change, and put it in force, two together."),
    place=85,
)


@blueprint.get("/")
@requires(Permission.STAIRCASE_MANAGE)
def index() -> ResponseReturnValue:
    """List the versions, and how far each has come."""
    waiting = {each.staircase_id: each for each in queries.activations(session()) if each.status in rules.OPEN}
    return render_template(
        "partnership/versions/index.html",
        versions=queries.versions(session()),
        waiting=waiting,
        importers=queries.importers(session()),
        labels=labels,
        content_of=content_of,
    )


@blueprint.get("/new")
@requires(Permission.STAIRCASE_MANAGE)
def new() -> ResponseReturnValue:
    """Show the form that takes in a file."""
    return new_page(UploadForm())


def new_page(form: UploadForm, status: int = 200, refusal: str = "") -> ResponseReturnValue:
    """Draw the form that takes in a file, and what was wrong with the last one, as the reader of files says it."""
    return render_template(
        "partnership/versions/new.html", form=form, refusal=refusal, active=active_versions(session())
    ), status


@blueprint.post("/new")
@requires(Permission.STAIRCASE_MANAGE)
def add() -> ResponseReturnValue:
    """Take in a version as a draft."""
    form = UploadForm(CombinedMultiDict([request.files, request.form]))
    if not form.validate():
        return new_page(form, 422)
    upload = form.draft()
    try:
        document = reading.read(upload.name, upload.raw)
        with transaction() as opened:
            version = staircase.import_version(opened, document, actor_id=current_viewer().id, at=clock.now())
            version_id = version.id
    except BadContent as fault:
        return new_page(form, 422, str(fault))
    except NotAllowed as refusal:
        form.complain("file", sentence(refusal))
        return new_page(form, 422)
    flash(_("The version is taken in. See what it would change before you propose it."))
    return redirect(url_for(".show", version_id=version_id), 303)


@blueprint.get("/<int:version_id>/")
@requires(Permission.STAIRCASE_MANAGE)
def show(version_id: int) -> ResponseReturnValue:
    """Show a version, what has been done with it, and what can be done now."""
    return show_page(version_id, ProposalForm(), RemarkForm())


def show_page(version_id: int, proposal: ProposalForm, remark: RemarkForm, status: int = 200) -> ResponseReturnValue:
    """Draw a version's page, with what was typed."""
    version = queries.version(session(), version_id)
    proposals = queries.activations_of(session(), version_id)
    pending = next((each for each in proposals if each.status in rules.OPEN), None)
    if pending is not None and remark.version.data is None:
        remark.version.data = str(pending.version)
    is_mine = pending is not None and pending.proposed_by_id == current_viewer().id
    if is_mine:
        remark.remark.label.text = _("Why do you take it back?")
    return render_template(
        "partnership/versions/show.html",
        version=version,
        content=content_of(version),
        importer=queries.importers(session()).get(version.id),
        proposals=proposals,
        pending=pending,
        refusal=pending and refusal_of_deciding(pending),
        is_mine=is_mine,
        proposal=proposal,
        remark=remark,
        labels=labels,
    ), status


def refusal_of_deciding(pending: Activation) -> NotAllowed | None:
    """Why the viewer cannot put a proposed version in force, if that is so."""
    if pending.status is not ActivationStatus.PROPOSED:
        return None
    return refusal_of(rules.ensure_may_decide, pending, current_viewer().id, active_versions(session()))


@blueprint.get("/<int:version_id>/dry-run")
@requires(Permission.STAIRCASE_MANAGE)
def dry_run(version_id: int) -> ResponseReturnValue:
    """Show how many relations would change level with a version, and how, once that has been counted."""
    version = queries.version(session(), version_id)
    run = queries.dry_run_of(session(), version_id)
    return render_template(
        "partnership/versions/dry_run.html",
        version=version,
        content=content_of(version),
        run=run,
        former=run and content_of(run.former),
        counts=run and Counts.kept(run.counts),
        labels=labels,
    )


@blueprint.post("/<int:version_id>/dry-run")
@requires(Permission.STAIRCASE_MANAGE)
def try_dry(version_id: int) -> ResponseReturnValue:
    """Count what a version would change."""
    with transaction() as opened:
        actions.try_dry(opened, queries.version(opened, version_id), at=clock.now())
    return redirect(url_for(".dry_run", version_id=version_id), 303)


@blueprint.get("/<int:version_id>/json")
@requires(Permission.STAIRCASE_MANAGE)
def as_json(version_id: int) -> ResponseReturnValue:
    """Download a version as it was taken in."""
    version = queries.version(session(), version_id)
    text = json.dumps(version.content, ensure_ascii=False, indent=1)
    return answer_with(text.encode(), "application/json", f"{name_of(version)}.json")


@blueprint.get("/<int:version_id>/csv")
@requires(Permission.STAIRCASE_MANAGE)
def as_csv(version_id: int) -> ResponseReturnValue:
    """Download a version as a table."""
    version = queries.version(session(), version_id)
    text = "\ufeff" + table.written(version.content)
    return answer_with(text.encode(), "text/csv; charset=utf-8", f"{name_of(version)}.csv")


def name_of(version: StaircaseVersion) -> str:
    """A file's name that every machine can keep."""
    return "staircase-" + "".join(sign for sign in version.code if (sign.isascii() and sign.isalnum()) or sign in "-_.")


@blueprint.post("/<int:version_id>/propose")
@requires(Permission.STAIRCASE_MANAGE)
def propose(version_id: int) -> ResponseReturnValue:
    """Propose to put a version in force."""
    form = ProposalForm(request.form)
    if not form.validate():
        return show_page(version_id, form, RemarkForm(), 422)
    try:
        with transaction() as opened:
            version = queries.version(opened, version_id)
            actions.propose(opened, version, valid_from=form.draft(), actor_id=current_viewer().id, at=clock.now())
    except NotAllowed as refusal:
        form.complain("valid_from", sentence(refusal))
        return show_page(version_id, form, RemarkForm(), 422)
    flash(_("The version is proposed. Another administrator puts it in force, or returns it."))
    return redirect(url_for(".show", version_id=version_id), 303)


@blueprint.post("/<int:version_id>/put-in-force")
@requires(Permission.STAIRCASE_MANAGE)
def put_in_force(version_id: int) -> ResponseReturnValue:
    """Put a proposed version in force, at once or on its day."""
    form = DecisionForm(request.form)
    with transaction() as opened:
        pending = found(opened, version_id)
        actions.decide(opened, pending, version=form.version.number, actor_id=current_viewer().id, at=clock.now())
        is_planned = pending.status is ActivationStatus.PLANNED
    flash(_("The version comes in force on its day.") if is_planned else _("The version is in force."))
    return redirect(url_for(".show", version_id=version_id), 303)


@blueprint.post("/<int:version_id>/return")
@requires(Permission.STAIRCASE_MANAGE)
def send_back(version_id: int) -> ResponseReturnValue:
    """Return a proposal, or take one's own back."""
    form = RemarkForm(request.form)
    if not form.validate():
        return show_page(version_id, ProposalForm(), form, 422)
    with transaction() as opened:
        actions.send_back(
            opened,
            found(opened, version_id),
            remark=form.draft(),
            version=form.version.number,
            actor_id=current_viewer().id,
            at=clock.now(),
        )
    flash(_("The proposal is returned. The version is a draft again."))
    return redirect(url_for(".show", version_id=version_id), 303)


def found(opened: Session, version_id: int) -> Activation:
    """The proposal that is last in the row of a version's; raises NotFound or NotAllowed."""
    queries.version(opened, version_id)
    proposals = queries.activations_of(opened, version_id)
    if not proposals:
        raise NotAllowed(_l("Nobody has proposed this version."))
    return proposals[-1]
