"""Two who sign, write or send back at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.db import transaction
from partnership.agreements import actions, drafting
from partnership.agreements.models import Agreement, AgreementSection, AgreementSignature, AgreementStatus
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from tests.builders import NOW
from tests.partnership.agreements.builders import Parties, a_draft, sent

Doing = Callable[[Session, Relation, Agreement], object]


def at_once(parties: Parties, agreement: Agreement, *doing: Doing) -> list[str]:
    """Do things at the same moment, each in its own transaction; what became of each."""
    barrier, became = Barrier(len(doing)), []

    def run(act: Doing) -> None:
        with parties.app.app_context():
            barrier.wait()
            try:
                with transaction() as opened:
                    mine = opened.get_one(Agreement, agreement.id)
                    act(opened, opened.get_one(Relation, parties.relation.id), mine)
            except Exception as no:
                became.append(type(no).__name__)
            else:
                became.append("done")

    threads = [Thread(target=run, args=(act,)) for act in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    parties.session.rollback()
    parties.session.expire_all()
    return sorted(became)


def signing(parties: Parties, side: Side, seen: str) -> Doing:
    person_id = parties.signer(side).id

    def act(opened: Session, relation: Relation, agreement: Agreement) -> None:
        actions.sign(opened, relation, agreement, side, seen=seen, is_by_link=False, actor_id=person_id, at=NOW)

    return act


def test_two_sides_that_sign_at_once_make_one_agreement(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen = sent(parties, agreement)
    assert at_once(parties, agreement, *(signing(parties, side, seen) for side in Side)) == ["done", "done"]
    signatures = parties.session.scalars(select(AgreementSignature)).all()
    assert {each.side for each in signatures} == set(Side)
    assert len(signatures) == len(Side)
    assert agreement.status is AgreementStatus.SIGNED


def test_one_who_presses_twice_at_once_signs_once(parties: Parties) -> None:
    agreement = a_draft(parties)
    twice = [signing(parties, Side.ORGANISATION, sent(parties, agreement))] * 2
    assert at_once(parties, agreement, *twice) == ["done", "done"]
    assert len(parties.session.scalars(select(AgreementSignature)).all()) == 1


def test_of_a_signature_and_a_sending_back_at_once_none_is_half_done(parties: Parties) -> None:
    agreement = a_draft(parties)
    seen, leader_id = sent(parties, agreement), parties.leader.id

    def returning(opened: Session, relation: Relation, mine: Agreement) -> None:
        actions.send_back(opened, relation, mine, word="Vent.", actor_id=leader_id, at=NOW)

    became = at_once(parties, agreement, signing(parties, Side.MUNICIPALITY, seen), returning)
    assert became in (["done", "done"], ["NotAllowed", "done"])
    assert agreement.status is AgreementStatus.DRAFT


def test_two_who_write_in_one_section_at_once_do_not_write_over_each_other(parties: Parties) -> None:
    agreement = a_draft(parties)

    def writing(words: str, person_id: int) -> Doing:
        def act(opened: Session, relation: Relation, mine: Agreement) -> None:
            drafting.write(opened, relation, mine, "economy", words=words, version=1, actor_id=person_id, at=NOW)

        return act

    two = writing("Karis ord", parties.coordinator.id), writing("Olas ord", parties.leader.id)
    assert at_once(parties, agreement, *two) == ["Stale", "done"]
    section = parties.session.scalars(select(AgreementSection).where(AgreementSection.key == "economy")).one()
    assert section.words in {"Karis ord", "Olas ord"}
    assert section.version == 2
