"""What is allowed, and what follows: from draft to signature, from the first day to the last, and how it ends."""

from collections.abc import Mapping, Sequence
from datetime import date

from directory.accounts.permissions import Holding, Permission, Role, Viewer
from kernel.lifecycle import NotAllowed, Stale, _l, ensure_transition
from partnership.agreements import wording
from partnership.agreements.models import Agreement, AgreementSignature, AgreementStatus, AgreementText
from partnership.agreements.period import STANDS, Days, Standing, first_last_day, moved, standing
from partnership.agreements.template import Template
from partnership.relations.models import Relation
from partnership.relations.rules import side_of
from partnership.relations.sides import Side

LONGEST_YEARS = 10
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
NOT_INTACT = _l("The text is not the one that was sent to signing. Send it back, and tell the administrator.")

TRANSITIONS = {
    AgreementStatus.DRAFT: frozenset({AgreementStatus.FOR_SIGNING, AgreementStatus.DISCARDED}),
    AgreementStatus.FOR_SIGNING: frozenset({AgreementStatus.DRAFT, AgreementStatus.SIGNED}),
    AgreementStatus.SIGNED: frozenset({AgreementStatus.TERMINATED, AgreementStatus.REPLACED}),
    AgreementStatus.TERMINATED: frozenset[AgreementStatus](),
    AgreementStatus.REPLACED: frozenset[AgreementStatus](),
    AgreementStatus.DISCARDED: frozenset[AgreementStatus](),
}


def ensure_has_two_parties(relation: Relation) -> None:
    """An agreement is between two bodies; own volunteers have the three conditions instead. Source: E14."""
    if relation.organisation_id is None:
        raise NotAllowed(
            _l(
                "A municipality makes no agreement with its own volunteers. "
                "Here the three conditions count: frames, training and coordination."
            )
        )


def ensure_may_begin(known: Sequence[Agreement], today: date, *, renews: Agreement | None = None) -> None:
    """One agreement at a time is written, and one that stands is renewed rather than written anew."""
    if any(each.status in {AgreementStatus.DRAFT, AgreementStatus.FOR_SIGNING} for each in known):
        raise NotAllowed(_l("An agreement is being written already. Go on with that one."))
    if renews is not None and not may_renew(renews, known, today):
        raise NotAllowed(_l("This agreement cannot be renewed. Write a new one instead."))
    if renews is None and any(standing(each, today) in STANDS for each in known):
        raise NotAllowed(_l("You have an agreement that stands. Renew it instead of writing a new one."))


def may_renew(agreement: Agreement, known: Sequence[Agreement], today: date) -> bool:
    """Whether an agreement may be continued by a new one: it stands or has run out, and none has followed it."""
    is_last = not any(each.number > agreement.number and each.last_on is not None for each in known)
    return is_last and standing(agreement, today) in {Standing.IN_FORCE, Standing.UNDER_NOTICE, Standing.ENDED}


def ensure_draft(agreement: Agreement) -> None:
    """Only a draft is written in."""
    if agreement.status is not AgreementStatus.DRAFT:
        raise NotAllowed(_l("The text is frozen for signing. To change it, send it back first."))


def ensure_days(days: Days) -> None:
    """A period begins before it ends, and lasts at most ten years."""
    if not days.starts_on >= EARLIEST or days.ends_on > LATEST:
        raise NotAllowed(_l("An agreement is between the years 2000 and 2100. Check the dates."))
    if days.ends_on < days.starts_on:
        raise NotAllowed(_l("The agreement ends before it begins. Check the dates."))
    if days.ends_on > moved(days.starts_on, LONGEST_YEARS * 12):
        raise NotAllowed(_l("An agreement lasts at most ten years. Choose an earlier last day, and renew it then."))


def ensure_may_send(
    agreement: Agreement, template: Template, written: Mapping[str, str], *, needs_annex: bool, today: date
) -> None:
    """What goes to signing is whole: every section is written, the period is ahead, the annex is there if it must."""
    ensure_transition(TRANSITIONS, agreement.status, AgreementStatus.FOR_SIGNING)
    if needs_annex and not agreement.has_annex:
        raise NotAllowed(_l("On this step personal data is shared. Add the privacy annex first."))
    if empty := empty_sections(agreement, template, written):
        raise NotAllowed(_l("Something must be written under “%(heading)s” first."), heading=empty[0])
    ensure_not_over(agreement, today)


