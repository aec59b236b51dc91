"""One proposes, another puts in force; the former version is retired, and two at once give one."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.audit.models import AuditLine
from kernel.db import transaction
from kernel.lifecycle import NotAllowed, Stale
from partnership.staircase.models import StaircaseVersion, VersionStatus
from partnership.staircase.queries import edition_in_force
from partnership.versions import actions
from partnership.versions.models import Activation, ActivationStatus
from tests.builders import NOW, the_staircase
from tests.partnership.versions.builders import a_document, a_draft, a_proposal, an_administrator

LATER = NOW + timedelta(hours=1)
TOMORROW = date(2026, 11, 22)


@pytest.fixture
def two(session: Session) -> tuple[Person, Person]:
    """Two administrators, and the staircase in force."""
    the_staircase(session)
    return an_administrator(session, "Ada"), an_administrator(session, "Bo")


def decide(session: Session, activation: Activation, person: Person) -> None:
    actions.decide(session, activation, version=activation.version, actor_id=person.id, at=LATER)
    session.flush()


def active(session: Session) -> list[str]:
    statement = select(StaircaseVersion.code).where(StaircaseVersion.status == VersionStatus.ACTIVE)
    return list(session.scalars(statement))


def test_another_puts_the_version_in_force_and_the_former_one_is_retired(
    session: Session, two: tuple[Person, Person]
) -> None:
    former = edition_in_force(session).id
    version = a_draft(session)
    activation = a_proposal(session, version, actor=two[0])

    decide(session, activation, two[1])

    assert active(session) == ["lokal-2"]
    assert (activation.status, activation.decided_by_id) == (ActivationStatus.DONE, two[1].id)
    assert version.active_from == LATER
    assert session.get_one(StaircaseVersion, former).retired_at == LATER
    lines = session.execute(select(AuditLine.subject, AuditLine.verb, AuditLine.actor_id).order_by(AuditLine.id))
    assert [tuple(line) for line in lines][-4:] == [
        ("activation", "proposed", two[0].id),
        ("staircase_version", "retired", two[1].id),
        ("staircase_version", "activated", two[1].id),
        ("activation", "done", two[1].id),
    ]


def test_the_same_person_never_does_both(session: Session, two: tuple[Person, Person]) -> None:
    activation = a_proposal(session, a_draft(session), actor=two[0])
    with pytest.raises(NotAllowed, match="Somebody else"):
        decide(session, activation, two[0])
    assert active(session) == ["forslag-2026-1"]


def test_the_database_refuses_the_same_person_too(session: Session, two: tuple[Person, Person]) -> None:
    activation = a_proposal(session, a_draft(session), actor=two[0])
    values = {"status": "done", "decided_at": LATER, "decided_by_id": two[0].id}
    with pytest.raises(IntegrityError):
        session.execute(update(Activation).where(Activation.id == activation.id).values(values))


def test_the_database_holds_one_active_version(session: Session, two: tuple[Person, Person]) -> None:
    version = a_draft(session)
    with pytest.raises(IntegrityError):
        session.execute(
            update(StaircaseVersion).where(StaircaseVersion.id == version.id).values(status="active", active_from=NOW)
        )


def test_a_returned_version_is_a_draft_that_may_be_proposed_again(session: Session, two: tuple[Person, Person]) -> None:
    version = a_draft(session)
    activation = a_proposal(session, version, actor=two[0])
    actions.send_back(
        session, activation, remark=" Trinn 3 mangler. ", version=activation.version, actor_id=two[1].id, at=LATER
    )
    session.flush()
    assert (activation.status, activation.remark) == (ActivationStatus.RETURNED, "Trinn 3 mangler.")
    again = a_proposal(session, version, actor=two[1])
    decide(session, again, two[0])
    assert active(session) == ["lokal-2"]


def test_a_version_waits_for_its_day_and_then_comes_in_force_by_itself(
    session: Session, two: tuple[Person, Person]
) -> None:
    activation = a_proposal(session, a_draft(session), actor=two[0], valid_from=TOMORROW)
    decide(session, activation, two[1])
    assert (activation.status, active(session)) == (ActivationStatus.PLANNED, ["forslag-2026-1"])

    actions.put_due_in_force(session, at=LATER)
    assert active(session) == ["forslag-2026-1"]

    midnight = NOW.replace(hour=23)  # in Oslo, this summer or winter
    actions.put_due_in_force(session, at=midnight)
    session.flush()
    assert (activation.status, active(session)) == (ActivationStatus.DONE, ["lokal-2"])

    actions.put_due_in_force(session, at=midnight + timedelta(days=1))
    assert active(session) == ["lokal-2"]


def test_a_proposal_for_today_is_in_force_at_once(session: Session, two: tuple[Person, Person]) -> None:
    activation = a_proposal(session, a_draft(session), actor=two[0], valid_from=date(2026, 11, 21))
    decide(session, activation, two[1])
    assert active(session) == ["lokal-2"]


def test_who_has_seen_an_older_proposal_decides_nothing(session: Session, two: tuple[Person, Person]) -> None:
    activation = a_proposal(session, a_draft(session), actor=two[0])
    with pytest.raises(Stale):
        actions.decide(session, activation, version=activation.version + 1, actor_id=two[1].id, at=LATER)


def test_a_proposal_from_before_another_came_in_force_is_to_be_made_anew(
    session: Session, two: tuple[Person, Person]
) -> None:
    old = a_proposal(session, a_draft(session, a_document("lokal-2")), actor=two[0])
    new = a_proposal(session, a_draft(session, a_document("lokal-3")), actor=two[0])
    decide(session, new, two[1])
    with pytest.raises(NotAllowed, match="Another version"):
        decide(session, old, two[1])


def test_the_text_of_a_version_is_never_changed(session: Session, two: tuple[Person, Person]) -> None:
    version = a_draft(session)
    with pytest.raises(ValueError, match="never changed"):
        version.content = a_document("lokal-3")


def test_a_text_changed_behind_our_back_does_not_come_in_force(session: Session, two: tuple[Person, Person]) -> None:
    version = a_draft(session)
    activation = a_proposal(session, version, actor=two[0])
    session.execute(
        update(StaircaseVersion).where(StaircaseVersion.id == version.id).values(content=a_document("lokal-9"))
    )
    with pytest.raises(NotAllowed, match="not the one that was taken in"):
        decide(session, activation, two[1])


def at_once(app: Flask, *doings: Callable[[Session], None]) -> list[str]:
    """Do things in the same moment, each in its own transaction, and say what became of each."""
    barrier, became = Barrier(len(doings)), []

    def one(doing: Callable[[Session], None]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                with transaction() as opened:
                    doing(opened)
                became.append("done")
            except (NotAllowed, Stale, IntegrityError) as refusal:
                became.append(type(refusal).__name__)

    threads = [Thread(target=one, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(became)


def test_two_who_decide_at_once_decide_once(app: Flask, session: Session, two: tuple[Person, Person]) -> None:
    third = an_administrator(session, "Cato")
    activation = a_proposal(session, a_draft(session), actor=two[0])
    session.commit()

    def deciding(person_id: int) -> Callable[[Session], None]:
        return lambda opened: actions.decide(
            opened, opened.get_one(Activation, activation.id), version=activation.version, actor_id=person_id, at=LATER
        )

    assert at_once(app, deciding(two[1].id), deciding(third.id)) == ["Stale", "done"]
    assert active(session) == ["lokal-2"]


def test_two_versions_put_in_force_at_once_leave_one(app: Flask, session: Session, two: tuple[Person, Person]) -> None:
    waiting = [a_proposal(session, a_draft(session, a_document(code)), actor=two[0]) for code in ("a", "b")]
    session.commit()

    def deciding(activation: Activation) -> Callable[[Session], None]:
        return lambda opened: actions.decide(
            opened, opened.get_one(Activation, activation.id), version=activation.version, actor_id=two[1].id, at=LATER
        )

    assert at_once(app, *map(deciding, waiting)) == ["NotAllowed", "done"]
    session.rollback()
    assert len(active(session)) == 1


def test_two_who_propose_at_once_propose_once(app: Flask, session: Session, two: tuple[Person, Person]) -> None:
    version = a_draft(session)
    session.commit()

    def proposing(person_id: int) -> Callable[[Session], None]:
        return lambda opened: (
            actions.propose(
                opened, opened.get_one(StaircaseVersion, version.id), valid_from=None, actor_id=person_id, at=NOW
            )
            and None
        )

    assert at_once(app, *(proposing(person.id) for person in two)) == ["NotAllowed", "done"]
