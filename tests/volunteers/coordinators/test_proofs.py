"""What the staircase sees of coordinators: a vacancy lowers 4.1 at once, and somebody new raises it again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from partnership.assessments import actions as assessments
from partnership.assessments.models import Evidence
from partnership.relations.sides import Side
from partnership.staircase.level import Level, Standing
from partnership.staircase.queries import edition_in_force
from tests.activities.conftest import Town
from tests.builders import NOW, a_relation, an_assessment
from tests.partnership.assessments.builders import look
from tests.volunteers.coordinators.builders import KARI, a_post, held, said
from volunteers.coordinators import actions
from volunteers.coordinators.actions import HolderSaid

LATER = NOW + timedelta(days=3)


def standing(session: Session, town: Town, code: str) -> Standing:
    session.flush()
    point = edition_in_force(session).content.question(code).point
    return look(session, town.relation, as_of=clock.local_date(LATER)).standing(point)


def all_other_evidence(session: Session, town: Town, *, without: str = "") -> None:
    """Both sides say yes up to step four, with papers for all but coordinators."""
    for question in edition_in_force(session).content.questions:
        if question.point.code in {"2.4", "4.1", without}:
            continue
        side = Side.ORGANISATION if question.point.answered_by.value == "organisation" else Side.MUNICIPALITY
        proof = assessments.Proof("Sak 26/1", date(2026, 11, 1))
        assessments.show_evidence(
            session, town.relation, question, side, proof, actor_id=town.kom.id, at=NOW, today=clock.local_date(NOW)
        )
    for side, actor in ((Side.MUNICIPALITY, town.kom), (Side.ORGANISATION, town.leader)):
        an_assessment(session, town.relation, side, actor=actor, upto=4)
    session.flush()


def level(session: Session, town: Town) -> Level:
    session.flush()
    agreed = look(session, town.relation, as_of=clock.local_date(LATER)).levels.agreed
    assert agreed is not None
    return agreed


def test_both_sides_with_time_somebody_and_a_stand_in_prove_it(session: Session, town: Town) -> None:
    a_post(session, town.volda, actor=town.kom)
    assert standing(session, town, "2.4") is Standing.VALID
    assert standing(session, town, "4.1") is Standing.MISSING, "the association has nobody yet"
    a_post(session, town.venene, actor=town.leader)
    assert standing(session, town, "4.1") is Standing.VALID


def test_a_vacancy_shows_on_the_staircase_at_once_and_somebody_new_raises_it(
    session: Session,
    town: Town,
) -> None:
    all_other_evidence(session, town)
    own = a_post(session, town.volda, actor=town.kom)
    theirs = a_post(session, town.venene, actor=town.leader)
    before = level(session, town)
    assert (before.number, "4.1" in before.only_partly) == (4, False)
    actions.end(session, held(session, theirs), date(2026, 11, 21), actor_id=town.leader.id, at=LATER)
    vacant = level(session, town)
    assert "4.1" in vacant.only_partly, "one point may be partly in place"
    actions.end(session, held(session, own), date(2026, 11, 21), actor_id=town.kom.id, at=LATER)
    assert standing(session, town, "2.4") is Standing.MISSING
    new = HolderSaid("Nils", "90000001", "", "", False, date(2026, 11, 22))
    for post, actor in ((own, town.kom), (theirs, town.leader)):
        actions.begin(session, held(session, post), new, actor_id=actor.id, at=LATER)
    after = level(session, town)
    assert (after.number, after.only_partly) == (before.number, before.only_partly)


def test_beside_another_weak_point_a_vacancy_costs_the_step(session: Session, town: Town) -> None:
    all_other_evidence(session, town, without="4.2")
    a_post(session, town.volda, actor=town.kom)
    theirs = a_post(session, town.venene, actor=town.leader)
    assert level(session, town).number == 4
    actions.end(session, held(session, theirs), date(2026, 11, 21), actor_id=town.leader.id, at=LATER)
    assert level(session, town).number == 3


@pytest.mark.parametrize("lost", [{"stand_in_name": "", "stand_in_phone": ""}, {"share": 0}])
def test_a_post_that_loses_its_stand_in_or_its_time_counts_no_more(
    session: Session,
    town: Town,
    lost: dict[str, object],
) -> None:
    a_post(session, town.volda, actor=town.kom)
    theirs = a_post(session, town.venene, actor=town.leader)
    how = {"actor_id": town.leader.id, "at": LATER}
    actions.change(session, held(session, theirs), said(**lost), version=theirs.version, **how)
    assert standing(session, town, "4.1") is Standing.MISSING
    session.flush()
    actions.change(session, held(session, theirs), said(), version=theirs.version, **how)
    assert standing(session, town, "4.1") is Standing.VALID


def test_the_municipality_without_a_stand_in_still_has_a_coordinator(session: Session, town: Town) -> None:
    a_post(session, town.volda, actor=town.kom, stand_in_name="", stand_in_phone="")
    a_post(session, town.venene, actor=town.leader)
    assert standing(session, town, "2.4") is Standing.VALID
    assert standing(session, town, "4.1") is Standing.MISSING


def test_another_post_that_is_filled_keeps_it(session: Session, town: Town) -> None:
    first = a_post(session, town.volda, actor=town.kom)
    a_post(session, town.volda, actor=town.kom, title="Nummer to")
    a_post(session, town.venene, actor=town.leader)
    actions.end(session, held(session, first), date(2026, 11, 21), actor_id=town.kom.id, at=LATER)
    assert standing(session, town, "2.4") is standing(session, town, "4.1") is Standing.VALID


def test_it_counts_no_longer_than_the_post_lasts_and_is_confirmed_for_a_year(session: Session, town: Town) -> None:
    post = a_post(session, town.volda, actor=town.kom, ends_on=date(2026, 12, 31))
    session.flush()
    (line,) = session.scalars(select(Evidence).where(Evidence.withdrawn_at.is_(None)))
    assert line.valid_to == date(2026, 12, 31)
    actions.change(session, held(session, post), said(), version=post.version, actor_id=town.kom.id, at=LATER)
    actions.confirm(session, held(session, post), actor_id=town.kom.id, at=LATER)
    session.flush()
    assert max(each.valid_to for each in session.scalars(select(Evidence))) == date(2027, 11, 23)


def test_own_volunteers_and_ended_cooperations_get_no_proof_of_two_sides(session: Session, town: Town) -> None:
    a_relation(session, town.volda, None, actor=town.kom)
    town.relation.ended_on, town.relation.ended_reason = date(2026, 11, 1), "Slutt"
    a_post(session, town.volda, actor=town.kom)
    a_post(session, town.venene, actor=town.leader)
    session.flush()
    assert {line.key for line in session.scalars(select(Evidence))} == {"prop.2.4"}


def test_evidence_that_somebody_showed_by_hand_stays(session: Session, town: Town) -> None:
    question = edition_in_force(session).content.question("4.1")
    proof = assessments.Proof("Sak 26/7", date(2026, 11, 1))
    how = {"actor_id": town.kom.id, "at": NOW, "today": clock.local_date(NOW)}
    assessments.show_evidence(session, town.relation, question, Side.MUNICIPALITY, proof, **how)
    post = a_post(session, town.volda, actor=town.kom)
    actions.end(session, held(session, post), date(2026, 11, 21), actor_id=town.kom.id, at=LATER)
    assert standing(session, town, "4.1") is Standing.VALID


def test_the_same_sent_twice_is_one_post_and_one_holder(session: Session, town: Town) -> None:
    one = a_post(session, town.volda, actor=town.kom)
    other = actions.set_up(session, town.volda, said(), actor_id=town.kom.id, at=NOW)
    assert one is other
    actions.begin(session, held(session, one), KARI, actor_id=town.kom.id, at=NOW)
    session.flush()
    assert len(held(session, one).tenures) == 1
    assert session.query(Evidence).count() == 1
