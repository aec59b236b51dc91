"""What people see when they write: the start, and each page of the form."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.bodies.models import Body
from directory.municipalities.queries import municipality_choices, names
from grants.applications import actions, answers, gathering, prefill, queries, remarks, rules
from grants.applications.forms import MORE, Offered, PageDraft, PageForm, StartForm, kept, name_of, page_form
from grants.applications.queries import Folder
from grants.applications.saying import as_text, by_itself, proven_words
from grants.applications.views import context, find, namer, standings
from grants.calls import queries as calls
from grants.calls.content import Page, PartKind
from grants.calls.models import Call
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import day, language, sentence
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, Stale
from partnership.relations.models import Relation
from partnership.relations.queries import relations_of

NUMBERS = {PartKind.WHOLE, PartKind.DAYS}
blueprint = Blueprint("drafting", __name__, url_prefix="/grants")


@blueprint.get("/calls/<code>/apply/")
@requires(Permission.APPLICATION_WRITE)
def new(code: str) -> ResponseReturnValue:
    """Show the start: who applies, and with whom."""
    call = find_call(code)
    form = start_form(None)
    last = queries.last_begun(session(), call, current_viewer().id)
    form.version.data = str(last.id if last else 0)
    return start_page(call, form)


def find_call(code: str) -> Call:
    """A call that has been published; raises NotFound."""
    return calls.get_published(session(), code, today=clock.local_date(clock.now()))


def start_form(sent: Any) -> StartForm:
    """The start with the bodies that the viewer may write for and their relations."""
    bodies = {str(body.id): body for body in queries.writers(session(), current_viewer())}
    relations = {str(relation.id): relation for body in bodies.values() for relation in relations_of(session(), body)}
    given = {"applicant": next(iter(bodies), ""), "relations": []} if len(bodies) == 1 else {}
    form = StartForm(sent, **given)
    form.applicant.choices = [(number, body.full_name) for number, body in bodies.items()]
    form.relations.choices = [(number, relation_words(each, bodies)) for number, each in relations.items()]
    return form


def relation_words(relation: Relation, bodies: dict[str, Body]) -> str:
    """A relation as a partner to choose; with both parties when somebody writes for several bodies."""
    own = bodies.get(str(relation.municipality_id)) or relation.organisation
    other = gathering.other_of(relation, own) if own else relation.municipality
    title = other.full_name if len(bodies) == 1 else f"{relation.municipality.full_name} – {other.full_name}"
    return f"{title}: {relation.scope}" if relation.scope else title


def start_page(call: Call, form: StartForm, status: int = 200) -> ResponseReturnValue:
    """Draw the start, with what was chosen."""
    content = calls.content_of(call)
    begun = queries.begun(session(), call, current_viewer())
    return render_template("grants/drafting/new.html", call=call, content=content, form=form, begun=begun), status


@blueprint.post("/calls/<code>/apply/")
@requires(Permission.APPLICATION_WRITE)
def begin(code: str) -> ResponseReturnValue:
    """Begin an application with what is known."""
    call = find_call(code)
    form = start_form(request.form)
    if not form.validate():
        return start_page(call, form, 422)
    draft, viewer, now = form.draft(), current_viewer(), clock.now()
    try:
        with transaction() as opened:
            applicant = queries.writer(opened, viewer, draft.applicant_id)
            mine = [each for each in relations_of(opened, applicant) if each.id in draft.relations]
            kind = calls.content_of(call).kind
            known = gathering.known(opened, applicant, mine, viewer, clock.local_date(now), kind=kind)
            application = actions.begin(
                opened,
                find_call(code),
                applicant,
                prefill.fill(calls.content_of(call), known, proven_words),
                partners=list(dict.fromkeys(gathering.other_of(each, applicant) for each in mine)),
                language=language(),
                actor_id=viewer.id,
                now=now,
                after=draft.after,
            )
            reference = application.reference
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return start_page(call, form, 422)
    flash(_("The application is begun. What we know already is filled in."))
    return redirect(url_for("applications.show", reference=reference), 303)


@blueprint.get("/applications/<ref:reference>/edit/<page>/")
@requires(Permission.APPLICATION_WRITE)
def page(reference: str, page: str) -> ResponseReturnValue:
    """Show a page of the form, with what has been answered."""
    folder, found = find_page(session(), reference, page)
    return form_page(folder, found, form_for(folder, found, None))


def find_page(opened: Session, reference: str, code: str, *, lock: bool = False) -> tuple[Folder, Page]:
    """A draft that the viewer may write in and one of its pages; raises NotFound or NotAllowed."""
    application = find(reference, opened, lock=lock)
    rules.ensure_may_write(application, current_viewer())
    folder = queries.folder(opened, application)
    found = folder.content.page(code)
    if found is None or not any(question.parts for question in found.questions):
        raise NotFound
    return folder, found


def form_for(folder: Folder, page: Page, sent: Any) -> PageForm:
    """The form of a page with what has been answered."""
    form = page_form(page, folder.content, language(), offered_to(folder, page))
    return form(sent, **kept(page, folder.answers, folder.version(page)))


def offered_to(folder: Folder, page: Page) -> Offered:
    """The municipalities that a page offers: the likely ones and all others, or in a row those that are named."""
    asking = answers.part_of_kind(folder.content, PartKind.MUNICIPALITIES)
    if asking is None or asking[0] not in page.questions:
        return Offered(named=named_pairs(folder)) if answers.asks_in_rows(page) else Offered()
    relations = relations_of(session(), folder.application.applicant)
    likely = {relation.municipality.number for relation in relations}
    likely |= answers.municipalities(folder.content, folder.answers) | set(request.form.getlist(name_of(*asking)))
    every = municipality_choices(session())
    near = [each for each in every if each[0] in likely]
    return Offered(near, [each for each in every if each[0] not in likely])


def named_pairs(folder: Folder) -> list[tuple[str, str]]:
    """The municipalities that the application is about."""
    numbers = answers.municipalities(folder.content, folder.answers) | set(folder.own_numbers)
    called = names(session())
    return sorted(((number, called[number]) for number in numbers if number in called), key=lambda pair: pair[1])


def form_page(folder: Folder, page: Page, form: PageForm, status: int = 200) -> ResponseReturnValue:
    """Draw a page of the form, with what was typed."""
    pages, stand = folder.content.pages, standings(folder)
    return render_template(
        "grants/drafting/page.html",
        page=page,
        itself={question.code: by_itself(question, folder, stand) for question in page.questions},
        form=form,
        place=pages.index(page) + 1,
        places=len(pages),
        uneven=answers.uneven_years(folder.content, folder.answers),
        remarks=remarks.on(folder, page, namer()),
        MORE=MORE,
        **context(folder),
    ), status


@blueprint.post("/applications/<ref:reference>/edit/<page>/")
@requires(Permission.APPLICATION_WRITE)
def save(reference: str, page: str) -> ResponseReturnValue:
    """Save a page and go on to the next."""
    folder, found = find_page(session(), reference, page)
    form = form_for(folder, found, request.form)
    if form.wants_row:
        form.validate()
        return form_page(folder, found, form)
    if not form.validate():
        return form_page(folder, found, form, 422)
    try:
        write(reference, page, form.draft())
    except Stale:
        folder, found = find_page(session(), reference, page)
        form.show_saved(saved_words(folder, found, form), folder.version(found))
        return form_page(folder, found, form, 409)
    if names_another(form):
        flash(_("The municipality is added. Name another one, or save and go on."))
    return redirect(next_page(find_page(session(), reference, page)[0], found, form), 303)


def write(reference: str, page: str, draft: PageDraft) -> int:
    """Write a page's answers and give its new version; raises Stale."""
    with transaction() as opened:
        folder, found = find_page(opened, reference, page, lock=True)
        written = actions.write(
            opened,
            folder,
            found,
            draft.answers,
            version=draft.version,
            actor_id=current_viewer().id,
            at=clock.now(),
        )
        opened.flush()
        return written.version


