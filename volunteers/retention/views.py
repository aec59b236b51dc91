"""What people see: what was erased when, what is due next and why, and one person's right to see and to be erased."""

import json
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.bodies.models import Body
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, refusal_of
from kernel.web import lists
from kernel.web.files import answer_with
from volunteers.retention import actions, export, queries, rules
from volunteers.retention.models import DeletionReport
from volunteers.retention.rules import Terms, consents_due
from volunteers.safeguards.queries import bodies_of
from volunteers.senior_resources.queries import first_ends
from volunteers.service_users.models import Place
from volunteers.service_users.queries import get_own
from volunteers.service_users.reading import note

blueprint = Blueprint("retention", __name__, url_prefix="/volunteers/deletions")


@dataclass(frozen=True)
class Due:
    """What a body erases next, and on which days."""

    body: Body
    terms: Terms
    trips_on: date | None
    profiles_on: date | None
    incidents_on: date | None
    consents_on: date | None


@blueprint.get("/")
@requires(Permission.FIGURES_READ)
def index() -> ResponseReturnValue:
    """Show what was erased when for the viewer's bodies, and what is due next."""
    viewer = current_viewer()
    columns = [
        lists.Column("run_at", _("When"), DeletionReport.run_at),
        lists.Column("body", _("For whom"), queries.by_name()),
        lists.Column("trips", _("Addresses of trips"), DeletionReport.trips, numeric=True),
        lists.Column("profiles", _("Persons"), DeletionReport.profiles, numeric=True),
        lists.Column("incidents", _("Incidents cut from their trip"), DeletionReport.incidents, numeric=True),
        lists.Column("readings", _("Lines of who has seen whom"), DeletionReport.readings, numeric=True),
    ]
    return lists.answer(
        session(),
        queries.reports(viewer),
        columns,
        template="volunteers/retention/index.html",
        name="deletions",
        due=due(),
    )


def due() -> list[Due]:
    """What each of the viewer's bodies erases next."""
    bodies = bodies_of(session(), current_viewer())
    ids = [body.id for body in bodies]
    kept, days = queries.safeguards_of(session(), ids), queries.next_days(session(), ids)
    ends = first_ends(session())
    found = []
    for body in bodies:
        terms, (trip, profile, incident) = Terms.of(kept.get(body.id)), days[body.id]
        found.append(
            Due(
                body,
                terms,
                terms.trips_due(trip) if trip else None,
                terms.profiles_due(profile) if profile else None,
                terms.incidents_due(incident) if incident else None,
                consents_due(ends[body.id]) if body.id in ends else None,
            )
        )
    return found


@blueprint.get("/people/<int:service_user_id>/")
@requires(Permission.TRANSPORT_WRITE)
def person(service_user_id: int) -> ResponseReturnValue:
    """Show what somebody may ask for: everything that is kept, and to be erased."""
    user = get_own(session(), service_user_id, viewer=current_viewer())
    ahead = queries.ahead_of(session(), user.id)
    return render_template(
        "volunteers/retention/person.html", user=user, refusal=refusal_of(rules.ensure_may_erase, ahead)
    )


@blueprint.get("/people/<int:service_user_id>/everything.json")
@requires(Permission.TRANSPORT_WRITE)
def everything(service_user_id: int) -> ResponseReturnValue:
    """Answer with everything that is kept about somebody; that it was read is noted."""
    user = get_own(session(), service_user_id, viewer=current_viewer())
    kept = json.dumps(export.everything_about(session(), user), ensure_ascii=False, indent=1)
    note([user.id], Place.PROFILE)
    return answer_with(kept.encode(), "application/json; charset=utf-8", f"{user.code}.json")


@blueprint.post("/people/<int:service_user_id>/erase")
@requires(Permission.TRANSPORT_WRITE)
def erase(service_user_id: int) -> ResponseReturnValue:
    """Erase somebody who has asked for it."""
    viewer = current_viewer()
    try:
        with transaction() as opened:
            user = get_own(opened, service_user_id, viewer=viewer, lock=True)
            actions.erase_now(opened, user, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        flash(sentence(refusal))
        return redirect(url_for(".person", service_user_id=service_user_id), 303)
    flash(_("Everything about this person is erased. The code stays, so that trips can be counted."))
    return redirect(url_for(".person", service_user_id=service_user_id), 303)
