"""What happens: organisations are added."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from directory.bodies.models import LanguageForm
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation, OrganisationKind


def add(
    session: Session,
    *,
    name: str,
    org_number: str,
    kind: OrganisationKind,
    home: Municipality | None,
    language_form: LanguageForm,
    about: str,
    is_voluntary: bool | None = None,
    actor_id: int | None,
    at: datetime,
) -> Organisation:
    """Add an organisation to the register; its number must not be there yet.

    `is_voluntary` is what the Register of Voluntary Organisations says of it now, None where it could not be asked.
    """
    added = Organisation(
        name=name,
        org_number=org_number,
        organisation_kind=kind,
        home=home,
        language_form=language_form,
        about=about,
        looked_up_at=None if is_voluntary is None else at,
        is_in_voluntary_register=is_voluntary,
    )
    session.add(added)
    audit.record(
        session, added, "added", actor_id=actor_id, at=at, changes={"name": (None, name), "number": (None, org_number)}
    )
    return added