@blueprint.post("/applications/<ref:reference>/edit/<page>/autosave")
@requires(Permission.APPLICATION_WRITE)
def autosave(reference: str, page: str) -> ResponseReturnValue:
    """Keep what can be kept of a page while it is being written."""
    folder, found = find_page(session(), reference, page)
    form = form_for(folder, found, request.form)
    form.validate()
    try:
        return jsonify(version=write(reference, page, form.draft()))
    except Stale:
        return jsonify(version=-1), 409


def saved_words(folder: Folder, page: Page, form: PageForm) -> dict[str, Any]:
    """What somebody else has saved meanwhile, by field; tables in words, and left out where they are the same."""
    saved: dict[str, Any] = {}
    stored, typed, called = folder.answers, form.draft().answers, names(session())
    for question in page.questions:
        for part in question.parts:
            theirs = stored.get(question.code, {}).get(part.name)
            if part.kind not in {PartKind.ROWS, PartKind.AMOUNTS, PartKind.BUDGET}:
                empty: Any = [] if part.kind in {PartKind.CHOICES, PartKind.MUNICIPALITIES} else ""
                told = day(date.fromisoformat(theirs)) if theirs and part.kind is PartKind.DAY else theirs
                saved[name_of(question, part)] = told if told is not None or part.kind in NUMBERS else empty
            elif theirs != typed.get(question.code, {}).get(part.name):
                saved[name_of(question, part)] = as_text(
                    question, stored.get(question.code, {}), folder.content, lambda number: called.get(number, number)
                )
    return saved


def names_another(form: PageForm) -> bool:
    """Whether one more municipality was named than those that can be ticked."""
    return MORE in form and bool(form[MORE].data)


def next_page(folder: Folder, page: Page, form: PageForm) -> str:
    """The address after a page: the same when something on it does not add up, else the next, then the check."""
    reference = folder.application.reference
    has_budget = any(part.kind is PartKind.BUDGET for question in page.questions for part in question.parts)
    if has_budget and answers.uneven_years(folder.content, folder.answers):
        return url_for(".page", reference=reference, page=page.code)
    if names_another(form):
        return url_for(".page", reference=reference, page=page.code)
    after = folder.content.pages[folder.content.pages.index(page) + 1 :]
    if not after:
        return url_for("applications.check", reference=reference)
    return url_for(".page", reference=reference, page=after[0].code)
