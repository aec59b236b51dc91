"""What people see of the formal check: the caseworker's page, and what the applicant is asked to put right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from grants.applications.models import Application, ApplicationStatus
from grants.applications.queries import Folder
from grants.applications.rules import closes_at
from grants.applications.views import PAGE_PANELS, find
from grants.calls.content import Content
from grants.calls.queries import content_of
from grants.eligibility import actions, labels, queries, rules
from grants.eligibility.checking import RULES, Finding, rules_of
from grants.eligibility.forms import CheckDraft, CheckForm, check_form, values_of
from grants.eligibility.models import CheckStatus, FormalCheck, RuleVerdict, Verdict
from grants.eligibility.rules import Ruling
from grants.eligibility.wording import worded
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import force_locale, sentence
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, Stale, ensure_current
from kernel.registry import Panel, panel

blueprint = Blueprint("eligibility", __name__, url_prefix="/grants/applications/<ref:reference>/formal-check")


@dataclass(frozen=True)
class Examination:
    """What a caseworker looks at: what is suggested about each rule, and what is said."""

    application: Application
    check: FormalCheck | None
    findings: Mapping[str, Finding]
    said: Mapping[str, Ruling]

    @property
    def content(self) -> Content:
        """What the call says."""
        return content_of(self.application.call)

    @property
    def outcome(self) -> CheckStatus:
        """How the check of what now stands has gone."""
        return rules.outcome_of(self.check, self.application)

    @property
    def is_open(self) -> bool:
        """Whether something can still be said."""
        return self.outcome is CheckStatus.OPEN and self.application.status is ApplicationStatus.SUBMITTED

    @property
    def version(self) -> int:
        """The version that a form must have seen."""
        return self.check.version if self.check else 0

    @property
    def excluded(self) -> int:
        """What cannot be funded of the first year, NOK."""
        return self.check.excluded_amount if self.check else 0


@blueprint.app_context_processor
def names_of_things() -> dict[str, object]:
    """Give templates the names of verdicts and checks."""
    return {"check_labels": labels}


@blueprint.get("/")
@requires(Permission.APPLICATION_CHECK)
def show(reference: str) -> ResponseReturnValue:
    """Show what the rules suggest, and what is said about each."""
    found = examine(session(), reference)
    return page(found, form_for(found, None))


def examine(opened: Session, reference: str) -> Examination:
    """A sent application and its check, for somebody with no part in it; raises NotFound or NotAllowed."""
    application = find(reference, opened)
    rules.ensure_impartial(current_viewer().id, queries.involved_in(opened, application))
    check = queries.check_of(opened, application.id)
    if check is None:
        rules.ensure_waits(application)
    findings = queries.findings_of(opened, application) if application.snapshot else {}
    return Examination(application, check, findings, said_about(opened, application, check, findings))


def said_about(
    opened: Session, application: Application, check: FormalCheck | None, findings: Mapping[str, Finding]
) -> dict[str, Ruling]:
    """What is said about each rule, and what is suggested where nothing is; the applicant may read the reasons."""
    with force_locale(application.language):
        suggested = {code: Ruling(finding.verdict, worded(finding)) for code, finding in findings.items()}
    kept = queries.verdicts_of(opened, check.id) if check else {}
    return suggested | {code: Ruling(each.verdict, each.reason) for code, each in kept.items()}


def form_for(found: Examination, sent: object) -> CheckForm:
    """The form of a check with what is said."""
    most = rules.eligible_as_sent(found.application)
    kind = found.content.kind
    return check_form(sent, found.said, kind=kind, excluded=found.excluded, most=most, version=found.version)


def page(found: Examination, form: CheckForm, status: int = 200) -> ResponseReturnValue:
    """Draw a check, with what was typed."""
    return render_template(
        "grants/eligibility/show.html",
        application=found.application,
        found=found,
        form=form,
        rules=rules_of(found.content.kind),
        suggestions={code: (finding.verdict, worded(finding)) for code, finding in found.findings.items()},
        missing=[code for code, ruling in found.said.items() if ruling.verdict is Verdict.MISSING],
        as_sent=rules.eligible_as_sent(found.application),
        eligible=rules.eligible_amount(found.application, found.check),
    ), status


@blueprint.post("/")
@requires(Permission.APPLICATION_CHECK)
def save(reference: str) -> ResponseReturnValue:
    """Say what holds of each rule, and conclude when asked to."""
    found = examine(session(), reference)
    form = form_for(found, request.form)
    if not form.validate():
        return page(found, form, 422)
    try:
        version = write(reference, form.draft())
        if not form.is_concluding:
            flash(_("Saved."))
            return redirect(url_for(".show", reference=reference), 303)
        conclude(reference, version)
    except Stale:
        found = examine(session(), reference)
        excluded = {"excluded": found.excluded or None} if "excluded" in form else {}
        form.show_saved({**values_of(found.said), **excluded}, found.version)
        return page(found, form, 409)
    except NotAllowed as refusal:
        return refused(reference, form, refusal)
    flash(_("The formal check is concluded."))
    return redirect(url_for("applications.show", reference=reference), 303)


def write(reference: str, draft: CheckDraft) -> int:
    """Open the check when it is not, and say what holds; gives its new version. Raises Stale or NotAllowed."""
    viewer, now = current_viewer(), clock.now()
    with transaction() as opened:
        application = find(reference, opened)
        actions.lock(opened, application)
        known = queries.check_of(opened, application.id)
        ensure_current(known.version if known else 0, draft.version)
        check = actions.open_check(opened, application, write=worded_for(application), actor_id=viewer.id, at=now)
        opened.flush()
        actions.say(
            opened,
            check,
            draft.rulings,
            excluded_amount=draft.excluded,
            version=check.version,
            actor_id=viewer.id,
            at=now,
        )
        opened.flush()
        return check.version


def worded_for(application: Application) -> Callable[[Finding], str]:
    """Write a reason in the language of an application."""

    def write(finding: Finding) -> str:
        with force_locale(application.language):
            return worded(finding)

    return write


def conclude(reference: str, version: int) -> None:
    """Conclude a check that is written; raises Stale or NotAllowed."""
    with transaction() as opened:
        found = examine(opened, reference)
        if found.check is None:
            raise Stale
        actions.conclude(opened, found.check, version=version, actor_id=current_viewer().id, at=clock.now())


def refused(reference: str, form: CheckForm, refusal: NotAllowed) -> ResponseReturnValue:
    """Show the check as it is now saved, with what kept it from being concluded."""
    found = examine(session(), reference)
    if not found.is_open:
        raise refusal
    form.show_saved({}, found.version)
    form.refuse(sentence(refusal))
    return page(found, form, 422)


@panel(PAGE_PANELS)
def to_put_right(opened: Session, folder: Folder, viewer: Viewer, _now: datetime) -> Panel | None:
    """Tell the applicant's people why it was reopened, until when, and what is missing."""
    application = folder.application
    is_own = application.applicant_id in viewer.bodies(Permission.APPLICATION_READ)
    if application.reopened_until is None or application.status is not ApplicationStatus.DRAFT or not is_own:
        return None
    check = queries.check_of(opened, application.id)
    said = queries.verdicts_of(opened, check.id) if check else {}
    missing = [(rule, said[rule.code].reason) for rule in RULES if is_missing(said.get(rule.code))]
    told = {"application": application, "missing": missing, "closes_at": closes_at(application)}
    return Panel("grants/eligibility/to_put_right.html", told)


def is_missing(said: RuleVerdict | None) -> bool:
    """Whether something about a rule can be put right."""
    return said is not None and said.verdict is Verdict.MISSING
