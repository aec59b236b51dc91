"""What is kept here proves points by itself: shown once, withdrawn when it is over, and filled into a new draft."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel import clock
from kernel.lifecycle import NotAllowed
from partnership.assessments import actions, queries
from partnership.assessments.actions import Proof
from partnership.assessments.models import Evidence, Origin
from partnership.assessments.picture import Said
from partnership.relations.sides import Side
from partnership.staircase.level import Standing, Value
from partnership.staircase.queries import edition_in_force
from tests.builders import NOW, a_relation, an_assessment, an_organisation, some_evidence
from tests.partnership.assessments.builders import a_document, look, put_in_force
from tests.partnership.assessments.conftest import Pair

SIGNED = Proof("Avtale 2026-1", date(2026, 11, 1), date(2028, 10, 31))


def count(session: Session) -> int:
    session.flush()
    return session.scalar(select(func.count()).select_from(Evidence).where(Evidence.withdrawn_at.is_(None))) or 0


def shown(session: Session, pair: Pair, key: str) -> list[tuple[str, date, date]]:
    session.flush()
    lines = look(session, pair.relation).material.evidence.get(key, ())
    return [(line.reference, line.dated_on, line.valid_to) for line in lines]


def prove(session: Session, pair: Pair, kind: str, proof: Proof) -> None:
    actions.prove(session, pair.relation, kind, proof, actor_id=pair.kom.id, at=NOW)


def test_a_thing_kept_here_proves_its_point_once(session: Session, pair: Pair) -> None:
    for _again in range(2):
        prove(session, pair, "agreement", SIGNED)
    assert shown(session, pair, "prop.3.1") == [("Avtale 2026-1", date(2026, 11, 1), date(2028, 10, 31))]


def test_without_a_last_day_it_lasts_as_long_as_the_point_says(session: Session, pair: Pair) -> None:
    prove(session, pair, "offers_confirmed", Proof("Bekreftet", date(2026, 11, 1)))
    assert shown(session, pair, "prop.1.3") == [("Bekreftet", date(2026, 11, 1), date(2027, 4, 30))]


def test_another_last_day_takes_the_place_of_the_former(session: Session, pair: Pair) -> None:
    prove(session, pair, "agreement", SIGNED)
    prove(session, pair, "agreement", Proof("Avtale 2026-1", date(2026, 11, 1), date(2027, 1, 31)))
    assert shown(session, pair, "prop.3.1") == [("Avtale 2026-1", date(2026, 11, 1), date(2027, 1, 31))]


def test_a_kind_that_the_version_does_not_name_and_what_was_over_before_it_began_prove_nothing(
    session: Session, pair: Pair
) -> None:
    prove(session, pair, "horoscope", SIGNED)
    prove(session, pair, "", SIGNED)
    prove(session, pair, "agreement", Proof("Avtale", date(2026, 11, 1), date(2026, 10, 31)))
    assert count(session) == 0


def test_what_is_withdrawn_counts_no_more_and_may_be_shown_again(session: Session, pair: Pair) -> None:
    prove(session, pair, "agreement", SIGNED)
    for _again in range(2):
        actions.unprove(session, pair.relation, "agreement", "Avtale 2026-1", actor_id=pair.kom.id, at=NOW)
    assert shown(session, pair, "prop.3.1") == []
    prove(session, pair, "agreement", SIGNED)
    assert count(session) == 1
    assert session.scalar(select(func.count()).select_from(Evidence)) == 2


def test_what_a_body_holds_is_proved_for_all_its_relations(session: Session, pair: Pair) -> None:
    neighbour = a_relation(session, pair.municipality, an_organisation(session, "Naboane"), actor=pair.kom)
    gone_through = Proof("Gjennomgang", date(2026, 11, 1))
    how = {"actor_id": pair.kom.id, "at": NOW}
    for _again in range(2):
        actions.prove_for_body(session, pair.municipality.id, "home_care_informed", gone_through, **how)
    actions.prove_for_body(session, pair.relation.organisation_id, "home_care_informed", gone_through, **how)
    actions.prove_for_body(session, pair.municipality.id, "agreement", SIGNED, **how)
    assert count(session) == 1
    point = edition_in_force(session).content.question("1.4").point
    assert all(look(session, each).standing(point) is Standing.VALID for each in (pair.relation, neighbour))


def test_what_own_volunteers_hold_belongs_to_the_relation(session: Session, pair: Pair) -> None:
    own = a_relation(session, pair.municipality, None, actor=pair.kom)
    declared = Proof("Erklæring", date(2026, 11, 1))
    actions.prove(session, own, "independence", declared, actor_id=pair.kom.id, at=NOW)
    session.flush()
    line = session.scalars(select(Evidence)).one()
    assert (line.relation_id, line.body_id) == (own.id, None)


def test_a_new_draft_says_yes_where_evidence_is_valid_and_nothing_else_was_said(session: Session, pair: Pair) -> None:
    pair.relation.wished_step = 3
    prove(session, pair, "agreement", SIGNED)
    prove(session, pair, "dialogue_meetings", Proof("To møter", date(2025, 10, 1)))
    for side in Side:
        draft = actions.open_draft(session, pair.relation, side, actor_id=pair.actor(side).id, at=NOW)
        session.flush()
        begun = {code: (row.value, row.origin) for code, row in queries.answers_of(session, draft.id).items()}
        assert begun == {"3.1": (Value.YES, Origin.KNOWN)}


def test_a_step_that_is_not_opened_is_not_answered_for(session: Session, pair: Pair) -> None:
    prove(session, pair, "agreement", SIGNED)
    draft = actions.open_draft(session, pair.relation, Side.MUNICIPALITY, actor_id=pair.kom.id, at=NOW)
    session.flush()
    assert queries.answers_of(session, draft.id) == {}


def test_evidence_that_somebody_shows_answers_for_nobody(session: Session, pair: Pair) -> None:
    some_evidence(session, pair.relation, actor=pair.kom)
    draft = actions.open_draft(session, pair.relation, Side.ORGANISATION, actor_id=pair.org.id, at=NOW)
    session.flush()
    filled = {code for code, row in queries.answers_of(session, draft.id).items() if row.origin is Origin.KNOWN}
    proved = {each.point.code for each in edition_in_force(session).content.questions if each.proved_by}
    assert filled <= proved


def test_what_is_filled_in_waits_until_the_side_has_seen_it(session: Session, pair: Pair) -> None:
    prove(session, pair, "contact_of_municipality", SIGNED)
    draft = actions.open_draft(session, pair.relation, Side.MUNICIPALITY, actor_id=pair.kom.id, at=NOW)
    session.flush()
    work = queries.work(session, pair.relation, Side.MUNICIPALITY, clock.local_date(NOW))
    assert work.answers["1.1"].origin is Origin.KNOWN
    assert work.left(1) == len(work.questions(1))
    with pytest.raises(NotAllowed, match="not answered"):
        actions.submit(
            session,
            pair.relation,
            draft,
            work.content,
            work.steps,
            version=draft.version,
            actor_id=pair.kom.id,
            at=NOW,
        )


def test_it_is_said_once_it_has_been_saved(session: Session, pair: Pair) -> None:
    pair.relation.wished_step = 3
    prove(session, pair, "agreement", SIGNED)
    draft = actions.open_draft(session, pair.relation, Side.MUNICIPALITY, actor_id=pair.kom.id, at=NOW)
    session.flush()
    content = edition_in_force(session).content
    how = {"version": draft.version, "actor_id": pair.kom.id, "at": NOW}
    actions.answer(session, draft, content, {"3.1": Said(Value.YES)}, **how)
    session.flush()
    assert queries.answers_of(session, draft.id)["3.1"].origin is Origin.SAID


def test_a_side_that_has_said_otherwise_is_not_answered_for(session: Session, pair: Pair) -> None:
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, q3_1=Value.NO)
    prove(session, pair, "agreement", SIGNED)
    later = NOW + timedelta(days=1)
    draft = actions.open_draft(session, pair.relation, Side.MUNICIPALITY, actor_id=pair.kom.id, at=later)
    session.flush()
    assert queries.answers_of(session, draft.id)["3.1"].value is Value.NO


def test_the_version_in_force_says_what_proves_what(session: Session, pair: Pair) -> None:
    document = a_document(renamed={"3.1": "3.9"})
    for each in document["indicators"]:
        each.pop("proved_by", None)
        if each["code"] == "2.2":
            each["proved_by"] = "agreement"
    put_in_force(session, document, at=NOW)
    prove(session, pair, "agreement", SIGNED)
    assert shown(session, pair, "prop.3.1") == []
    assert len(shown(session, pair, "prop.2.2")) == 1
