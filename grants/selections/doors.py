"""What the doors of a selection share: finding it, and drawing what is chosen among and what has been proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer
from directory.accounts.permissions import Permission
from grants.applications.models import Application
from grants.calls.content import Content
from grants.calls.models import Call
from grants.calls.queries import content_of
from grants.selections import founding, labels, queries, rules, standing, telling, vacancies, weighing
from grants.selections.forms import PlacesForm, ReturnForm, SelectionForm, otherwise, selection_form
from grants.selections.models import Selection, SelectionLine, SelectionStatus
from grants.selections.notice import told_at
from grants.selections.queries import Sent
from grants.selections.weighing import Proposal
from grants.submissions.queries import reopened
from kernel import clock
from kernel.db import session
from kernel.lifecycle import NotAllowed, refusal_of

Unsaved = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Desk:
    """A call whose applicants are chosen together, what has been proposed, and the applications that wait."""

    call: Call
    content: Content
    selection: Selection | None
    sent: Sequence[Sent]
    reopened: Sequence[Application]
    now: datetime

    @property
    def version(self) -> int:
        """The version that a form must have seen."""
        return self.selection.version if self.selection else 0

    @property
    def is_settled(self) -> bool:
        """Whether it is not for the caseworker now: proposed, or made."""
        return self.selection is not None and self.selection.status is not SelectionStatus.RETURNED

    @property
    def waiting(self) -> list[Sent]:
        """The applications that are not assessed yet."""
        return [each for each in self.sent if each.missing]

    @cached_property
    def refusal(self) -> NotAllowed | None:
        """Why nothing can be proposed yet, if that is so."""
        waiting = [each.case.reference for each in self.waiting]
        unready = refusal_of(rules.ensure_assessed, waiting, len(self.sent))
        return refusal_of(rules.ensure_closed, self.call, self.reopened, self.now) or unready

    def usual(self) -> int:
        """The number of places to begin with: what was proposed, or what the call advises."""
        if self.selection is not None:
            return self.selection.places
        return weighing.usual_places([each.case for each in self.sent], self.content.awards)

    def proposed(self, places: int | None) -> Proposal:
        """The best mix for so many places, or for the usual number."""
        wanted = self.usual() if places is None else places
        return weighing.proposed([each.case for each in self.sent], min(max(0, wanted), len(self.sent)))


def find_call(opened: Session, code: str) -> Call:
    """A call for somebody who may choose in it; raises NotFound or NotAllowed."""
    call = queries.get_call(opened, code, today=clock.local_date(clock.now()))
    rules.ensure_apart(queries.parts_of(opened, call.id, current_viewer().id))
    return call


def find_desk(opened: Session, code: str) -> Desk:
    """All that a caseworker chooses among; raises NotFound or NotAllowed."""
    call, now = find_call(opened, code), clock.now()
    selection, sent = queries.selection_of(opened, call.id), queries.sent_to(opened, call)
    return Desk(call, content_of(call), selection, sent, reopened(opened, call.id, now), now)


def form_for(desk: Desk, proposal: Proposal, sent: Any) -> SelectionForm:
    """The form of a proposal, with what has been proposed before."""
    ids = {each.case.reference: each.application.id for each in desk.sent}
    fit = [(key, ids[key], key in proposal.chosen) for key, facts in proposal.facts.items() if facts.is_fit]
    looked_at = {"shown": str(proposal.places), "seen": proposal.digest, "places": proposal.places}
    return selection_form(sent, fit, {"version": str(desk.version), **looked_at, **written(desk)})


def written(desk: Desk) -> dict[str, Any]:
    """What was written in the last proposal, by the names of the fields."""
    if desk.selection is None:
        return {}
    lines = queries.lines_of(session(), desk.selection.id)
    said = {otherwise(line.application_id, is_in=line.is_proposed): line.overruled for line in lines if line.overruled}
    return {"beyond": desk.selection.beyond, "legal_basis": desk.selection.legal_basis, **said}


def desk_page(
    desk: Desk,
    proposal: Proposal | None = None,
    form: SelectionForm | None = None,
    status: int = 200,
    *,
    asked: PlacesForm | None = None,
    unsaved: Unsaved = (),
) -> ResponseReturnValue:
    """Draw what a caseworker chooses among, with what was typed, or what was typed too late."""
    rows = telling.computed(desk.sent, proposal) if proposal else []
    return render_template(
        "grants/selections/show.html",
        call=desk.call,
        content=desk.content,
        desk=desk,
        asked=asked or PlacesForm(None, places=proposal.places if proposal else None),
        proposal=proposal,
        form=form,
        rows=rows,
        counts=telling.counts(rows, proposal.places) if proposal else [],
        counties=telling.counties(rows),
        unsaved=unsaved,
        is_beyond=proposal is not None and rules.is_beyond(proposal.places, desk.content.awards),
        told_at=told_at(desk.content),
        labels=labels,
    ), status


def kept_page(
    call: Call, selection: Selection, form: ReturnForm, status: int = 200, unsaved: Unsaved = ()
) -> ResponseReturnValue:
    """Draw a selection that is proposed or made, with what was typed too late, if anything."""
    viewer, content = current_viewer(), content_of(call)
    lines = queries.lines_of(session(), selection.id)
    rows = telling.kept(lines)
    is_proposed = selection.status is SelectionStatus.PROPOSED
    is_maker = viewer.may(Permission.DECISION_MAKE) and is_proposed and selection.proposed_by_id != viewer.id
    return render_template(
        "grants/selections/kept.html",
        call=call,
        content=content,
        selection=selection,
        form=form,
        unsaved=unsaved,
        rows=rows,
        counts=telling.counts(rows, selection.places),
        counties=telling.counties(rows),
        is_beyond=rules.is_beyond(selection.places, content.awards),
        is_maker=is_maker,
        told_at=told_at(content),
        is_told=clock.now() >= told_at(content),
        labels=labels,
        **(became(selection, lines) if selection.status is SelectionStatus.MADE else {}),
    ), status


def became(selection: Selection, lines: Sequence[SelectionLine]) -> dict[str, Any]:
    """What has become of a selection that is made: who has a place, their teams, and what is free until it begins."""
    programme, today = founding.programme_for(session(), selection.call), clock.local_date(clock.now())
    standings = standing.standings_of(session(), lines, {selection.id: programme} if programme else {})
    has_begun = programme is not None and programme.starts_on <= today
    free = None if has_begun else vacancies.vacancy(standings, selection.places)
    return {
        "programme": programme,
        "having": {each.reference for each in standings if each.has_place},
        "teams": queries.teams_of(session(), [each.reference for each in standings]),
        "vacancy": free,
        "next": telling.next_in(free) if free else [],
    }
