"""What happens: an application is begun from what is known, and written page by page."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.bodies.models import Body
from grants.applications import prefill, queries, rules
from grants.applications.answers import EMPTY, TITLE, title_of
from grants.applications.models import AnswerPage, Application, ApplicationStatus, Partner, TaskMode
from grants.applications.prefill import Filled
from grants.applications.queries import Folder
from grants.calls.content import Page
from grants.calls.models import Call
from grants.calls.queries import content_of
from kernel.lifecycle import ensure_current


def begin(
    session: Session,
    call: Call,
    applicant: Body,
    filled: Filled,
    *,
    partners: Sequence[Body],
    language: str,
    actor_id: int,
    now: datetime,
    after: int | None = None,
) -> Application:
    """Begin an application with what is filled in already and partners not asked yet, or give what `after` tells of."""
    number, content = queries.next_number(session, call), content_of(call)
    if again := queries.begun_after(session, call, applicant, actor_id=actor_id, after=after):
        return again
    rules.ensure_may_begin(call, content, applicant, queries.drafts_of(session, call, applicant), now)
    application = Application(
        call_id=call.id,
        call=call,
        number=number,
        reference=rules.reference(content.code, content.year, number),
        applicant_id=applicant.id,
        applicant=applicant,
        status=ApplicationStatus.DRAFT,
        language=language,
        title="",
        created_at=now,
        created_by_id=actor_id,
        reopened_reason="",
    )
    session.add(application)
    changes = {"reference": (None, application.reference), "applicant": (None, applicant.id)}
    audit.record(session, application, "begun", actor_id=actor_id, at=now, changes=changes)
    for page in content.pages:
        _add_page(session, application, page, filled, actor_id=actor_id, at=now)
    for body in partners:
        session.add(new_partner(application, body=body, name=body.full_name))
    return application


def _add_page(
    session: Session, application: Application, page: Page, filled: Filled, *, actor_id: int, at: datetime
) -> None:
    codes = {question.code for question in page.questions}
    session.add(
        AnswerPage(
            application_id=application.id,
            page=page.code,
            answers={code: given for code, given in filled.answers.items() if code in codes},
            origins={code: origin.value for code, origin in filled.origins.items() if code in codes},
            edited_at=at,
            edited_by_id=actor_id,
        )
    )


def new_partner(application: Application, *, name: str, body: Body | None = None, email: str = "") -> Partner:
    """A partner that has not been asked yet, with no task and no money."""
    return Partner(
        application_id=application.id,
        body_id=body.id if body else None,
        name=name,
        email=email,
        task="",
        mode=TaskMode.SHARED,
        amount=0,
        salt=secrets.token_urlsafe(16),
        confirmed_by="",
    )


def write(
    session: Session,
    folder: Folder,
    page: Page,
    answers: Mapping[str, Mapping[str, Any]],
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> AnswerPage:
    """Write the answers of a page, where a part that is not given stays; raises Stale when somebody was quicker."""
    kept = folder.pages[page.code]
    ensure_current(kept.version, version)
    before = kept.answers
    after = {**before, **{code: _merged(before.get(code, {}), given) for code, given in answers.items()}}
    if before == after:
        return kept
    kept.answers, kept.origins = after, prefill.changed(kept.origins, before, after)
    kept.edited_at, kept.edited_by_id = at, actor_id
    flag_modified(kept, "answers")
    if TITLE in after:
        folder.application.title = title_of(after)
    changes = {code: (before.get(code), after[code]) for code in after if before.get(code) != after[code]}
    audit.record(session, kept, "written", actor_id=actor_id, at=at, personal=changes)
    return kept


def count_change(application: Application) -> None:
    """Count a change of the partners as one of the application, so that what was checked before it is checked again."""
    flag_modified(application, "title")


def _merged(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an answer: those given now over those from before, without the empty ones."""
    return {name: value for name, value in {**before, **given}.items() if value not in EMPTY}