def empty_sections(agreement: Agreement, template: Template, written: Mapping[str, str]) -> list[str]:
    """The headings under which nothing stands yet and something must."""
    return [
        section.heading.pick(agreement.language)[0]
        for section in template.sections_for(has_annex=agreement.has_annex)
        if section.is_written and not section.is_optional and not written.get(section.key, "").strip()
    ]


def ensure_not_over(agreement: Agreement, today: date) -> None:
    """Nobody signs for a period that is over."""
    if agreement.ends_on < today:
        raise NotAllowed(_l("The period is over already. Choose a later last day first."))


def ensure_same_text(seen: str, now: str) -> None:
    """One signs or sends what one has read, and nothing else; raises Stale."""
    if seen != now:
        raise Stale


def signing_side(relation: Relation, viewer: Viewer) -> Side:
    """The side that a viewer signs for; who answers for both sides signs for neither."""
    side = side_of(relation, viewer, Permission.AGREEMENT_SIGN)
    if side is None:
        raise NotAllowed(
            _l("A leader of the municipality or of the organisation signs. You can prepare the agreement.")
        )
    if answers_for_both(relation, viewer):
        raise NotAllowed(_l("You answer for both sides, so somebody else must sign. Nobody makes an agreement alone."))
    return side


def answers_for_both(relation: Relation, viewer: Viewer) -> bool:
    """Whether a person has a say on both sides of a relation."""
    answered = viewer.bodies(Permission.RELATION_ASSESS)
    return relation.municipality_id in answered and relation.organisation_id in answered


def may_sign(relation: Relation, viewer: Viewer) -> bool:
    """Whether a viewer signs for one of the sides."""
    return side_of(relation, viewer, Permission.AGREEMENT_SIGN) is not None and not answers_for_both(relation, viewer)


def ensure_may_sign(
    agreement: Agreement, signatures: Sequence[AgreementSignature], side: Side, *, person_id: int, today: date
) -> None:
    """Each side signs once, by different people, while the period lasts."""
    ensure_transition(TRANSITIONS, agreement.status, AgreementStatus.SIGNED)
    if any(each.side is side for each in signatures):
        raise NotAllowed(_l("Your side has signed already."))
    if any(each.person_id == person_id for each in signatures):
        raise NotAllowed(_l("You answer for both sides, so somebody else must sign. Nobody makes an agreement alone."))
    ensure_not_over(agreement, today)


def signing_role(held: Sequence[Holding], body_id: int | None) -> Role:
    """The role with which somebody signs for a body."""
    for holding in held:
        if holding.body_id == body_id and holding.allows(Permission.AGREEMENT_SIGN):
            return holding.role
    raise NotAllowed(_l("A leader of the municipality or of the organisation signs. You can prepare the agreement."))


def ensure_own_name(typed: str, name: str) -> None:
    """A signature is confirmed by one's own name."""
    if " ".join(typed.split()).casefold() != " ".join(name.split()).casefold():
        raise NotAllowed(_l("Write your name as it stands on your account: %(name)s."), name=name)


def verify(text: AgreementText, signatures: Sequence[AgreementSignature]) -> bool:
    """Whether a frozen text is the one that was sent and signed, to the letter."""
    found = wording.fingerprint(text.content)
    return all(found == each for each in (text.fingerprint, *(signature.fingerprint for signature in signatures)))


def ensure_may_terminate(agreement: Agreement, last_on: date, today: date) -> None:
    """An agreement that stands may be terminated, with its notice, by either side."""
    ensure_transition(TRANSITIONS, agreement.status, AgreementStatus.TERMINATED)
    if standing(agreement, today) not in STANDS:
        raise NotAllowed(_l("The agreement is over already."))
    if last_on < first_last_day(agreement, today):
        raise NotAllowed(_l("That is too early for the notice that you agreed on. Choose a later last day."))
    if agreement.last_on is not None and last_on > agreement.last_on:
        raise NotAllowed(_l("The agreement ends before that day in any case."))


def ensure_follows(agreement: Agreement, renewed: Agreement) -> None:
    """A renewal begins after the agreement that it renews began."""
    if agreement.starts_on <= renewed.starts_on:
        raise NotAllowed(_l("The new agreement must begin after the one that it renews."))
