"""What happens later: people are told that an assessment has been sent."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.registry import job
from partnership.assessments import queries
from partnership.assessments.models import Assessment
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.relations.queries import answerers


@job("partnership.tell_of_assessment")
def tell_of_assessment(session: Session, *, key: str, now: datetime, assessment_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Promise a mail to those who answer for the other side, and to both sides when both have answered."""
    assessment = session.get_one(Assessment, assessment_id)
    both = queries.latest_of(session, assessment.relation_id, assessment.side.other) is not None
    sides = [assessment.side, assessment.side.other] if both else [assessment.side.other]
    people = {person.id for side in sides for person in answerers(session, assessment.relation, side)}
    for person_id in sorted(people):
        outbox.promise(
            session,
            "partnership.mail_assessment",
            at=now,
            relation_id=assessment.relation_id,
            person_id=person_id,
            both=both,
        )


@job("partnership.mail_assessment", outside=True)
def mail_assessment(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    relation_id: int,
    person_id: int,
    both: bool,
) -> None:
    """Tell one person that the other side waits, or that both have answered."""
    person = session.get_one(Person, person_id)
    settings = current_app.extensions["trinn"]
    with force_locale(person.language or DEFAULT):
        title = title_of(session.get_one(Relation, relation_id))
        address = f"{settings.base_url}/partnership/relations/{relation_id}/"
        if both:
            subject = _("Both have assessed the cooperation")
            told = _("Now both of you see both: what you agree on, and what you see differently.")
        else:
            subject = _("The other side has assessed the cooperation")
            told = _("When you have answered too, both of you see both.")
        text = _(
            "Hello %(name)s\n\n%(title)s\n\n%(told)s\n\n%(address)s\n",
            name=person.name,
            title=title,
            told=told,
            address=address,
        )
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)
