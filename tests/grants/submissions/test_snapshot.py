"""What is kept of the day an application is sent (ST-16): both sides' levels, or that a side has not answered."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from grants.applications import queries
from kernel.lifecycle import NotAllowed
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from tests.builders import NOW, an_assessment, some_evidence
from tests.grants.submissions.conftest import Scene, send

KEYS = {"relations", "partners", "asked", "set_aside", "eligible", "confirmed_by_applicant"}
STANDING = {
    "relation_id",
    "municipality",
    "organisation",
    "municipality_number",
    "levels",
    "top",
    "wished_step",
    "differences",
    "staircase",
}


def kept(session: Session, scene: Scene) -> dict[str, Any]:
    """The snapshot of a scene that is sent now."""
    send(session, scene)
    session.expire_all()
    snapshot = scene.application.snapshot
    assert snapshot is not None
    assert set(snapshot) == KEYS
    return snapshot


def test_both_sides_levels_and_what_they_see_differently_are_kept(session: Session, scene: Scene) -> None:
    some_evidence(session, scene.relation, actor=scene.kom)
    an_assessment(session, scene.relation, Side.MUNICIPALITY, actor=scene.kom, upto=3, q2_3=Value.NO)
    an_assessment(session, scene.relation, Side.ORGANISATION, actor=scene.leader, upto=3)
    scene.relation.wished_step = 4
    standing = kept(session, scene)["relations"][0]
    assert set(standing) == STANDING
    assert standing["levels"] == {"municipality": 1, "organisation": 3, "agreed": 1}
    assert (standing["municipality"], standing["organisation"]) == ("Volda", "Følgjevenene")
    assert (standing["municipality_number"], standing["top"], standing["wished_step"]) == (scene.volda.number, 5, 4)
    difference = next(each for each in standing["differences"] if each["code"] == "2.3")
    assert (difference["municipality"], difference["organisation"]) == ("no", "yes")
    assert set(difference["text"]) == {"nb", "nn", "en"}


def test_where_one_has_answered_the_other_and_the_agreed_level_wait(session: Session, scene: Scene) -> None:
    some_evidence(session, scene.relation, actor=scene.kom)
    an_assessment(session, scene.relation, Side.ORGANISATION, actor=scene.leader, upto=3)
    standing = kept(session, scene)["relations"][0]
    only_its_own_points = 0  # what the municipality alone answers is not heard yet
    assert standing["levels"] == {"municipality": None, "organisation": only_its_own_points, "agreed": None}
    assert standing["differences"] == []


def test_what_the_applicant_may_not_see_is_not_kept(session: Session, scene: Scene) -> None:
    an_assessment(session, scene.relation, Side.MUNICIPALITY, actor=scene.kom, upto=3)
    standing = kept(session, scene)["relations"][0]
    assert standing["levels"] == {"municipality": None, "organisation": None, "agreed": None}


def test_a_later_assessment_does_not_change_what_was_kept(session: Session, scene: Scene) -> None:
    before = kept(session, scene)
    later = NOW + timedelta(hours=1)
    an_assessment(session, scene.relation, Side.ORGANISATION, actor=scene.leader, upto=5, at=later)
    session.commit()
    session.expire_all()
    assert scene.application.snapshot == before


def test_a_relation_with_somebody_who_is_no_partner_is_left_out(session: Session, scene: Scene) -> None:
    session.delete(queries.partners_of(session, scene.application)[0])
    snapshot = kept(session, scene)
    assert (snapshot["relations"], snapshot["partners"]) == ([], [])


def test_the_amount_of_who_has_not_confirmed_is_set_aside(session: Session, scene: Scene) -> None:
    snapshot = kept(session, scene)
    partner = {"name": "Volda kommune", "amount": 100_000, "confirmed": False, "is_municipality": True}
    assert snapshot["partners"] == [partner]
    assert snapshot["asked"] == {"1": 500_000, "2": 400_000}
    assert (snapshot["set_aside"], snapshot["eligible"]) == (100_000, 400_000)


def test_the_amount_of_who_has_confirmed_counts(session: Session, scene: Scene) -> None:
    partner = queries.partners_of(session, scene.application)[0]
    partner.confirmed_at, partner.confirmed_by = NOW, "Kari Nordmann"
    scene.leader.title = "Styreleder"
    snapshot = kept(session, scene)
    assert (snapshot["set_aside"], snapshot["eligible"]) == (0, 500_000)
    assert snapshot["confirmed_by_applicant"] == "Oddny Leder, Styreleder"


def test_partners_parts_that_come_to_more_than_is_asked_for_are_told_before_sending(
    session: Session, scene: Scene
) -> None:
    queries.partners_of(session, scene.application)[0].amount = 800_000
    with pytest.raises(NotAllowed, match="add up to"):
        kept(session, scene)
