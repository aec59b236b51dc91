"""What happens to a team: founding, the history of its seats, the one who leads, sign-in, hours and meetings."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role
from directory.accounts.queries import holdings
from directory.audit.models import AuditLine
from kernel import clock
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import NotAllowed, Stale
from partnership.core_teams import actions, queries, seating, working, working_queries
from partnership.core_teams.actions import SeatDraft, TeamDraft
from partnership.core_teams.models import CoreTeam, Maturity, Seat, WorkHours, WorkKind
from tests.builders import NOW, a_municipality, an_organisation
from tests.partnership.teaming import BEGUN, Table, a_seat, a_table

TODAY = clock.local_date(NOW)


def draft(table: Table, name: str = "Eldbjørg Ny", tenths: int = 5, **other: object) -> SeatDraft:
    values = {"email": "", "title": "", "is_leader": False, "municipality_id": table.municipality.id, **other}
    return SeatDraft(name=name, tenths=tenths, **values)  # type: ignore[arg-type]


def leaders(session: Session, team: CoreTeam) -> list[str]:
    return [seat.name for seat in queries.sitting(session, team.id) if seat.is_leader]


def test_a_team_of_two_municipalities_is_founded_with_its_seats(session: Session, table: Table) -> None:
    other = a_municipality(session, "Selbu")
    seats = (draft(table, is_leader=True), draft(table, "Per Selbu", municipality_id=other.id))
    said = TeamDraft(
        "Fjellregionen", "", table.municipality.id, Maturity.STARTING, (table.municipality.id, other.id), seats
    )
    team = actions.found(session, said, actor_id=table.coordinator.id, at=NOW)
    assert [each.name for each in queries.municipalities_on(session, [team.id], TODAY)[team.id]] == ["Volda", "Selbu"]
    assert [each.name for each in queries.seats_on(session, [team.id], TODAY)[team.id]] == ["Eldbjørg Ny", "Per Selbu"]
    lines = session.scalars(select(AuditLine).where(AuditLine.subject == "core_team_seat")).all()
    assert "Eldbjørg Ny" not in str([line.changes for line in lines])
    assert actions.found(session, said, actor_id=table.coordinator.id, at=NOW) is team, "the same sent twice is one"


@pytest.mark.parametrize("leading", [(), (0, 1)])
def test_a_team_is_founded_with_exactly_one_leader(session: Session, table: Table, leading: tuple[int, ...]) -> None:
    seats = tuple(draft(table, f"Nr {number}", is_leader=number in leading) for number in range(2))
    said = TeamDraft("X", "", table.municipality.id, Maturity.STARTING, (table.municipality.id,), seats)
    with pytest.raises(NotAllowed):
        actions.found(session, said, actor_id=table.coordinator.id, at=NOW)


def test_nobody_is_seated_for_a_municipality_that_does_not_take_part(session: Session, table: Table) -> None:
    other = a_municipality(session, "Selbu")
    with pytest.raises(NotAllowed):
        seating.seat(session, table.team, draft(table, municipality_id=other.id), begun_on=TODAY, actor_id=1, at=NOW)


def test_a_place_sent_twice_is_taken_once(session: Session, table: Table) -> None:
    for _time in range(2):
        seating.seat(session, table.team, draft(table), begun_on=TODAY, actor_id=table.coordinator.id, at=NOW)
    assert len(queries.sitting(session, table.team.id)) == 3


def test_another_share_is_a_seat_of_its_own_and_the_history_stays(session: Session, table: Table) -> None:
    held = table.seats[1]
    now = seating.change_seat(
        session,
        table.team,
        held.id,
        draft(table, held.name, 10),
        on=TODAY,
        version=held.version,
        actor_id=table.coordinator.id,
        at=NOW,
    )
    assert (held.left_on, held.tenths) == (TODAY, 5)
    assert (now.begun_on, now.tenths, now.left_on) == (TODAY, 10, None)
    before = queries.seats_on(session, [table.team.id], TODAY - timedelta(days=1))[table.team.id]
    assert sorted(seat.tenths for seat in before) == [5, 10]


def test_a_new_name_makes_no_new_seat(session: Session, table: Table) -> None:
    held = table.seats[1]
    said = draft(table, "Ola Nytt Navn")
    args = {"on": TODAY, "version": held.version, "actor_id": table.coordinator.id, "at": NOW}
    assert seating.change_seat(session, table.team, held.id, said, **args) is held  # type: ignore[arg-type]
    assert (held.name, held.left_on) == ("Ola Nytt Navn", None)


def test_a_seat_that_somebody_else_has_written_is_stale(session: Session, table: Table) -> None:
    with pytest.raises(Stale):
        seating.change_seat(
            session,
            table.team,
            table.seats[1].id,
            draft(table),
            on=TODAY,
            version=99,
            actor_id=table.coordinator.id,
            at=NOW,
        )


def test_leading_is_handed_over_and_the_leader_cannot_just_leave(session: Session, table: Table) -> None:
    leader, member = table.seats
    with pytest.raises(NotAllowed):
        seating.leave_seat(
            session, table.team, leader.id, on=TODAY, version=leader.version, actor_id=table.coordinator.id, at=NOW
        )
    seating.hand_over(session, table.team, member.id, version=member.version, actor_id=table.coordinator.id, at=NOW)
    assert leaders(session, table.team) == ["Ola Medlem"]
    assert leader.left_on == TODAY
    assert len(queries.all_seats(session, table.team.id)) == 4


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["lead", "leave", "seat", "share"]), st.integers(0, 5)), max_size=10))
def test_whatever_is_done_exactly_one_always_leads(session: Session, steps: list[tuple[str, int]]) -> None:
    table = a_table(session, name="Volda")
    who = {"actor_id": table.coordinator.id, "at": NOW}
    for number, (step, place) in enumerate(steps):
        sitting = queries.sitting(session, table.team.id)
        held = sitting[place % len(sitting)]
        try:
            if step == "lead":
                seating.hand_over(session, table.team, held.id, version=held.version, **who)  # type: ignore[arg-type]
            elif step == "leave":
                seating.leave_seat(session, table.team, held.id, on=TODAY, version=held.version, **who)  # type: ignore[arg-type]
            elif step == "seat":
                said = draft(table, f"Person {number}", is_leader=place % 2 == 0)
                seating.seat(session, table.team, said, begun_on=TODAY, **who)  # type: ignore[arg-type]
            else:
                said, on = draft(table, held.name, place), TODAY - timedelta(days=place)
                seating.change_seat(session, table.team, held.id, said, on=on, version=held.version, **who)  # type: ignore[arg-type]
        except NotAllowed:
            pass
        assert len(leaders(session, table.team)) == 1
    session.rollback()


def test_who_leaves_loses_the_sign_in_and_the_address_but_another_place_keeps_it(
    session: Session, table: Table
) -> None:
    member = a_seat(session, table.team, table.municipality, name="Lise", email="lise@example.no")
    who = {"actor_id": table.coordinator.id, "at": NOW}
    for _time in range(2):
        seating.give_access(session, table.team, member.id, **who)  # type: ignore[arg-type]
    assert [held.role for held in holdings(session, member.person_id or 0)] == [Role.CORE_TEAM_MEMBER]
    assert len(session.scalars(select(OutboxJob).where(OutboxJob.name == "partnership.mail_team_access")).all()) == 1
    person = session.get(Person, member.person_id)
    other = a_seat(session, table.team, table.municipality, name="Lise", person=person)
    seating.leave_seat(session, table.team, member.id, on=TODAY, version=member.version, **who)  # type: ignore[arg-type]
    assert holdings(session, member.person_id or 0)
    assert (member.email, member.left_on) == ("", TODAY)
    seating.leave_seat(session, table.team, other.id, on=TODAY, version=other.version, **who)  # type: ignore[arg-type]
    assert holdings(session, member.person_id or 0) == ()


def test_a_municipality_that_leaves_takes_its_people_along(session: Session, table: Table) -> None:
    other = a_municipality(session, "Selbu")
    who = {"actor_id": table.coordinator.id, "at": NOW}
    actions.add_municipality(session, table.team, other.id, **who)  # type: ignore[arg-type]
    seat = a_seat(session, table.team, other, name="Per Selbu")
    with pytest.raises(NotAllowed):
        actions.leave(session, table.team, table.municipality.id, **who)  # type: ignore[arg-type]
    actions.leave(session, table.team, other.id, **who)  # type: ignore[arg-type]
    assert seat.left_on == TODAY
    assert queries.present(session, table.team.id) == {table.municipality.id}
    actions.add_municipality(session, table.team, other.id, **who)  # type: ignore[arg-type]
    assert other.id in queries.present(session, table.team.id)


def test_a_guest_is_invited_once_and_can_be_asked_to_go(session: Session, table: Table) -> None:
    guest = an_organisation(session)
    for _time in range(2):
        actions.invite_guest(session, table.team, guest, actor_id=table.coordinator.id, at=NOW)
    assert len(queries.guests(session, table.team.id)) == 1
    actions.uninvite(session, table.team, guest.id, actor_id=table.coordinator.id, at=NOW)
    session.flush()
    assert queries.guests(session, table.team.id) == []


def test_a_team_that_has_ended_is_not_written_about(session: Session, table: Table) -> None:
    actions.end(session, table.team, actor_id=table.coordinator.id, at=NOW)
    with pytest.raises(NotAllowed):
        seating.seat(session, table.team, draft(table), begun_on=TODAY, actor_id=table.coordinator.id, at=NOW)
    with pytest.raises(NotAllowed):
        log(session, table, TODAY)


def test_with_a_team_its_seats_addresses_and_guests_end(session: Session, table: Table) -> None:
    guest = an_organisation(session)
    actions.invite_guest(session, table.team, guest, actor_id=table.coordinator.id, at=NOW)
    table.seats[1].email = "medlem@example.no"
    seating.give_access(session, table.team, table.seats[1].id, actor_id=table.coordinator.id, at=NOW)
    session.flush()
    member = table.seats[1].person
    assert member is not None
    assert holdings(session, member.id)

    actions.end(session, table.team, actor_id=table.coordinator.id, at=NOW)
    session.flush()

    assert queries.sitting(session, table.team.id) == []
    assert {(seat.email, seat.left_on) for seat in table.seats} == {("", TODAY)}
    assert holdings(session, member.id) == ()
    assert queries.guests(session, table.team.id) == []


def log(session: Session, table: Table, day: date, minutes: int = 90, note: str = "") -> WorkHours:
    said = working.HoursSaid(table.seats[1].id, day, minutes, WorkKind.HOMEWORK, note)
    return working.log_hours(session, table.team, said, actor_id=table.coordinator.id, at=NOW)


def test_hours_sent_twice_are_there_once_and_add_up(session: Session, table: Table) -> None:
    assert log(session, table, TODAY) is log(session, table, TODAY)
    log(session, table, date(2026, 10, 2), 30)
    assert queries.minutes_of(session, [table.team.id], BEGUN, TODAY) == {table.team.id: 120}
    found = working_queries.minutes_by_month(session, table.team.id, BEGUN, TODAY)
    assert found == {date(2026, 11, 1): 90, date(2026, 10, 1): 30}


def test_hours_of_an_earlier_day_are_on_the_seat_of_that_day(session: Session, table: Table) -> None:
    held = table.seats[1]
    now = seating.change_seat(
        session,
        table.team,
        held.id,
        draft(table, held.name, 10),
        on=TODAY,
        version=held.version,
        actor_id=table.coordinator.id,
        at=NOW,
    )
    said = working.HoursSaid(now.id, TODAY - timedelta(days=3), 60, WorkKind.LOCAL_WORK, "")
    assert working.log_hours(session, table.team, said, actor_id=table.coordinator.id, at=NOW).seat_id == held.id


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), BEGUN - timedelta(days=1), TODAY - timedelta(days=400)])
def test_hours_are_of_days_that_have_been_in_the_team(session: Session, table: Table, day: date) -> None:
    with pytest.raises(NotAllowed):
        log(session, table, day)


def test_who_was_at_a_meeting_is_not_in_the_trail(session: Session, table: Table) -> None:
    said = working.MeetingSaid(TODAY, "Rådhuset", "Solveig og Eldbjørg", "Kartlegging", "Vi ringer rundt.")
    for _time in range(2):
        meeting = working.hold_meeting(session, table.team, said, actor_id=table.coordinator.id, at=NOW)
    assert working_queries.count_meetings(session, table.team.id) == (1, TODAY)
    line = session.scalars(select(AuditLine).where(AuditLine.subject == meeting.__tablename__)).one()
    assert "Solveig" not in str(line.changes)
    assert line.changes["held_on"] == [None, "2026-11-21"]
    tomorrow = working.MeetingSaid(TODAY + timedelta(days=1), "", "", "x", "")
    who = {"version": meeting.version, "actor_id": table.coordinator.id, "at": NOW}
    with pytest.raises(NotAllowed):
        working.change_meeting(session, table.team, meeting.id, tomorrow, **who)  # type: ignore[arg-type]


def test_a_role_ends_with_its_day_and_stands_in_the_history(session: Session, table: Table) -> None:
    member = a_seat(session, table.team, table.municipality, name="Lise", email="lise@example.no")
    seating.give_access(session, table.team, member.id, actor_id=table.coordinator.id, at=NOW)
    seating.leave_seat(
        session, table.team, member.id, on=TODAY, version=member.version, actor_id=table.coordinator.id, at=NOW
    )
    held = session.scalars(select(RoleHolding).where(RoleHolding.person_id == member.person_id)).one()
    assert held.ended_at == NOW
    assert isinstance(session.get(Seat, member.id), Seat)
