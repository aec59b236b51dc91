"""What happens to a draft that is written: it is discarded or frozen, signed by both, sent back, or terminated."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.accounts.queries import holdings
from directory.audit import actions as audit
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed, _l, ensure_current, ensure_transition
from partnership.agreements import period, queries, rules, saying
from partnership.agreements.drafting import hold
from partnership.agreements.models import (
    Agreement,
    AgreementSignature,
    AgreementStatus,
    AgreementText,
)
from partnership.agreements.template import CLAUSE, template_of
from partnership.agreements.wording import canonical, fingerprint
from partnership.assessments.proving import Proof, prove, prove_for_body
from partnership.relations.models import Relation
from partnership.relations.rules import body_of
from partnership.relations.sides import Side


def discard(
    session: Session, relation: Relation, agreement: Agreement, *, version: int, actor_id: int, at: datetime
) -> None:
    """Put a draft aside; what was written in it stays there to be read."""
    hold(session, relation, agreement)
    ensure_transition(rules.TRANSITIONS, agreement.status, AgreementStatus.DISCARDED)
    ensure_current(agreement.version, version)
    agreement.status = AgreementStatus.DISCARDED
    audit.record(session, agreement, "discarded", actor_id=actor_id, at=at)


def send(
    session: Session, relation: Relation, agreement: Agreement, *, seen: str, actor_id: int, at: datetime
) -> AgreementText:
    """Freeze the text that was seen and send it to signing; raises Stale when it has changed since."""
    hold(session, relation, agreement)
    today = clock.local_date(at)
    written = {key: section.words for key, section in queries.sections_of(session, agreement).items()}
    needs_annex = not agreement.has_annex and queries.needs_annex(session, relation, agreement, today)
    template = template_of(agreement.template)
    rules.ensure_may_send(agreement, template, written, needs_annex=needs_annex, today=today)
    renewed = queries.renewed_by(session, agreement)
    if renewed is not None:
        rules.ensure_follows(agreement, renewed)
    content = canonical(saying.draft_text(session, relation, agreement))
    rules.ensure_same_text(seen, fingerprint(content))
    before = queries.latest_text(session, agreement)
    frozen = AgreementText(
        agreement_id=agreement.id,
        number=before.number + 1 if before else 1,
        content=content,
        fingerprint=fingerprint(content),
        frozen_at=at,
        frozen_by_id=actor_id,
        returned_word="",
    )
    session.add(frozen)
    agreement.status = AgreementStatus.FOR_SIGNING
    changes = {"agreement": (None, agreement.number), "fingerprint": (None, frozen.fingerprint)}
    audit.record(session, frozen, "frozen", actor_id=actor_id, at=at, changes=changes)
    _tell(session, agreement, "for_signing", at)
    return frozen


def send_back(
    session: Session, relation: Relation, agreement: Agreement, *, word: str, actor_id: int, at: datetime
) -> None:
    """Send a text back with a word before both have signed: a signature given earlier falls with the text."""
    hold(session, relation, agreement)
    ensure_transition(rules.TRANSITIONS, agreement.status, AgreementStatus.DRAFT)
    text = _text_of(session, agreement)
    fallen = queries.signatures_of(session, text)
    text.returned_at, text.returned_by_id, text.returned_word = at, actor_id, word
    agreement.status = AgreementStatus.DRAFT
    audit.record(session, text, "sent_back", actor_id=actor_id, at=at, personal={"word": (None, word)})
    for signature in fallen:
        changes = {"side": (signature.side, None), "fingerprint": (signature.fingerprint, None)}
        audit.record(session, signature, "fallen", actor_id=actor_id, at=at, changes=changes)
    _tell(session, agreement, "returned", at)


def sign(
    session: Session,
    relation: Relation,
    agreement: Agreement,
    side: Side,
    *,
    seen: str,
    is_by_link: bool,
    actor_id: int,
    at: datetime,
) -> bool:
    """Sign the text that was seen, for one side; whether both have signed. Raises Stale when it is another text."""
    hold(session, relation, agreement)
    text = _text_of(session, agreement)
    signatures, today = queries.signatures_of(session, text), clock.local_date(at)
    if any(each.side is side and each.person_id == actor_id for each in signatures) and text.returned_at is None:
        return len(signatures) == len(Side)
    rules.ensure_may_sign(agreement, signatures, side, person_id=actor_id, today=today)
    rules.ensure_same_text(seen, text.fingerprint)
    if not rules.verify(text, signatures):
        raise NotAllowed(rules.NOT_INTACT)
    signatures.append(_signature(session, relation, text, side, is_by_link=is_by_link, actor_id=actor_id, at=at))
    if len(signatures) < len(Side):
        _tell(session, agreement, "half_signed", at)
        return False
    agreement.status = AgreementStatus.SIGNED
    agreement.last_on = agreement.ends_on
    audit.record(session, agreement, "signed_by_both", actor_id=actor_id, at=at)
    _replace(session, agreement, actor_id=actor_id, at=at)
    _prove(session, relation, agreement, today, actor_id=actor_id, at=at)
    if relation.organisation_id is not None:
        clause = Proof(saying.clause_reference_of(agreement, relation, today), today)
        prove_for_body(session, relation.organisation_id, CLAUSE, clause, actor_id=actor_id, at=at)
    _tell(session, agreement, "signed", at)
    return True


def terminate(
    session: Session,
    relation: Relation,
    agreement: Agreement,
    side: Side,
    *,
    last_on: date,
    reason: str,
    actor_id: int,
    at: datetime,
) -> None:
    """Terminate an agreement with notice: it is in force to its new last day, and proves the cooperation till then."""
    hold(session, relation, agreement)
    rules.ensure_may_terminate(agreement, last_on, clock.local_date(at))
    changes = {"last_on": (agreement.last_on, last_on), "side": (None, side)}
    agreement.status = AgreementStatus.TERMINATED
    agreement.last_on = last_on
    agreement.terminated_at, agreement.terminated_by_id = at, actor_id
    agreement.terminated_side, agreement.terminated_reason = side, reason
    audit.record(
        session, agreement, "terminated", actor_id=actor_id, at=at, changes=changes, personal={"reason": (None, reason)}
    )
    signatures = queries.signatures_of(session, _text_of(session, agreement))
    _prove(session, relation, agreement, clock.local_date(signatures[-1].signed_at), actor_id=actor_id, at=at)
    _tell(session, agreement, "terminated", at)


def _text_of(session: Session, agreement: Agreement) -> AgreementText:
    text = queries.latest_text(session, agreement)
    if text is None:
        raise NotAllowed(_l("Nothing has been sent to signing yet."))
    return text


def _signature(
    session: Session,
    relation: Relation,
    text: AgreementText,
    side: Side,
    *,
    is_by_link: bool,
    actor_id: int,
    at: datetime,
) -> AgreementSignature:
    """Write a signature down with who signed and as what, as it is now."""
    body_id = body_of(relation, side)
    role = rules.signing_role(holdings(session, actor_id), body_id)
    person = queries.person_of(session, actor_id)
    body = relation.municipality if side is Side.MUNICIPALITY else relation.organisation
    made = AgreementSignature(
        text_id=text.id,
        side=side,
        person_id=actor_id,
        name=person.name,
        title=person.title or saying.title_of_role(role, text.agreement.language),
        body_name=body.full_name if body else "",
        fingerprint=text.fingerprint,
        is_by_link=is_by_link,
        signed_at=at,
    )
    session.add(made)
    changes = {"side": (None, side), "fingerprint": (None, text.fingerprint), "by_link": (None, is_by_link)}
    audit.record(session, made, "signed", actor_id=actor_id, at=at, changes=changes)
    return made


def _replace(session: Session, agreement: Agreement, *, actor_id: int, at: datetime) -> None:
    """Let the agreement that is renewed end when the new one begins."""
    old = queries.renewed_by(session, agreement)
    if old is None or old.last_on is None:
        return
    last_on = min(old.last_on, period.day_before(agreement.starts_on))
    changes = {"last_on": (old.last_on, last_on)}
    old.last_on = last_on
    if old.status is AgreementStatus.SIGNED:
        old.status = AgreementStatus.REPLACED
    audit.record(session, old, "renewed", actor_id=actor_id, at=at, changes=changes)


def _prove(
    session: Session, relation: Relation, agreement: Agreement, signed_on: date, *, actor_id: int, at: datetime
) -> None:
    proof = Proof(saying.reference_of(agreement, signed_on), signed_on, agreement.last_on)
    prove(session, relation, "agreement", proof, actor_id=actor_id, at=at)


def _tell(session: Session, agreement: Agreement, told: str, at: datetime) -> None:
    outbox.promise(session, "partnership.tell_of_agreement", at=at, agreement_id=agreement.id, told=told)
