"""What happens later: a version comes in force on its day, and people are told what they are to confirm."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.registry import job
from partnership.staircase.models import StaircaseVersion, VersionStatus
from partnership.versions import actions, queries

EVERY = 15 * 60
BATCH = 200


@job("partnership.put_due_in_force", every=EVERY)
def put_due_in_force(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Put in force what waited for a day that has come."""
    actions.put_due_in_force(session, at=now)


@job("partnership.count_on")
def count_on(session: Session, *, key: str, now: datetime, run_id: int, after: int) -> None:  # noqa: ARG001  every job is called alike
    """Count the next relations of a dry run, unless it was begun anew."""
    run = queries.dry_run(session, run_id)
    if run is not None:
        actions.count_on(session, run, after=after, at=now)


@job("partnership.tell_of_version")
def tell_of_version(session: Session, *, key: str, now: datetime, version_id: int, after: int) -> None:  # noqa: ARG001  every job is called alike
    """Promise one mail to each person who answered in another version, some people at a time."""
    people = queries.to_confirm(session, version_id, after, BATCH)
    for person_id in people:
        outbox.promise(
            session,
            "partnership.mail_version",
            at=now,
            once=f"partnership.mail_version {version_id} {person_id}",
            version_id=version_id,
            person_id=person_id,
        )
    if len(people) == BATCH:
        outbox.promise(session, "partnership.tell_of_version", at=now, version_id=version_id, after=people[-1])


@job("partnership.mail_version", outside=True)
def mail_version(session: Session, *, key: str, now: datetime, version_id: int, person_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Tell one person that there is a new staircase, and that what was answered before is to be confirmed."""
    person, version = session.get_one(Person, person_id), session.get_one(StaircaseVersion, version_id)
    if version.status is not VersionStatus.ACTIVE:
        return
    settings = current_app.extensions["trinn"]
    with force_locale(person.language or DEFAULT):
        subject = _("There is a new version of the staircase")
        text = _(
            "Hello %(name)s\n\n"
            "There is a new version of the staircase. What you answered before is kept, and counts until you look at "
            "it again. Please go through it and confirm what still holds. The level may have changed.\n\n"
            "What waits for you:\n\n%(address)s\n",
            name=person.name,
            address=f"{settings.base_url}/my-work",
        )
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)
