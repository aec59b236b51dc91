"""What the staircase sees of coordinators: shown while both sides have one with time and a stand-in, else withdrawn."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.bodies.models import Body, BodyKind
from kernel import clock
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from partnership.assessments.actions import Proof, lock, prove, prove_for_body, unprove, unprove_for_body
from partnership.assessments.rules import last_day
from volunteers.coordinators import queries, rules
from volunteers.coordinators.queries import Held

OF_MUNICIPALITY = "municipal_coordinator"
OF_BOTH = "coordinators"
COUNTS_MONTHS = 12


def settle(session: Session, body: Body, *, actor_id: int, at: datetime) -> None:
    """Show, or withdraw at once, what a body's posts prove: its own point, and one in each of its relations."""
    session.flush()
    relations = queries.relations_of(session, body.id)
    for relation in relations:
        lock(session, relation)  # so that both sides are read as they stay
    others = {number for each in relations for number in (each.municipality_id, each.organisation_id) if number}
    posts = queries.posts_of(session, {body.id, *others})
    today = clock.local_date(at)
    if body.kind is BodyKind.MUNICIPALITY:
        filled = [held for held in posts if held.post.body_id == body.id and is_filled(held, today)]
        _settle_own(session, body, filled, actor_id=actor_id, at=at)
    ready = [held for held in posts if is_filled(held, today) and held.post.stand_in_name]
    for relation in relations:
        sides = [
            [held for held in ready if held.post.body_id == number]
            for number in (relation.municipality_id, relation.organisation_id)
        ]
        reference = named(OF_BOTH)
        if all(sides):
            proof = Proof(reference, today, min(_last(side, today) for side in sides))
            prove(session, relation, OF_BOTH, proof, actor_id=actor_id, at=at)
        else:
            unprove(session, relation, OF_BOTH, reference, actor_id=actor_id, at=at)


def _settle_own(session: Session, body: Body, filled: Collection[Held], *, actor_id: int, at: datetime) -> None:
    reference, today = named(OF_MUNICIPALITY), clock.local_date(at)
    if filled:
        proof = Proof(reference, today, _last(filled, today))
        prove_for_body(session, body.id, OF_MUNICIPALITY, proof, actor_id=actor_id, at=at)
    else:
        unprove_for_body(session, body.id, OF_MUNICIPALITY, reference, actor_id=actor_id, at=at)


def is_filled(held: Held, today: date) -> bool:
    """Whether somebody holds a post now and has time set aside for it."""
    return rules.counts(held.post, held.tenure, today)


def _last(filled: Collection[Held], today: date) -> date:
    """Until when it counts: a year, or the end of the post that lasts longest."""
    usual = last_day(today, COUNTS_MONTHS)
    return min(usual, max(held.post.ends_on or usual for held in filled))


def named(kind: str) -> str:
    """What it is called where evidence is shown: the same in every language, so that it can be withdrawn."""
    with force_locale(DEFAULT):
        return str(_("The municipality's post as coordinator") if kind == OF_MUNICIPALITY else _("Posts on both sides"))
