"""What coordinators note: courses, declarations and licences, and that a certificate was shown; never the paper."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from partnership.quality.labels import BASES, BASES_TOLD
from partnership.quality.models import LegalBasis
from volunteers.register import actions, queries
from volunteers.register.models import Volunteer
from volunteers.register.moving_forms import CertificateForm, QualificationForm

blueprint = Blueprint("qualifying", __name__, url_prefix="/<int:volunteer_id>")


@blueprint.get("/qualifications/new")
@requires(Permission.VOLUNTEER_WRITE)
def new(volunteer_id: int) -> ResponseReturnValue:
    """Show the form that notes a course, a declaration or a licence."""
    volunteer = queries.get_own(session(), volunteer_id, viewer=current_viewer())
    return page(volunteer, QualificationForm())


def page(volunteer: Volunteer, form: QualificationForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("volunteers/register/qualification.html", volunteer=volunteer, form=form), status


@blueprint.post("/qualifications/new")
@requires(Permission.VOLUNTEER_WRITE)
def note(volunteer_id: int) -> ResponseReturnValue:
    """Note a course, a declaration or a licence."""
    form = QualificationForm(request.form)
    if form.validate() and kept(volunteer_id, form, "done_on"):
        return redirect(url_for("volunteer_register.show", volunteer_id=volunteer_id, _anchor="ready"), 303)
    return page(queries.get_own(session(), volunteer_id, viewer=current_viewer()), form, 422)


def kept(volunteer_id: int, form: Any, field: str) -> bool:
    """Whether what was filled in could be noted; else the form says why not, at a field or as a whole."""
    viewer = current_viewer()
    try:
        with transaction() as opened:
            volunteer = queries.get_own(opened, volunteer_id, viewer=viewer, lock=True)
            actions.qualify(opened, volunteer, form.draft(), actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.complain(field, sentence(refusal))
        return False
    flash(_("It is noted."))
    return True


@blueprint.post("/qualifications/<int:qualification_id>/take-away")
@requires(Permission.VOLUNTEER_WRITE)
def take_away(volunteer_id: int, qualification_id: int) -> ResponseReturnValue:
    """Take away what was noted by mistake."""
    viewer = current_viewer()
    with transaction() as opened:
        volunteer = queries.get_own(opened, volunteer_id, viewer=viewer, lock=True)
        actions.unqualify(opened, volunteer, qualification_id, actor_id=viewer.id, at=clock.now())
    flash(_("It is taken away."))
    return redirect(url_for("volunteer_register.show", volunteer_id=volunteer_id, _anchor="ready"), 303)


@blueprint.get("/police-certificate")
@requires(Permission.VOLUNTEER_WRITE)
def certificate(volunteer_id: int) -> ResponseReturnValue:
    """Show the form for a police certificate: the legal basis first, and only with one the rest."""
    volunteer = queries.get_own(session(), volunteer_id, viewer=current_viewer())
    return certificate_page(volunteer, CertificateForm(None, legal_basis=request.args.get("basis", "")))


def certificate_page(volunteer: Volunteer, form: CertificateForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form; without a legal basis nothing can be filled in."""
    basis = form.legal_basis.data if form.legal_basis.data in set(LegalBasis) else None
    may_show = basis is not None and basis != LegalBasis.NONE
    if not may_show:
        form.disable()
    return render_template(
        "volunteers/register/certificate.html",
        volunteer=volunteer,
        form=form,
        basis=basis,
        may_show=may_show,
        bases=[(each.value, BASES[each].msgid, BASES_TOLD[each]) for each in LegalBasis],
    ), status


@blueprint.post("/police-certificate")
@requires(Permission.VOLUNTEER_WRITE)
def note_certificate(volunteer_id: int) -> ResponseReturnValue:
    """Note that a police certificate was shown, when and to whom; without a legal basis nothing is noted."""
    form = CertificateForm(request.form)
    if form.validate() and kept(volunteer_id, form, "legal_basis"):
        return redirect(url_for("volunteer_register.show", volunteer_id=volunteer_id, _anchor="ready"), 303)
    volunteer = queries.get_own(session(), volunteer_id, viewer=current_viewer())
    return certificate_page(volunteer, form, 422)
