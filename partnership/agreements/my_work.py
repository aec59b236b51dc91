"""What waits for the people of a relation, and the card on its page: a signature, or a renewal."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import day
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work, panel
from partnership.agreements import queries, rules
from partnership.agreements.models import Agreement, AgreementStatus
from partnership.agreements.period import Standing, has_just_expired, is_to_be_renewed, standing
from partnership.relations import queries as relations
from partnership.relations.cards import Card
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.relations.rules import side_of
from partnership.relations.sides import Side
from partnership.staircase.content import Question

PLACE = 40
PROVES = "agreement"


@my_work
def agreements(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which agreements wait for the viewer's signature, and which are to be renewed."""
    mine = {
        each.id: each
        for each in relations.mine(session, viewer)
        if each.organisation_id and side_of(each, viewer, Permission.RELATION_ASSESS)
    }
    if not mine:
        return
    found = queries.kept_in(session, mine)
    signed, today = queries.signed_sides(session, found), clock.local_date(now)
    latest = {each.relation_id: each for each in found}
    for agreement in found:
        relation = mine[agreement.relation_id]
        if agreement.status is AgreementStatus.FOR_SIGNING:
            side = side_of(relation, viewer, Permission.AGREEMENT_SIGN)
            if side and side not in signed[agreement.id] and rules.may_sign(relation, viewer):
                yield _to_sign(relation, agreement)
        elif latest[relation.id] is agreement:
            yield from _to_renew(relation, agreement, today)


def _to_sign(relation: Relation, agreement: Agreement) -> Task:
    address = url_for("agreements.signing.sign", relation_id=relation.id, number=agreement.number)
    words = _("%(title)s: the agreement waits for your signature", title=title_of(relation))
    return Task(words, address, _("Read and sign"))


def _to_renew(relation: Relation, agreement: Agreement, today: date) -> Iterator[Task]:
    title, last_on = title_of(relation), agreement.last_on
    address = url_for("agreements.show", relation_id=relation.id, number=agreement.number)
    if last_on is not None and is_to_be_renewed(agreement, today):
        words = _("%(title)s: the agreement ends on %(day)s", title=title, day=day(last_on))
        yield Task(words, address, _("Renew it"), due=last_on)
    elif last_on is not None and has_just_expired(agreement, today):
        words = _("%(title)s: the agreement expired on %(day)s", title=title, day=day(last_on))
        yield Task(words, address, _("Renew it"), due=last_on)


@panel("relation.card")
def card(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Card | None:
    """Say on the relation's page how its agreement stands; there is none with own volunteers."""
    if relation.organisation_id is None:
        return None
    today = clock.local_date(now)
    known = [each for each in queries.agreements_of(opened, relation) if each.status is not AgreementStatus.DISCARDED]
    signed = queries.signed_sides(opened, known)
    if not known:
        address = url_for("agreements.index", relation_id=relation.id)
        return Card(_("Agreement"), _("You have no written agreement yet."), address, _("Agreements"), PLACE)
    told, mark = _told(known[0], signed[known[0].id], today)
    mark = mark or _mark_for(relation, known[0], signed[known[0].id], viewer)
    address = url_for("agreements.show", relation_id=relation.id, number=known[0].number)
    if known[0].last_on is None and (stands := next((each for each in known if each.last_on), None)):
        told = f"{told} {_before(stands, today)}"
    return Card(_("Agreement"), told, address, _("See the agreement"), PLACE, mark)


def _mark_for(relation: Relation, agreement: Agreement, signed: set[Side], viewer: Viewer) -> str:
    """Whether the viewer's own signature is what is waited for."""
    side = side_of(relation, viewer, Permission.AGREEMENT_SIGN)
    waits = agreement.status is AgreementStatus.FOR_SIGNING and rules.may_sign(relation, viewer)
    return str(_("Waits for your signature")) if waits and side not in signed else ""


def _before(agreement: Agreement, today: date) -> str:
    """One line about the agreement that stands before one that is not signed yet."""
    if standing(agreement, today) is Standing.ENDED and agreement.last_on:
        return str(_("The one before expired on %(day)s.", day=day(agreement.last_on)))
    return _told(agreement, set(), today)[0]


@panel("point.renewed")
def renewed(_opened: Session, relation: Relation, _viewer: Viewer, question: Question) -> Task | None:
    """Say that a signature renews the point that agreements prove."""
    if question.proved_by != PROVES or relation.organisation_id is None:
        return None
    address = url_for("agreements.index", relation_id=relation.id)
    return Task(_("Sign the agreement, and this is renewed."), address, _("Agreements"))


def _told(agreement: Agreement, signed: set[Side], today: date) -> tuple[str, str]:
    """One line about an agreement, and what asks for attention."""
    last = day(agreement.last_on) if agreement.last_on else ""
    how = standing(agreement, today)
    told = {
        Standing.DRAFT: _("A draft is being written."),
        Standing.FOR_SIGNING: _("One of you has signed.") if signed else _("The text waits for both signatures."),
        Standing.WAITING: _("Signed. It begins on %(day)s.", day=day(agreement.starts_on)),
        Standing.IN_FORCE: _("In force until %(day)s.", day=last),
        Standing.UNDER_NOTICE: _("Terminated. The last day is %(day)s.", day=last),
        Standing.ENDED: _("It expired on %(day)s.", day=last),
        Standing.TERMINATED: _("Terminated. The last day was %(day)s.", day=last),
        Standing.REPLACED: _("It was renewed, and ended on %(day)s.", day=last),
        Standing.DISCARDED: "",
    }[how]
    is_due = how is Standing.ENDED or is_to_be_renewed(agreement, today)
    return str(told), str(_("Must be renewed")) if is_due else ""
