"""What happens: offers are entered, changed, set running, paused, ended and confirmed."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from activities.offers import inquiries, queries, rules
from activities.offers.content import Content, words_of
from activities.offers.models import Inquiry, Offer, OfferStatus, OfferTag, OfferTime, TagKind
from activities.offers.rules import Stage
from directory.audit import actions as audit
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel import clock
from kernel.i18n import gettext as _
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current, ensure_transition
from partnership.assessments.actions import Proof, prove

PROOF = "offers_confirmed"


def enter(
    session: Session,
    content: Content,
    *,
    provider: Body,
    municipality: Municipality,
    entered_by: Body,
    actor_id: int,
    at: datetime,
) -> Offer:
    """Write an offer down as a draft."""
    offer = Offer(
        provider_id=provider.id,
        municipality_id=municipality.id,
        entered_by_id=entered_by.id,
        provider=provider,
        municipality=municipality,
        entered_by=entered_by,
        status=OfferStatus.DRAFT,
        asked_stage=Stage.NOT_ASKED,
        created_at=at,
        **_columns(content, actor_id=actor_id, at=at),
    )
    session.add(offer)
    session.flush()
    _hang(session, offer, content)
    audit.record(session, offer, "entered", actor_id=actor_id, at=at, changes={"title": (None, offer.title)})
    return offer


def change(session: Session, offer: Offer, content: Content, *, version: int, actor_id: int, at: datetime) -> None:
    """Write an offer anew; raises Stale when somebody else was quicker."""
    ensure_current(offer.version, version)
    before, kept = vars(words_of(offer)), vars(content.words)
    for name, value in _columns(content, actor_id=actor_id, at=at).items():
        setattr(offer, name, value)
    flag_modified(offer, "edited_at")  # the version counts every writing, also at the same moment
    if offer.status in rules.PUBLIC:
        rules.ensure_whole(offer)
    rules.ensure_fits_gate(offer, queries.gate_of(session, offer, content.groups, clock.local_date(at)))
    session.execute(delete(OfferTime).where(OfferTime.offer_id == offer.id))
    session.execute(delete(OfferTag).where(OfferTag.offer_id == offer.id))
    _hang(session, offer, content)
    changes = {name: (before[name], kept[name]) for name in kept if before[name] != kept[name]}
    personal = {name: changes.pop(name) for name in ("contact_name", "contact_phone", "contact_email") & changes.keys()}
    audit.record(session, offer, "changed", actor_id=actor_id, at=at, changes=changes, personal=personal)


def _columns(content: Content, *, actor_id: int, at: datetime) -> dict[str, object]:
    position = content.position
    return {
        **vars(content.words),
        "latitude": position.latitude if position else None,
        "longitude": position.longitude if position else None,
        "is_pinned": content.pin is not None and position is not None,
        "edited_at": at,
        "edited_by_id": actor_id,
    }


def _hang(session: Session, offer: Offer, content: Content) -> None:
    for slot in content.slots:
        session.add(OfferTime(offer_id=offer.id, **vars(slot)))
    tags = [(TagKind.TARGET_GROUP, each.value) for each in content.groups]
    tags += [(TagKind.WHO_DOMAIN, each.value) for each in content.domains]
    for kind, code in tags:
        session.add(OfferTag(offer_id=offer.id, kind=kind, code=code))


def start(session: Session, offer: Offer, *, actor_id: int, at: datetime) -> None:
    """Set an offer running; where its own provider does it, that confirms it as well."""
    today = clock.local_date(at)
    groups = queries.told(session, offer).groups
    rules.ensure_may_start(offer, queries.gate_of(session, offer, groups, today))
    if not offer.is_on_behalf:
        offer.confirmed_on, offer.asked_stage = today, Stage.NOT_ASKED
    _move(session, offer, OfferStatus.RUNNING, actor_id=actor_id, at=at)
    _show(session, [offer], actor_id=actor_id, at=at)


def prepare(session: Session, offer: Offer, *, actor_id: int, at: datetime) -> None:
    """Set an offer under preparation; a provider for whom it was entered is asked to confirm it."""
    ensure_transition(rules.TRANSITIONS, offer.status, OfferStatus.UNDER_PREPARATION)
    if offer.is_on_behalf:
        rules.ensure_whole(offer)
        rules.ensure_reached(offer, len(inquiries.people_of(session, offer.provider_id)))
        offer.asked_stage = Stage.NOT_ASKED
        outbox.promise(session, "activities.ask_provider", at=at, provider_id=offer.provider_id)
    _move(session, offer, OfferStatus.UNDER_PREPARATION, actor_id=actor_id, at=at)


def pause(session: Session, offer: Offer, until: date, *, actor_id: int, at: datetime) -> None:
    """Pause an offer until a day."""
    rules.ensure_may_pause(offer, until, clock.local_date(at))
    _move(session, offer, OfferStatus.PAUSED, paused_until=until, actor_id=actor_id, at=at)


def end(session: Session, offer: Offer, *, actor_id: int, at: datetime) -> None:
    """End an offer; what is left of the provider's stands as confirmed as before."""
    ensure_transition(rules.TRANSITIONS, offer.status, OfferStatus.ENDED)
    _move(session, offer, OfferStatus.ENDED, actor_id=actor_id, at=at)


