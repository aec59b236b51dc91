"""What happens later: the other side is asked to confirm who does what."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job
from partnership.relations.naming import title_of
from partnership.tasks.models import TaskTable


@job("partnership.mail_tasks", outside=True)
def mail_tasks(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    table_id: int,
    version: int,
    person_id: int,
) -> None:
    """Ask one person of the side that has not confirmed; not about a table that was changed meanwhile."""
    table, person = session.get_one(TaskTable, table_id), session.get_one(Person, person_id)
    if table.version != version or table.relation.ended_on is not None:
        return
    settings = current_app.extensions["trinn"]
    with force_locale(person.language or DEFAULT):
        text = _(
            "Hello %(name)s\n\n%(title)s\n\n%(told)s\n\n%(address)s\n",
            name=person.name,
            title=title_of(table.relation),
            told=_("The other side has confirmed who does what. Read it, and confirm it or change it."),
            address=f"{settings.base_url}/partnership/relations/{table.relation_id}/tasks/",
        )
        mail.send(settings, key=key, to=person.email, subject=_("Who does what waits for you"), text=text)
