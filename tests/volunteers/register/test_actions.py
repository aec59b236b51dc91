"""What happens to volunteers: once each, only where the wing is on, and with little left at the end."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import NotAllowed, Stale
from partnership.quality.models import LegalBasis
from tests.builders import NOW, a_municipality, a_person, an_organisation
from tests.volunteers.builders import Desk, a_desk, a_safeguard, a_volunteer
from volunteers.register import actions, queries, rules
from volunteers.register.content import Beginning, Contact, Qualified
from volunteers.register.counting import Movement, movement
from volunteers.register.models import Affiliation, Qualification, QualificationKind, Volunteer, VolunteerStatus

GUNNAR = Beginning("Gunnar Lid", "40000001", "gunnar@example.no", "Å køyre")
TODAY = date(2026, 11, 21)


@pytest.fixture
def desk(session: Session) -> Desk:
    return a_desk(session)


def how(desk: Desk) -> dict[str, object]:
    return {"actor_id": desk.coordinator.id, "at": NOW}


def test_nobody_is_written_down_where_the_wing_is_off(session: Session, desk: Desk) -> None:
    off = an_organisation(session, "Andre")
    with pytest.raises(NotAllowed, match="leader"):
        actions.enter(session, off, GUNNAR, **how(desk))
    a_safeguard(session, off, actor=desk.leader, dpia_on=date(2026, 11, 22))
    with pytest.raises(NotAllowed):
        actions.apply(session, off, GUNNAR, at=NOW)


def test_the_same_sent_twice_is_one_and_a_namesake_is_another(session: Session, desk: Desk) -> None:
    first = actions.enter(session, desk.organisation, GUNNAR, **how(desk))
    assert actions.enter(session, desk.organisation, GUNNAR, **how(desk)) is first
    other = actions.enter(session, desk.organisation, Beginning("Gunnar Lid", "40000002"), **how(desk))
    assert other is not first
    assert first.since == TODAY
    assert first.affiliation is Affiliation.ORGANISATION


def test_how_somebody_is_reached_stands_in_clear_in_no_column_and_in_no_trail(session: Session, desk: Desk) -> None:
    volunteer = actions.enter(session, desk.organisation, GUNNAR, **how(desk))
    contact = Contact("Gunnar Lid", "40000009", "annan@example.no", 1950, Affiliation.ORGANISATION)
    session.flush()
    actions.change(session, volunteer, contact, version=volunteer.version, **how(desk))
    session.flush()
    kept = session.execute(text("SELECT phone, email FROM volunteer")).one()
    assert "4000" not in kept[0]
    assert "example" not in kept[1]
    told = str([line.changes for line in session.scalars(select(AuditLine))])
    for secret in ("40000001", "40000009", "annan@", "gunnar@", "Gunnar Lid", "1950"):
        assert secret not in told


def test_a_stale_page_writes_nothing(session: Session, desk: Desk) -> None:
    volunteer = a_volunteer(session, desk.organisation)
    contact = Contact("Ny", "40000009", "", None, Affiliation.ORGANISATION)
    with pytest.raises(Stale):
        actions.change(session, volunteer, contact, version=volunteer.version - 1, **how(desk))
    wrong = Contact("Ny", "40000009", "", 2025, Affiliation.ORGANISATION)
    with pytest.raises(NotAllowed):
        actions.change(session, volunteer, wrong, version=volunteer.version, **how(desk))
    assert volunteer.name == "Gunnar Lid"


def test_a_municipalitys_own_volunteer_is_in_no_organisations_register_and_the_other_way(
    session: Session, desk: Desk
) -> None:
    a_safeguard(session, desk.municipality, actor=desk.leader)
    mine = {desk.organisation: Affiliation.ORGANISATION, desk.municipality: Affiliation.MUNICIPALITY}
    for body, own in mine.items():
        (theirs,) = set(mine.values()) - {own}
        for affiliation in (own, Affiliation.UNORGANISED):
            said = Beginning(affiliation.value, "40000001", affiliation=affiliation)
            volunteer = actions.enter(session, body, said, **how(desk))
            assert volunteer.affiliation is affiliation
        with pytest.raises(NotAllowed):
            actions.enter(session, body, Beginning("Ny", "40000002", affiliation=theirs), **how(desk))
        session.flush()
        contact = Contact("Ny", "40000009", "", None, theirs)
        with pytest.raises(NotAllowed):
            actions.change(session, volunteer, contact, version=volunteer.version, **how(desk))


def test_whoever_signs_up_waits_until_the_coordinator_admits(session: Session, desk: Desk) -> None:
    volunteer = actions.apply(session, desk.organisation, GUNNAR, at=NOW)
    assert (volunteer.status, volunteer.since) == (VolunteerStatus.APPLIED, None)
    assert queries.active_of(session, desk.organisation.id) == []
    for refused in (actions.give_access, actions.resume):
        with pytest.raises(NotAllowed):
            refused(session, volunteer, **how(desk))
    actions.admit(session, volunteer, **how(desk))
    assert volunteer.since == TODAY
    assert queries.active_of(session, desk.organisation.id) == [volunteer]
    with pytest.raises(NotAllowed):
        actions.admit(session, volunteer, **how(desk))


def test_qualifications_set_what_thousands_are_looked_through_by(session: Session, desk: Desk) -> None:
    volunteer = actions.enter(session, desk.organisation, GUNNAR, **how(desk))
    session.flush()
    course = Qualified(QualificationKind.BASIC_TRAINING, date(2026, 3, 1), date(2028, 3, 1))
    for _again in range(2):
        actions.qualify(session, volunteer, course, **how(desk))
    assert len(queries.qualifications_of(session, volunteer.id)) == 1
    actions.qualify(session, volunteer, Qualified(QualificationKind.CONFIDENTIALITY, date(2026, 3, 2)), **how(desk))
    licence = actions.qualify(
        session, volunteer, Qualified(QualificationKind.LICENCE, date(2026, 3, 3), date(2027, 6, 1)), **how(desk)
    )
    special = Qualified(QualificationKind.DEMENTIA, date(2026, 3, 3), date(2027, 3, 3))
    actions.qualify(session, volunteer, special, **how(desk))
    assert (volunteer.basic_training_to, volunteer.special_training_to) == (date(2028, 3, 1), date(2027, 3, 3))
    assert (volunteer.confidential_since, volunteer.may_drive_until) == (date(2026, 3, 2), date(2027, 6, 1))
    session.flush()
    for _again in range(2):
        actions.unqualify(session, volunteer, licence.id, **how(desk))
    assert volunteer.may_drive_until is None


def test_nobody_takes_away_what_belongs_to_somebody_else(session: Session, desk: Desk) -> None:
    one, other = a_volunteer(session, desk.organisation), a_volunteer(session, desk.organisation, name="Ein annan")
    course = Qualified(QualificationKind.ETHICS, date(2026, 3, 1))
    made = actions.qualify(session, one, course, **how(desk))
    session.flush()
    actions.unqualify(session, other, made.id, **how(desk))
    assert queries.qualifications_of(session, one.id) == [made]


@pytest.mark.parametrize(
    ("kind", "basis"),
    [
        (QualificationKind.POLICE_CERTIFICATE, LegalBasis.NONE),
        (QualificationKind.POLICE_CERTIFICATE, None),
        (QualificationKind.ETHICS, LegalBasis.SERVICE_FOR_MUNICIPALITY),
    ],
)
def test_the_database_itself_refuses_a_certificate_without_a_legal_basis(
    session: Session, desk: Desk, kind: QualificationKind, basis: LegalBasis | None
) -> None:
    volunteer = a_volunteer(session, desk.organisation)
    session.add(
        Qualification(
            volunteer_id=volunteer.id,
            kind=kind,
            title="",
            done_on=TODAY,
            shown_to="Leiaren",
            legal_basis=basis,
            recorded_at=NOW,
            recorded_by_id=desk.coordinator.id,
        )
    )
    with pytest.raises(IntegrityError):
        session.flush()


def test_there_is_no_place_for_a_paper_a_score_or_what_was_missed() -> None:
    columns = {column.name for model in (Volunteer, Qualification) for column in model.__table__.columns}
    banned = ("file", "document", "upload", "score", "rating", "rank", "missed", "no_show", "remark")
    assert not [name for name in columns if any(word in name for word in banned)]


def test_a_municipalitys_own_volunteer_may_sign_in_too(session: Session, desk: Desk) -> None:
    a_safeguard(session, desk.municipality, actor=desk.leader)
    volunteer = actions.enter(session, desk.municipality, GUNNAR, **how(desk))
    assert volunteer.affiliation is Affiliation.MUNICIPALITY
    for _again in range(2):
        actions.give_access(session, volunteer, **how(desk))
    session.flush()
    person = session.scalars(select(Person).where(Person.email == "gunnar@example.no")).one()
    held = session.scalars(select(RoleHolding).where(RoleHolding.person_id == person.id)).one()
    assert (held.role, held.body_id) == (Role.VOLUNTEER, desk.municipality.id)
    assert queries.own_rows(session, person.id) == [volunteer]
    (mail,) = session.scalars(select(OutboxJob).where(OutboxJob.name == "volunteers.mail_access"))
    assert mail.args == {"volunteer_id": volunteer.id}


def test_one_address_is_one_volunteer_of_a_body_and_may_be_another_elsewhere(session: Session, desk: Desk) -> None:
    first = a_volunteer(session, desk.organisation)
    second = a_volunteer(session, desk.organisation, name="Tvillingen")
    actions.give_access(session, first, **how(desk))
    with pytest.raises(NotAllowed, match="another"):
        actions.give_access(session, second, **how(desk))
    elsewhere = an_organisation(session, "Andre")
    third = a_volunteer(session, elsewhere)
    actions.give_access(session, third, **how(desk))
    assert third.person is first.person
    with pytest.raises(NotAllowed, match="e-mail"):
        actions.give_access(session, a_volunteer(session, elsewhere, email=""), **how(desk))


def test_whoever_is_shut_out_gets_no_access_by_another_way(session: Session, desk: Desk) -> None:
    person = a_person(session)
    person.is_active = False
    volunteer = a_volunteer(session, desk.organisation, email=person.email)
    with pytest.raises(NotAllowed):
        actions.give_access(session, volunteer, **how(desk))


def test_little_is_left_of_whoever_ends(session: Session, desk: Desk) -> None:
    volunteer = a_volunteer(session, desk.organisation)
    actions.give_access(session, volunteer, **how(desk))
    actions.qualify(session, volunteer, Qualified(QualificationKind.ETHICS, date(2026, 3, 1)), **how(desk))
    person_id = volunteer.person_id
    actions.pause(session, volunteer, TODAY, TODAY, **how(desk))
    actions.end(session, volunteer, **how(desk))
    session.flush()
    session.refresh(volunteer)
    assert (volunteer.phone, volunteer.email, volunteer.wish, volunteer.postcode) == ("", "", "", "")
    assert (volunteer.born_year, volunteer.person_id, volunteer.paused_to) == (None, None, None)
    assert (volunteer.may_drive_until, volunteer.name, volunteer.ended_on) == (None, "Gunnar Lid", TODAY)
    assert session.scalars(select(Qualification)).all() == []
    assert session.scalars(select(RoleHolding).where(RoleHolding.person_id == person_id)).one().ended_at == NOW
    for refused in (actions.end, actions.resume, actions.give_access):
        with pytest.raises(NotAllowed):
            refused(session, volunteer, **how(desk))
    assert queries.to_forget(session, desk.organisation.id, TODAY) == []
    assert queries.to_forget(session, desk.organisation.id, TODAY + timedelta(days=1)) == [volunteer]
    actions.forget(session, volunteer, at=NOW)
    assert volunteer.name == ""


def test_nothing_is_left_of_whoever_is_not_admitted(session: Session, desk: Desk) -> None:
    volunteer = actions.apply(session, desk.organisation, GUNNAR, at=NOW)
    actions.end(session, volunteer, **how(desk))
    assert volunteer.name == ""
    assert volunteer.since is None


def test_the_active_are_never_forgotten_by_mistake(session: Session, desk: Desk) -> None:
    volunteer = a_volunteer(session, desk.organisation)
    actions.forget(session, volunteer, at=NOW)
    assert volunteer.name == "Gunnar Lid"


def test_volunteers_are_counted_as_new_active_and_ended(session: Session, desk: Desk) -> None:
    first, last = date(2026, 7, 1), date(2026, 12, 31)
    a_volunteer(session, desk.organisation, since=date(2026, 1, 1), born_year=1950)
    a_volunteer(session, desk.organisation, since=date(2026, 8, 1), born_year=None)
    a_volunteer(session, desk.organisation, since=date(2026, 8, 1), born_year=1966)
    a_volunteer(session, desk.organisation, since=date(2026, 8, 1), born_year=1967)
    over = {"status": VolunteerStatus.ENDED, "born_year": None}
    a_volunteer(session, desk.organisation, since=date(2026, 1, 1), ended_on=date(2026, 9, 1), **over)
    a_volunteer(session, desk.organisation, since=None, ended_on=date(2026, 9, 1), **over)
    a_volunteer(session, desk.organisation, since=None, status=VolunteerStatus.APPLIED)
    a_volunteer(session, desk.organisation, affiliation=Affiliation.UNORGANISED, since=date(2026, 8, 1))
    a_volunteer(session, a_municipality(session), since=date(2026, 8, 1))
    found = movement(session, [desk.organisation.id], first, last)
    assert found[Affiliation.ORGANISATION] == Movement(new=3, active=4, ended=1, new_older=1, active_older=2)
    assert found[Affiliation.UNORGANISED] == Movement(new=1, active=1, new_older=1, active_older=1)
    assert found[Affiliation.MUNICIPALITY] == Movement()


@pytest.mark.parametrize("at_most", [rules.AN_HOUR_AT_MOST, rules.WAITING_AT_MOST])
def test_a_link_takes_so_many_and_no_more(session: Session, desk: Desk, at_most: int) -> None:
    long_ago = NOW - timedelta(days=3)
    for each in range(at_most):
        when = NOW if at_most == rules.AN_HOUR_AT_MOST else long_ago
        a_volunteer(session, desk.organisation, name=f"N{each}", status=VolunteerStatus.APPLIED, applied_at=when)
    with pytest.raises(NotAllowed, match="Many"):
        actions.apply(session, desk.organisation, GUNNAR, at=NOW)
    actions.enter(session, desk.organisation, GUNNAR, **how(desk))
