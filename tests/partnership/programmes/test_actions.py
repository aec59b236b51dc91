"""What happens in a programme: teams come and go, homework goes its way, questions are answered."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import NotAllowed, Stale
from partnership.programmes import actions, guiding, planning, queries
from partnership.programmes.models import (
    Attendance,
    EventStatus,
    GuidanceTopic,
    HandInStatus,
    Participation,
    Programme,
    ProgrammeEvent,
)
from partnership.programmes.rules import HandInDraft, MaterialDraft, Question
from tests.builders import NOW
from tests.partnership.programmes.builders import ANSWER, Scene, a_programme_draft, a_task, an_event_draft
from tests.partnership.teaming import a_table, an_event


def test_a_code_is_a_programmes_own_and_stays(session: Session, scene: Scene) -> None:
    by = scene.centre.caseworker.id
    owner = scene.centre.body.id
    made = actions.create(session, a_programme_draft(call_code="T2"), owner_id=owner, actor_id=by, at=NOW)
    session.flush()
    with pytest.raises(NotAllowed):
        actions.create(session, a_programme_draft(), owner_id=owner, actor_id=by, at=NOW)
    draft = a_programme_draft(code="OTHER", call_code="T2", process_leader="Huset")
    actions.change(session, made, draft, version=made.version, actor_id=by, at=NOW)
    session.flush()
    assert (made.code, made.process_leader) == ("KT-2028", "Huset")
    assert queries.programmes(session)[-1] is made, "what begins last comes last"
    with pytest.raises(Stale):
        actions.change(session, made, draft, version=1, actor_id=by, at=NOW)


def test_a_team_joins_once_leaves_and_comes_back(session: Session, scene: Scene) -> None:
    team, by = a_table(session, name="Tydal").team, scene.centre.caseworker.id
    for _again in range(2):
        made = actions.join(session, scene.programme, team, application="T2-2026-0001", actor_id=by, at=NOW)
    assert session.scalar(select(func.count()).where(Participation.team_id == team.id)) == 1
    assert not made.is_listed, "the network list is one's own choice"
    lines = select(AuditLine.verb).where(AuditLine.subject == "programme_participation")
    assert session.scalars(lines.where(AuditLine.subject_id == made.id)).all() == ["joined"]
    actions.leave(session, scene.programme, team, actor_id=by, at=NOW)
    assert team not in [part.team for part in queries.participations(session, scene.programme)]
    with pytest.raises(NotAllowed):
        actions.leave(session, scene.programme, team, actor_id=by, at=NOW)
    back = actions.join(session, scene.programme, team, application="", actor_id=by, at=NOW)
    assert (back.left_on, back.application) == (None, "T2-2026-0001")


def test_a_team_that_has_left_hands_in_and_asks_nothing(session: Session, scene: Scene) -> None:
    task, team, by = a_task(session, scene), scene.table.team, scene.table.member.id
    actions.leave(session, scene.programme, team, actor_id=by, at=NOW)
    with pytest.raises(NotAllowed):
        actions.hand_in(session, task, team, ANSWER, version=0, actor_id=by, at=NOW)
    with pytest.raises(NotAllowed):
        guiding.ask(session, scene.programme, team, Question(GuidanceTopic.OTHER, "?"), actor_id=by, at=NOW)


def test_homework_is_written_handed_in_sent_back_and_seen(session: Session, scene: Scene) -> None:
    task, team = a_task(session, scene), scene.table.team
    by, centre = scene.table.member.id, scene.centre.caseworker.id
    made = actions.write_hand_in(session, task, team, ANSWER, version=0, actor_id=by, at=NOW)
    assert made.status.value == HandInStatus.DRAFT.value
    session.flush()
    with pytest.raises(NotAllowed):
        actions.give_feedback(session, made, "Fint", is_returned=False, version=made.version, actor_id=centre, at=NOW)
    session.flush()
    actions.hand_in(session, task, team, ANSWER, version=made.version, actor_id=by, at=NOW)
    session.flush()
    again = actions.hand_in(session, task, team, ANSWER, version=0, actor_id=by, at=NOW)
    assert again.status is HandInStatus.HANDED_IN, "a button pressed twice is pressed once"
    other = HandInDraft("Noe annet", "")
    with pytest.raises(NotAllowed):
        actions.write_hand_in(session, task, team, other, version=made.version, actor_id=by, at=NOW)
    actions.give_feedback(
        session, made, "Si mer om hvem", is_returned=True, version=made.version, actor_id=centre, at=NOW
    )
    actions.hand_in(session, task, team, other, version=made.version, actor_id=by, at=NOW)
    session.flush()
    actions.give_feedback(session, made, "", is_returned=False, version=made.version, actor_id=centre, at=NOW)
    assert made.status.value == HandInStatus.SEEN.value
    told = session.scalars(select(OutboxJob).where(OutboxJob.name == "partnership.mail_feedback")).all()
    assert len(told) == 2
    assert all(set(each.args) == {"hand_in_id", "version"} for each in told), "a promise holds ids, not words"


def test_what_a_team_writes_is_in_the_trail_by_digest_only(session: Session, scene: Scene) -> None:
    task, team, by = a_task(session, scene), scene.table.team, scene.table.member.id
    actions.hand_in(session, task, team, HandInDraft("Gunnar er ensom", ""), version=0, actor_id=by, at=NOW)
    question = Question(GuidanceTopic.OTHER, "Gunnar vil ikke")
    guiding.ask(session, scene.programme, team, question, actor_id=by, at=NOW)
    lines = session.scalars(select(AuditLine)).all()
    assert lines
    assert all("Gunnar" not in str(line.changes) for line in lines)


def test_two_of_a_team_who_begin_at_once_have_one_answer(session: Session, scene: Scene) -> None:
    task, team, by = a_task(session, scene), scene.table.team, scene.table.member.id
    actions.write_hand_in(session, task, team, ANSWER, version=0, actor_id=by, at=NOW)
    session.flush()
    with pytest.raises(Stale):
        actions.write_hand_in(session, task, team, HandInDraft("Mitt", ""), version=0, actor_id=by, at=NOW)


@pytest.mark.parametrize("draft", [HandInDraft("", ""), HandInDraft("", "javascript:alert(1)")])
def test_what_says_nothing_or_leads_nowhere_is_not_handed_in(
    session: Session, scene: Scene, draft: HandInDraft
) -> None:
    task = a_task(session, scene)
    with pytest.raises(NotAllowed):
        actions.hand_in(session, task, scene.table.team, draft, version=0, actor_id=scene.table.member.id, at=NOW)


def test_who_was_there_is_noted_afterwards_and_changed_for_those_one_speaks_of(session: Session, scene: Scene) -> None:
    by = scene.centre.caseworker.id
    leader, other = (seat.id for seat in scene.table.seats)
    ahead = an_event(session, scene.programme)
    with pytest.raises(NotAllowed):
        actions.note_attendance(session, ahead, {leader}, among={leader}, actor_id=by, at=NOW)
    event = an_event(session, scene.programme, starts_at=NOW - timedelta(days=1))
    actions.note_attendance(session, event, {leader}, among={leader, other}, actor_id=by, at=NOW)
    actions.note_attendance(session, event, {other}, among={other}, actor_id=by, at=NOW)
    session.flush()
    there = set(session.scalars(select(Attendance.seat_id).where(Attendance.event_id == event.id)))
    assert there == {leader, other}
    assert event.status is EventStatus.HELD
    actions.note_attendance(session, event, set(), among={leader}, actor_id=by, at=NOW)
    session.flush()
    assert set(session.scalars(select(Attendance.seat_id))) == {other}


def test_a_meeting_that_is_cancelled_is_neither_held_nor_moved(session: Session, scene: Scene) -> None:
    by = scene.centre.caseworker.id
    event = an_event(session, scene.programme, starts_at=NOW - timedelta(days=1))
    actions.cancel_event(session, event, actor_id=by, at=NOW)
    with pytest.raises(NotAllowed):
        actions.note_attendance(session, event, {1}, among={1}, actor_id=by, at=NOW)
    session.flush()
    with pytest.raises(NotAllowed):
        planning.change_event(session, event, an_event_draft(), version=event.version, actor_id=by, at=NOW)


def test_tools_are_shared_with_an_address_and_for_the_programmes_own_meetings(session: Session, scene: Scene) -> None:
    by = scene.centre.caseworker.id
    event = planning.plan_event(session, scene.programme, an_event_draft(), actor_id=by, at=NOW)
    session.flush()
    draft = MaterialDraft("Samtalekort", "https://example.no/kort.pdf", "Utgave 2", "CC BY 4.0", event.id)
    made = planning.add_material(session, scene.programme, draft, actor_id=by, at=NOW)
    session.flush()
    planning.remove_material(session, made, actor_id=by, at=NOW)
    with pytest.raises(NotAllowed):
        planning.add_material(
            session, scene.programme, MaterialDraft("x", "kort.pdf", "", "eget", None), actor_id=by, at=NOW
        )
    assert session.scalars(select(ProgrammeEvent)).one() is event


def test_a_question_is_answered_once(session: Session, scene: Scene) -> None:
    team, by, centre = scene.table.team, scene.table.member.id, scene.centre.caseworker.id
    asked = Question(GuidanceTopic.INFORMAL_GROUPS, "Hvordan finner vi strikkeklubben?")
    made = guiding.ask(session, scene.programme, team, asked, actor_id=by, at=NOW)
    session.flush()
    guiding.answer(session, made, "Gå på biblioteket.", version=made.version, actor_id=centre, at=NOW)
    session.flush()
    with pytest.raises(NotAllowed):
        guiding.answer(session, made, "Eller kirken.", version=made.version, actor_id=centre, at=NOW)
    noted = guiding.note_call(session, scene.programme, team, asked, "Ring Kari.", actor_id=centre, at=NOW)
    assert noted.answered_at == NOW


def test_the_network_knows_a_team_only_by_its_own_wish(session: Session, scene: Scene) -> None:
    by, team = scene.table.member.id, scene.table.team
    part = session.scalars(select(Participation).where(Participation.team_id == team.id)).one()
    actions.stand_in_network(
        session, part, is_listed=True, good_at="Eldrerådet", version=part.version, actor_id=by, at=NOW
    )
    session.flush()
    (row,) = session.execute(queries.network(scene.programme)).all()
    assert (row.name, row.good_at, row.leader) == (team.name, "Eldrerådet", "Randi Teamleder")
    actions.stand_in_network(
        session, part, is_listed=False, good_at="Eldrerådet", version=part.version, actor_id=by, at=NOW
    )
    session.flush()
    assert session.execute(queries.network(scene.programme)).all() == []
    assert session.scalars(select(Programme)).one() is not None


def test_the_same_sent_twice_is_one(session: Session, scene: Scene) -> None:
    by = {"actor_id": scene.centre.caseworker.id, "at": NOW}
    tool = MaterialDraft("Kort", "https://example.no/kort", "", "CC BY 4.0", None)
    asked = Question(GuidanceTopic.METHODS, "Hvordan spør vi?")
    team, programme = scene.table.team, scene.programme

    def all_of_it() -> tuple[object, ...]:
        made = (
            planning.plan_event(session, programme, an_event_draft(), **by),
            planning.add_material(session, programme, tool, **by),
            guiding.ask(session, programme, team, asked, **by),
            guiding.note_call(session, programme, team, asked, "Slik.", **by),
            a_task(session, scene),
        )
        session.flush()
        return made

    first, second = all_of_it(), all_of_it()
    assert all(one is other for one, other in zip(first, second, strict=True))
    later = an_event_draft(title="Andre samling")
    assert planning.plan_event(session, programme, later, **by) is not first[0]
