"""What the desk's pages share: where they hang, and how a request is drawn."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from volunteers.desk import queries
from volunteers.desk.checking import CheckForm
from volunteers.requests import labels, rules, saying
from volunteers.requests.models import RideRequest
from volunteers.service_users import labels as user_labels
from volunteers.service_users import reading
from volunteers.service_users import rules as user_rules
from volunteers.service_users.models import Place, Purpose
from volunteers.service_users.queries import answers_of
from volunteers.trips import labels as trip_labels

blueprint = Blueprint("ride_requests", __name__, url_prefix="/volunteers/transport/requests")


def show_page(request: RideRequest, form: CheckForm | None = None, status: int = 200) -> ResponseReturnValue:
    """Draw a request, with what was answered; that it was seen is written down."""
    user, today = request.service_user, clock.local_date(clock.now())
    reading.note([user.id], Place.REQUEST)
    consent = answers_of(session(), [user.id])[user.id].get(Purpose.TRANSPORT)
    total, coming = queries.counts_of(session(), request.id, today)
    return render_template(
        "volunteers/desk/show.html",
        ride=request,
        user=user,
        needs=[_(user_labels.NEEDS[need]) for need in user_rules.codes(user.needs)],
        standing=user_rules.standing(consent, today),
        has_consent=user_rules.is_standing(consent, today),
        is_outside=rules.is_outside(request.offer, user.postcode),
        is_short=rules.is_short_notice(request.offer, request.starts_on, clock.local_date(request.received_at)),
        is_live=request.status in rules.LIVE,
        is_assessed=rules.is_assessed(request, today),
        referrals=[_(told) for told in rules.referrals(request)],
        form=form or CheckForm(version=str(request.version)),
        trips=queries.trips_of(session(), request.id, today),
        total=total,
        coming=coming,
        labels=labels,
        user_labels=user_labels,
        trip_labels=trip_labels,
        saying=saying,
    ), status