def _move(
    session: Session,
    offer: Offer,
    status: OfferStatus,
    *,
    actor_id: int | None,
    at: datetime,
    paused_until: date | None = None,
) -> None:
    changes: dict[str, tuple[object, object]] = {"status": (offer.status, status)}
    if paused_until:
        changes["paused_until"] = (None, paused_until)
    offer.status, offer.paused_until = status, paused_until
    audit.record(session, offer, "moved", actor_id=actor_id, at=at, changes=changes)


def confirm(session: Session, offers: Sequence[Offer], *, actor_id: int | None, at: datetime) -> None:
    """Say for the provider that offers hold; one that the municipality entered runs from then on where it may."""
    today = clock.local_date(at)
    told = queries.told_of(session, [offer.id for offer in offers])
    for offer in offers:
        rules.ensure_may_confirm(offer)
        changes = {"confirmed_on": (offer.confirmed_on, today)}
        offer.confirmed_on, offer.asked_stage = today, Stage.NOT_ASKED
        audit.record(session, offer, "confirmed", actor_id=actor_id, at=at, changes=changes)
        gate = queries.gate_of(session, offer, told[offer.id].groups, today)
        if offer.status is OfferStatus.UNDER_PREPARATION and rules.may_start(offer, gate):
            _move(session, offer, OfferStatus.RUNNING, actor_id=actor_id, at=at)
    _show(session, offers, actor_id=actor_id, at=at)


def _show(session: Session, offers: Sequence[Offer], *, actor_id: int | None, at: datetime) -> None:
    """Show it as evidence in the relations whose offers are all confirmed; the first to run out ends it."""
    today = clock.local_date(at)
    session.flush()
    for provider_id, municipality_id in sorted({(offer.provider_id, offer.municipality_id) for offer in offers}):
        theirs = queries.public_of(session, provider_id, municipality_id)
        days = [offer.confirmed_on for offer in theirs if offer.confirmed_on]
        if not days or rules.confirmed_to(min(days)) < today:
            continue
        proof = Proof(str(_("The offer catalogue")), today, rules.confirmed_to(min(days)))
        for relation in queries.relations_between(session, provider_id, municipality_id):
            prove(session, relation, PROOF, proof, actor_id=actor_id or theirs[0].edited_by_id, at=at)


def answer(session: Session, inquiry: Inquiry, *, at: datetime) -> None:
    """Take it from a link in a mail that everything holds; the same answer twice is one."""
    if inquiry.answered_at is None:
        offers = inquiries.offers_of(session, inquiry)
        session.execute(select(Offer.id).where(Offer.id.in_([each.id for each in offers])).with_for_update())
        confirm(session, offers, actor_id=inquiry.person_id, at=at)
        inquiry.answered_at = at
        audit.record(session, inquiry, "answered", actor_id=inquiry.person_id, at=at)
