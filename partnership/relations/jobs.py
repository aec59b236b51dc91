"""What happens later: the other side is told that a cooperation has ended."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.i18n import DEFAULT, day, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job
from partnership.relations.models import Relation
from partnership.relations.naming import title_of


@job("partnership.mail_end", outside=True)
def mail_end(session: Session, *, key: str, now: datetime, relation_id: int, person_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Tell one person; not when the cooperation has been taken up again meanwhile."""
    relation, person = session.get_one(Relation, relation_id), session.get_one(Person, person_id)
    if relation.ended_on is None:
        return
    settings = current_app.extensions["trinn"]
    with force_locale(person.language or DEFAULT):
        text = _(
            "Hello %(name)s\n\n%(title)s\n\n%(told)s\n\n%(address)s\n",
            name=person.name,
            title=title_of(relation),
            told=_("This cooperation ended on %(day)s", day=day(relation.ended_on)) + f"\n\n{relation.ended_reason}",
            address=f"{settings.base_url}/partnership/relations/{relation_id}/about/",
        )
        mail.send(settings, key=key, to=person.email, subject=_("A cooperation has ended"), text=text)
