"""What happens later: a reviewer is told of an application to review."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from grants.reviews.models import Review, ReviewStatus
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job


@job("grants.mail_assignment", outside=True)
def mail_assignment(session: Session, *, key: str, now: datetime, review_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Tell a reviewer of an application that waits for a declaration of impartiality."""
    review = session.get_one(Review, review_id)
    if review.status is not ReviewStatus.ASSIGNED:
        return
    settings, person, application = current_app.extensions["trinn"], review.reviewer, review.application
    with force_locale(person.language or DEFAULT):
        subject = _("You are asked to review %(reference)s", reference=application.reference)
        text = _(
            "Hello %(name)s\n\nYou are asked to review an application from %(applicant)s: %(title)s.\n\n"
            "Say first whether you are impartial.\n\n%(address)s\n",
            name=person.name,
            applicant=application.applicant.full_name,
            title=application.title,
            address=f"{settings.base_url}/grants/applications/{application.reference}/review/",
        )
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)
