"""How wishes are written down and erased, and how they meet needs."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import NotAllowed, Stale
from tests.builders import NOW, an_organisation
from tests.partnership.relations.viewing import viewer_of
from tests.partnership.teaming import a_table
from tests.volunteers.builders import a_volunteer
from tests.volunteers.senior_resources.builders import (
    CONSENT,
    TODAY,
    Ready,
    a_need,
    a_tie,
    a_wish,
    an_opportunity,
    an_organisations_wish,
)
from volunteers.retention import actions as retention
from volunteers.retention.models import DeletionReport
from volunteers.retention.queries import keeping
from volunteers.retention.rules import Terms
from volunteers.senior_resources import actions, counts, noting, queries
from volunteers.senior_resources.content import Wish, need_of, wish_of
from volunteers.senior_resources.models import Connection, ConnectionStatus, ResourceKind, Segment, SeniorResource
from volunteers.senior_resources.suggestions import Overview

WISHED, UNDER_WAY, DECLINED = ConnectionStatus.WISHED, ConnectionStatus.UNDER_WAY, ConnectionStatus.DECLINED


def overview(session: Session, ready: Ready, day: date = TODAY) -> Overview:
    """What somebody of the team sees of what might meet."""
    return queries.ground_of(session, ready.team.id, day, viewer=viewer_of(session, ready.table.member)).overview


def test_nobody_is_written_down_where_the_safeguards_are_off(session: Session) -> None:
    table = a_table(session)
    bare = Ready(table, table.team, table.member.id)
    for kind in (ResourceKind.INDIVIDUAL, ResourceKind.INFORMAL_GROUP):
        with pytest.raises(NotAllowed, match="Nobody can be registered"):
            a_wish(session, bare, kind=kind)
    assert an_organisations_wish(session, bare).erased_on is None


def test_what_tells_who_somebody_is_stands_sealed_and_in_no_trail(session: Session, ready: Ready) -> None:
    resource = a_wish(session, ready, name="Berit Hemmeleg", contact="41234567", prerequisites="Skyss frå Berit")
    actions.change(
        session,
        ready.team,
        resource,
        Wish("Berit vil synge", "culture", name="Berit Anna", **CONSENT),
        version=resource.version,
        actor_id=ready.actor_id,
        at=NOW,
    )
    need = a_need(session, ready, text="Berit saknar nokon", said_by="Berit")
    connection = a_tie(session, ready, resource, need)
    actions.answer(session, connection, WISHED, "Berit vil", version=1, actor_id=ready.actor_id, at=NOW)
    session.flush()
    lines = session.scalars(select(AuditLine)).all()
    assert {"added", "changed", "connected", "answered", "noted"} <= {line.verb for line in lines}
    assert "Berit" not in str([line.changes for line in lines])
    assert "41234567" not in str([line.changes for line in lines])
    for table in ("senior_resource", "resource_connection"):
        assert "Berit" not in str(session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608  names of ours


def test_a_wish_that_is_taken_back_is_erased_at_once(session: Session, ready: Ready) -> None:
    volunteer = a_volunteer(session, ready.table.municipality)
    resource = a_wish(session, ready, contact="41234567", prerequisites="Skyss", volunteer_id=volunteer.id)
    first = a_tie(session, ready, resource, a_need(session, ready))
    second = a_tie(session, ready, resource, None, an_opportunity(session, ready))
    actions.answer(session, second, DECLINED, "Nei takk", version=1, actor_id=ready.actor_id, at=NOW)
    for _twice in range(2):
        actions.withdraw(session, resource, actor_id=ready.actor_id, at=NOW)
        session.flush()
    session.expire_all()
    assert (resource.name, resource.contact, resource.wish, resource.prerequisites) == ("", "", "", "")
    assert (resource.volunteer_id, resource.erased_on) == (None, TODAY)
    assert (first.status, second.status, first.said, second.said) == (ConnectionStatus.ENDED, DECLINED, "", "")
    promised = session.scalars(select(OutboxJob.name)).all()
    assert "volunteers.wipe" in promised
    assert promised.count("volunteers.count_erased") == 1
    erased = select(AuditLine).where(AuditLine.subject == "senior_resource", AuditLine.verb == "erased")
    assert len(session.scalars(erased).all()) == 1
    with pytest.raises(NotAllowed):
        a_tie(session, ready, resource, a_need(session, ready, text="Noko anna"))


def test_a_consent_that_ends_is_erased_by_the_job_with_a_report(session: Session, ready: Ready) -> None:
    ending, lasting = a_wish(session, ready, consent_until=TODAY), a_wish(session, ready)
    stays = an_organisations_wish(session, ready)
    lead = ready.team.lead_id
    assert lead in keeping(session)
    retention.erase_some(session, lead, Terms(), at=NOW)
    assert ending.erased_on is None
    later = NOW + timedelta(days=1)
    retention.erase_some(session, lead, Terms(), at=later)
    retention.erase_some(session, lead, Terms(), at=later)
    session.flush()
    assert ending.erased_on == later.date()
    assert (lasting.erased_on, stays.erased_on) == (None, None)
    assert [(each.body_id, each.profiles) for each in session.scalars(select(DeletionReport))] == [(lead, 1)]


def test_an_organisation_stands_once_and_may_come_back(session: Session, ready: Ready) -> None:
    choir = an_organisation(session, "Koret")
    first = an_organisations_wish(session, ready, organisation=choir)
    with pytest.raises(NotAllowed, match="already"):
        an_organisations_wish(session, ready, organisation=choir)
    actions.withdraw(session, first, actor_id=ready.actor_id, at=NOW)
    session.flush()
    again = an_organisations_wish(session, ready, organisation=choir, wish="Vi vil synge")
    assert (again.id, again.wish, again.erased_on) == (first.id, "Vi vil synge", None)


def test_a_no_is_final_for_that_pair_whichever_way_one_asks(session: Session, ready: Ready) -> None:
    resource, need, chance = a_wish(session, ready), a_need(session, ready), an_opportunity(session, ready)
    connection = a_tie(session, ready, resource, need, chance)
    actions.answer(session, connection, DECLINED, "", version=1, actor_id=ready.actor_id, at=NOW)
    session.flush()
    for asked in ((need, None), (None, chance), (need, chance)):
        for is_wished in (False, True):
            with pytest.raises(NotAllowed, match="said no"):
                a_tie(session, ready, resource, *asked, is_wished=is_wished)
    for status in ConnectionStatus:
        with pytest.raises(NotAllowed):
            actions.answer(session, connection, status, "", version=2, actor_id=ready.actor_id, at=NOW)
    assert overview(session, ready).suggestions == ()
    assert len(session.scalars(select(Connection)).all()) == 1


def test_it_begins_when_they_wish_it(session: Session, ready: Ready) -> None:
    resource, need = a_wish(session, ready), a_need(session, ready)
    seen = overview(session, ready)
    assert [each.resource_id for each in seen.suggestions] == [resource.id]
    assert (len(seen.alone), len(seen.placeless)) == (1, 1)
    connection = a_tie(session, ready, resource, need)
    with pytest.raises(NotAllowed, match="wish it themselves"):
        actions.answer(session, connection, UNDER_WAY, "", version=1, actor_id=ready.actor_id, at=NOW)
    for version, status in enumerate((WISHED, UNDER_WAY), 1):
        actions.answer(session, connection, status, "Gjerne", version=version, actor_id=ready.actor_id, at=NOW)
        session.flush()
    with pytest.raises(Stale):
        actions.answer(session, connection, ConnectionStatus.ENDED, "", version=1, actor_id=ready.actor_id, at=NOW)
    seen = overview(session, ready)
    assert (seen.alone, seen.placeless, seen.suggestions) == ((), (), ())


def test_nobody_is_asked_who_rests_or_about_what_is_met_or_over(session: Session, ready: Ready) -> None:
    resting = a_wish(session, ready, resting_until=TODAY)
    open_, met = a_need(session, ready), a_need(session, ready, text="Nokon å sykle med")
    over = an_opportunity(session, ready, themes="walking", open_until=TODAY - timedelta(days=1))
    noting.meet(session, met, is_met=True, actor_id=ready.actor_id, at=NOW)
    session.flush()
    assert overview(session, ready).suggestions == ()
    asked = overview(session, ready, TODAY + timedelta(days=1)).suggestions
    assert [(each.resource_id, each.thing_id) for each in asked] == [(resting.id, open_.id)]
    with pytest.raises(NotAllowed, match="time being"):
        a_tie(session, ready, resting, open_)
    awake = a_wish(session, ready)
    with pytest.raises(NotAllowed, match="is met"):
        a_tie(session, ready, awake, met)
    with pytest.raises(NotAllowed, match="is over"):
        a_tie(session, ready, awake, None, over)


def test_writing_anew_needs_the_version_that_was_seen(session: Session, ready: Ready) -> None:
    resource, need = a_wish(session, ready), a_need(session, ready)
    said = wish_of(resource)
    by = {"actor_id": ready.actor_id, "at": NOW}
    actions.change(session, ready.team, resource, Wish(**{**vars(said), "wish": "Nytt"}), version=1, **by)
    noting.change_local(session, need, type(need_of(need))("Nytt", "food"), version=1, **by)
    session.flush()
    with pytest.raises(Stale):
        actions.change(session, ready.team, resource, said, version=1, **by)
    with pytest.raises(Stale):
        noting.change_local(session, need, need_of(need), version=1, **by)


def test_segments_are_counts_of_a_place(session: Session, ready: Ready) -> None:
    people = {Segment.READY: 40, Segment.WITH_SUPPORT: 12, Segment.NEITHER: 3}
    by = {"actor_id": ready.actor_id, "at": NOW}
    noting.count(session, ready.team, "Mork", people, version=0, **by)
    session.flush()
    with pytest.raises(Stale):
        noting.count(session, ready.team, "Mork", people, version=0, **by)
    noting.count(session, ready.team, "Mork", {**people, Segment.READY: 41}, version=3, **by)
    session.flush()
    assert [each.people for each in queries.segments_of(session, ready.team.id)] == [41, 12, 3]
    (_place, cells), *_sums = counts.segment_table(queries.segments_of(session, ready.team.id))
    assert cells[2].is_hidden


def test_others_see_how_many_with_small_numbers_hidden(session: Session, ready: Ready) -> None:
    need = a_need(session, ready)
    people = [a_wish(session, ready, name=f"Person {number}") for number in range(7)]
    gone = a_wish(session, ready)
    actions.withdraw(session, gone, actor_id=ready.actor_id, at=NOW)
    for each in people[:3]:
        connection = a_tie(session, ready, each, need, is_wished=True)
        actions.answer(session, connection, UNDER_WAY, "", version=1, actor_id=ready.actor_id, at=NOW)
    session.flush()
    found = counts.counts_for(session, [ready.team.id])[ready.team.id]
    assert (found.wishing.number, found.wishing.is_hidden, found.taking_part.is_hidden) == (7, False, True)
    assert (found.needs, found.needs_alone) == (1, 0)
    assert len(session.scalars(select(SeniorResource)).all()) == 8


def test_a_team_that_has_ended_writes_nothing_more_down_and_still_erases(session: Session, ready: Ready) -> None:
    resource = a_wish(session, ready)
    ready.team.ended_on = TODAY
    for write in (a_wish, a_need, an_opportunity, an_organisations_wish):
        with pytest.raises(NotAllowed):
            write(session, ready)
    actions.withdraw(session, resource, actor_id=ready.actor_id, at=NOW)
    assert resource.name == ""


def test_the_same_sent_twice_is_one_until_it_is_met_or_erased(session: Session, ready: Ready) -> None:
    need, wish = a_need(session, ready), a_wish(session, ready)
    assert a_need(session, ready) is need
    assert a_wish(session, ready) is wish
    assert a_wish(session, ready, name="Ein annan") is not wish
    noting.meet(session, need, is_met=True, actor_id=ready.actor_id, at=NOW)
    actions.forget(session, wish, actor_id=ready.actor_id, at=NOW)
    session.flush()
    assert a_need(session, ready) is not need
    assert a_wish(session, ready) is not wish
