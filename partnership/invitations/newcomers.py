"""An organisation that is invited before it is in Trinn's register, as the public registers tell of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.bodies.models import LanguageForm
from directory.municipalities.models import Municipality
from directory.municipalities.queries import municipality
from directory.organisations import actions, looking_up
from directory.organisations.models import Organisation, OrganisationKind
from directory.organisations.queries import body_by_number
from kernel.lifecycle import NotAllowed, _l


@dataclass(frozen=True)
class Newcomer:
    """What is known of a new organisation; what the registers do not say is None, or empty."""

    name: str
    kind: OrganisationKind = OrganisationKind.LOCAL_ASSOCIATION
    home_number: str = ""
    language_form: LanguageForm | None = None
    about: str = ""
    is_voluntary: bool | None = None


def newcomer_of(org_number: str, name: str) -> Newcomer:
    """A new organisation by the name that was written, and by the registers if they answer."""
    entry = looking_up.look_up(org_number).entry
    if entry is None:
        return Newcomer(name)
    return Newcomer(
        name,
        looking_up.kind_of(entry),
        entry.municipality_number,
        looking_up.WRITTEN_FORMS.get(entry.written_form),
        entry.about,
        entry.is_voluntary,
    )


def known_or_added(
    session: Session,
    org_number: str,
    newcomer: Newcomer,
    *,
    home: Municipality,
    actor_id: int,
    at: datetime,
) -> Organisation:
    """The organisation with a number, added if it is not there; raises NotAllowed for somebody else's number."""
    body = body_by_number(session, org_number)
    if isinstance(body, Organisation):
        return body
    if body is not None:
        name = body.full_name
        raise NotAllowed(_l("This number belongs to %(name)s, which is no voluntary organisation."), name=name)
    return actions.add(
        session,
        name=newcomer.name,
        org_number=org_number,
        kind=newcomer.kind,
        home=(municipality(session, newcomer.home_number) if newcomer.home_number else None) or home,
        language_form=newcomer.language_form or home.language_form,
        about=newcomer.about,
        is_voluntary=newcomer.is_voluntary,
        actor_id=actor_id,
        at=at,
    )
