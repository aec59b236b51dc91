"""What is read: service users as their body's people may see them, what they have said, and who has seen them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel import keys
from kernel.alphabet import alphabetical
from kernel.web.lists import Statement
from volunteers.service_users import rules
from volunteers.service_users.models import AgeBand, Consent, Purpose, Reading, ServiceUser

PHONE = "service-user-phone"
SHOWN_READINGS = 500


def listed(viewer: Viewer) -> Statement:
    """The service users of a viewer's bodies as rows of a list; nothing that is sealed is in it."""
    return (
        select(
            ServiceUser.id,
            ServiceUser.code,
            ServiceUser.postcode,
            ServiceUser.age_band,
            ServiceUser.is_from_home_care,
            ServiceUser.registered_at,
            Body.name.label("body"),
        )
        .join(Body, Body.id == ServiceUser.body_id)
        .where(ServiceUser.body_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE)), ServiceUser.erased_at.is_(None))
    )


def narrowed(statement: Statement, *, age: str) -> Statement:
    """The list for one age; what is no age narrows nothing."""
    return statement.where(ServiceUser.age_band == AgeBand(age)) if age in set(AgeBand) else statement


def get_own(session: Session, service_user_id: int, *, viewer: Viewer, lock: bool = False) -> ServiceUser:
    """A service user of one of the viewer's bodies, held for writing when asked; raises NotFound for any other."""
    own = (ServiceUser.id == service_user_id, ServiceUser.body_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE)))
    if lock:
        session.execute(select(ServiceUser.id).where(*own).with_for_update())
    found = session.scalar(
        select(ServiceUser)
        .where(*own)
        .options(joinedload(ServiceUser.body), joinedload(ServiceUser.municipality))
        .execution_options(populate_existing=lock)
    )
    if found is None:
        raise NotFound
    return found


def with_phone(session: Session, body_ids: Collection[int], phone: str) -> list[ServiceUser]:
    """Those of some bodies who have a telephone number; two may share one at home."""
    statement = select(ServiceUser).where(
        ServiceUser.body_id.in_(body_ids),
        ServiceUser.phone_digest.in_(keys.digests(PHONE, rules.national(phone))),
        ServiceUser.erased_at.is_(None),
    )
    return list(session.scalars(statement.order_by(ServiceUser.id))) if phone else []


def by_phone(session: Session, body_id: int, phone: str) -> ServiceUser | None:
    """The one of a body who has a telephone number; None also where two share it."""
    found = with_phone(session, [body_id], phone)
    return found[0] if len(found) == 1 else None


def next_code(session: Session, body_id: int) -> str:
    """The next code of a body; the body is held by whoever asks."""
    number = cast(func.substr(ServiceUser.code, 3), Integer)
    last = session.scalar(select(func.max(number)).where(ServiceUser.body_id == body_id)) or 0
    return rules.code_of(last + 1)


def latest() -> Statement:
    """The ids of the answers that count: the latest of each person for each purpose."""
    return select(func.max(Consent.id)).group_by(Consent.service_user_id, Consent.purpose)


def answers_of(session: Session, ids: Iterable[int]) -> dict[int, dict[Purpose, Consent]]:
    """The latest answer for each purpose, by person."""
    wanted = list(ids)
    statement = select(Consent).where(Consent.service_user_id.in_(wanted)).order_by(Consent.id)
    found: dict[int, dict[Purpose, Consent]] = {number: {} for number in wanted}
    for consent in session.scalars(statement):
        found[consent.service_user_id][consent.purpose] = consent
    return found


def consents_of(session: Session, ids: Iterable[int], today: date) -> dict[int, frozenset[Purpose]]:
    """What each person has said yes to, and which still holds."""
    found = answers_of(session, ids)
    return {
        number: frozenset(purpose for purpose, consent in said.items() if rules.is_standing(consent, today))
        for number, said in found.items()
    }


def transport_standings(session: Session, ids: Sequence[int], today: date) -> Mapping[int, rules.Standing]:
    """How the consent to be helped stands, by person; nothing that is sealed is opened."""
    statement = (
        select(Consent.service_user_id, Consent.is_given, Consent.valid_to, Consent.withdrawn_at)
        .where(Consent.service_user_id.in_(ids), Consent.purpose == Purpose.TRANSPORT)
        .order_by(Consent.id)
    )
    found: dict[int, rules.Standing] = defaultdict(lambda: rules.Standing.NOT_ASKED)
    for number, is_given, valid_to, withdrawn_at in session.execute(statement):
        found[number] = rules.answer_stands(
            is_given=is_given, valid_to=valid_to, is_withdrawn=withdrawn_at is not None, today=today
        )
    return found


def readings_of(session: Session, service_user_id: int) -> list[Reading]:
    """Who has read about somebody, the latest first."""
    statement = select(Reading).where(Reading.service_user_id == service_user_id).options(joinedload(Reading.person))
    return list(session.scalars(statement.order_by(Reading.id.desc()).limit(SHOWN_READINGS)))


def municipalities_of(session: Session, ids: Collection[int]) -> list[Municipality]:
    """Some municipalities by name."""
    statement = select(Municipality).where(Municipality.id.in_(ids))
    return list(session.scalars(statement.order_by(alphabetical(Municipality.name), Municipality.id)))
