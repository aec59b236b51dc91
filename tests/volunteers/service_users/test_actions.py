"""What happens to a service user: enrolled with a code, changed, said yes and no, erased; and nothing in clear."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.lifecycle import NotAllowed, Stale
from tests.builders import NOW, an_organisation
from tests.volunteers.builders import Desk, a_desk, a_service_user
from volunteers.service_users import actions, queries
from volunteers.service_users.actions import Profile, Said
from volunteers.service_users.models import Consent, GivenHow, Need, Purpose, ServiceUser

BORGHILD = Profile("Borghild", "90000001", "Kaivegen 2", "6133", (Need.ROLLATOR,), "Ring to gonger")
TODAY = date(2026, 11, 21)


def enrolled(session: Session, desk: Desk, profile: Profile = BORGHILD) -> ServiceUser:
    return actions.enrol(session, desk.organisation, desk.municipality, profile, actor_id=desk.coordinator.id, at=NOW)


def test_codes_follow_one_another_within_a_body(session: Session) -> None:
    desk = a_desk(session)
    assert [enrolled(session, desk).code for _each in range(3)] == ["B-0001", "B-0002", "B-0003"]
    session.flush()
    last = enrolled(session, desk)
    last.code = "B-12345"
    session.flush()
    assert queries.next_code(session, desk.organisation.id) == "B-12346"
    assert queries.next_code(session, an_organisation(session).id) == "B-0001"


def test_nothing_of_a_person_stands_in_clear_in_the_database_or_the_trail(session: Session) -> None:
    desk = a_desk(session)
    user = enrolled(session, desk)
    actions.change(
        session,
        user,
        Profile("Borghild", "90000002", "Kaivegen 3", "6133", (Need.STICK,)),
        version=user.version,
        actor_id=desk.coordinator.id,
        at=NOW,
    )
    session.flush()
    kept = str(session.execute(text("SELECT * FROM service_user")).all())
    told = str([(line.verb, line.changes) for line in session.scalars(select(AuditLine))])
    for secret in ("Borghild", "90000001", "90000002", "Kaivegen", "rollator", "stick", "Ring to"):
        assert secret not in kept, secret
        assert secret not in told, secret


def test_a_body_that_is_off_enrols_nobody(session: Session) -> None:
    desk = a_desk(session)
    with pytest.raises(NotAllowed):
        actions.enrol(session, desk.municipality, desk.municipality, BORGHILD, actor_id=desk.leader.id, at=NOW)


def test_a_diagnosis_is_refused_also_past_the_form(session: Session) -> None:
    desk = a_desk(session)
    with pytest.raises(NotAllowed):
        enrolled(session, desk, Profile("B", "90000001", "Kaivegen 2", "6133", practical="Har demens"))


def test_who_asks_again_loses_nothing_that_was_not_shown(session: Session) -> None:
    desk = a_desk(session)
    user = enrolled(session, desk)
    session.flush()
    said = Profile("Borghild", "90000001", "Strandgata 1", "6100", (Need.STICK,))
    actions.complete(session, user, said, was_shown=False, actor_id=desk.coordinator.id, at=NOW)
    assert (user.address, user.needs, user.practical) == ("Strandgata 1", "stick,rollator", "Ring to gonger")
    actions.complete(session, user, said, was_shown=True, actor_id=desk.coordinator.id, at=NOW)
    assert (user.needs, user.practical) == ("stick", "")
    session.flush()
    seen = user.version
    actions.complete(session, user, said, was_shown=True, actor_id=desk.coordinator.id, at=NOW)
    session.flush()
    assert user.version == seen, "the same again is no change"


def test_two_on_one_profile(session: Session) -> None:
    desk = a_desk(session)
    user = enrolled(session, desk)
    session.flush()
    seen = user.version
    actions.change(session, user, BORGHILD, version=seen, actor_id=desk.coordinator.id, at=NOW)
    session.flush()
    assert user.version == seen + 1
    with pytest.raises(Stale):
        actions.change(session, user, BORGHILD, version=seen, actor_id=desk.coordinator.id, at=NOW)


def test_the_number_is_found_again_and_never_in_another_body(session: Session) -> None:
    desk = a_desk(session)
    user = enrolled(session, desk, Profile("Borghild", "+4790000001", "Kaivegen 2", "6133"))
    session.flush()
    assert queries.by_phone(session, desk.organisation.id, "90000001") is user
    assert queries.by_phone(session, desk.municipality.id, "90000001") is None
    assert queries.by_phone(session, desk.organisation.id, "") is None
    enrolled(session, desk, Profile("Arne", "90000001", "Kaivegen 2", "6133"))
    session.flush()
    assert queries.by_phone(session, desk.organisation.id, "90000001") is None, "two share it"
    assert len(queries.with_phone(session, [desk.organisation.id], "90000001")) == 2


def test_the_latest_answer_counts_and_a_withdrawal_takes_all_back(session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)

    def stands() -> bool:
        session.flush()
        return Purpose.TRANSPORT in queries.consents_of(session, [user.id], TODAY)[user.id]

    assert stands()
    no = Said(Purpose.TRANSPORT, is_given=False, how=GivenHow.ORAL, given_on=TODAY)
    actions.consent(session, user, no, actor_id=desk.coordinator.id, at=NOW)
    assert not stands()
    yes = Said(Purpose.TRANSPORT, is_given=True, how=GivenHow.SIGNED, given_on=TODAY, representative="Kari · dotter")
    actions.consent(session, user, yes, actor_id=desk.coordinator.id, at=NOW)
    assert stands()
    actions.withdraw(session, user, Purpose.TRANSPORT, actor_id=desk.coordinator.id, at=NOW)
    assert not stands()
    assert "Kari" not in str(session.execute(text("SELECT representative FROM consent")).all())


def test_the_same_answer_said_again_is_one_until_it_is_taken_back(session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, has_consent=False)
    yes, no = (Said(Purpose.TRANSPORT, given, GivenHow.ORAL, date(2026, 11, 20)) for given in (True, False))
    actor = {"actor_id": desk.coordinator.id, "at": NOW}
    kept = []
    for said in (yes, yes, no, yes):
        kept.append(actions.consent(session, user, said, **actor))
        session.flush()
    actions.withdraw(session, user, Purpose.TRANSPORT, **actor)
    kept.append(actions.consent(session, user, yes, **actor))
    session.flush()
    ids = [each.id for each in kept]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 4


def test_an_erased_one_keeps_only_the_code(session: Session) -> None:
    desk = a_desk(session)
    user = enrolled(session, desk)
    yes = Said(Purpose.TRANSPORT, is_given=True, how=GivenHow.ORAL, given_on=TODAY, representative="Kari")
    actions.consent(session, user, yes, actor_id=desk.coordinator.id, at=NOW)
    for _again in range(2):
        actions.erase(session, user, actor_id=None, at=NOW)
        session.flush()
    assert {getattr(user, name) for name in (*actions.SEALED, "phone_digest")} == {""}
    assert user.erased_at == NOW
    assert user.code == "B-0001"
    assert session.scalars(select(Consent.representative)).all() == [""]
    assert queries.with_phone(session, [desk.organisation.id], "90000001") == []
    with pytest.raises(NotAllowed):
        actions.change(session, user, BORGHILD, version=user.version, actor_id=desk.coordinator.id, at=NOW)
