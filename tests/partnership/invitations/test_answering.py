"""What an invited leader sees and answers by the link, and the wall around an organisation that has people."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from directory.accounts.models import Person, RoleHolding, UserSession
from directory.accounts.permissions import Role
from kernel import clock
from partnership.invitations import actions
from partnership.invitations.models import Invitation, InvitationStatus
from partnership.relations.models import Relation
from tests.builders import a_municipality, a_person, a_relation, an_organisation, post, sign_in, the_directorate
from tests.partnership.invitations.conftest import LEADER, Stage, link

YES, NO = {"accept": "1"}, {"decline": "1"}


def count(stage: Stage, model: type) -> int:
    stage.session.rollback()
    return stage.session.scalar(select(func.count()).select_from(model)) or 0


def leaders(stage: Stage) -> list[str]:
    """Who leads the choir."""
    stage.session.rollback()
    held = select(Person.email).join(RoleHolding, RoleHolding.person_id == Person.id)
    here = (RoleHolding.body_id == stage.choir.id, RoleHolding.role == Role.ORGANISATION_LEADER)
    return list(stage.session.scalars(held.where(*here, RoleHolding.ended_at.is_(None))))


def test_opening_the_link_any_number_of_times_changes_nothing(stage: Stage, client: FlaskClient) -> None:
    invitation, people = stage.invited(), count(stage, Person)
    for _ in range(3):
        page = client.get(link(invitation))
        assert page.status_code == 200
    for words in ("Volda kommune", "Koret", "Kari Nordmann", "Sara Lund", LEADER.message):
        assert words in page.text, words
    assert stage.now(invitation).status is InvitationStatus.WAITING
    assert (count(stage, Person), count(stage, Relation)) == (people, 0)


def test_one_tap_makes_the_account_signs_in_and_leads_to_the_quick_start(stage: Stage, client: FlaskClient) -> None:
    invitation = stage.invited()
    answer = post(client, link(invitation), YES)
    relation = stage.session.scalars(select(Relation)).one()
    assert (answer.status_code, answer.location) == (
        303,
        f"/partnership/relations/{relation.id}/staircase/quick-start/",
    )
    assert (relation.municipality_id, relation.organisation_id) == (stage.volda.id, stage.choir.id)
    assert client.get(answer.location).status_code == 200
    person = stage.session.scalars(select(Person).where(Person.email == LEADER.email)).one()
    assert (person.name, leaders(stage)) == ("Sara Lund", [LEADER.email])
    accepted = stage.now(invitation)
    assert (accepted.status, accepted.relation_id) == (InvitationStatus.ACCEPTED, relation.id)
    assert accepted.closed_by_id == person.id


def test_a_link_works_once_and_leads_its_own_person_on(stage: Stage, client: FlaskClient) -> None:
    invitation = stage.invited()
    post(client, link(invitation), YES)
    relation = f"/partnership/relations/{stage.now(invitation).relation_id}/"
    assert [client.get(link(invitation)).location, post(client, link(invitation), YES).location] == [relation, relation]
    stranger = stage.app.test_client()
    assert stranger.get(link(invitation)).status_code == 404
    assert post(stranger, link(invitation), YES).status_code == 404
    assert stranger.get("/my-work").status_code == 303


def test_a_no_thank_you_makes_nobody_and_closes_the_link(stage: Stage, client: FlaskClient) -> None:
    invitation, people = stage.invited(), count(stage, Person)
    assert post(client, link(invitation), NO).status_code == 303
    assert stage.now(invitation).status is InvitationStatus.DECLINED
    assert (count(stage, Person), count(stage, Relation), leaders(stage)) == (people, 0, [])
    assert post(client, link(invitation), YES).status_code == 404
    assert stage.now(invitation).status is InvitationStatus.DECLINED


def test_an_answer_is_one_of_the_two_buttons(stage: Stage, client: FlaskClient) -> None:
    invitation = stage.invited()
    assert post(client, link(invitation)).status_code == 400
    assert stage.now(invitation).status is InvitationStatus.WAITING


def broken_links(stage: Stage) -> list[str]:
    """Links that count for nothing, each for its own reason."""
    good = stage.invited()
    seal = link(good).rstrip("/").rpartition("-")[2]
    elsewhere = stage.invited(an_organisation(stage.session, "Sanitetsforeningen"))
    old, withdrawn, again = (stage.invited(an_organisation(stage.session, name)) for name in "ABC")
    before = link(again)
    old.expires_at = clock.real()
    actions.withdraw(stage.session, withdrawn, actor_id=stage.kom.id, at=clock.now())
    actions.send_again(stage.session, again, actor_id=stage.kom.id, moment=stage.moment(timedelta(hours=2)))
    stage.session.commit()
    base = "/partnership/invitations"
    foreign = f"{base}/{elsewhere.id}-{seal}/"
    wrong = [f"{base}/{good.id}-{'0' * 64}/", f"{base}/{good.id}/", f"{base}/999999-{seal}/", f"{base}/æ-{seal}/"]
    return [*wrong, f"{base}/{'9' * 400}-x/", foreign, link(old), link(withdrawn), before]


def test_wrong_old_withdrawn_and_foreign_links_answer_alike(stage: Stage, client: FlaskClient) -> None:
    people = count(stage, Person)
    pages = set()
    for address in broken_links(stage):
        page = client.get(address)
        sent = [post(client, address, YES).status_code, post(client, address, NO).status_code]
        assert (page.status_code, sent) == (404, [404, 404]), address
        pages.add(page.text.partition("<main")[2])
    assert len(pages) == 1
    assert (count(stage, Person), count(stage, Relation)) == (people, 0)


def test_a_link_counts_until_the_last_second_of_thirty_days(stage: Stage, client: FlaskClient) -> None:
    invitation = stage.invited()
    assert invitation.expires_at - invitation.sent_at == timedelta(days=30)
    invitation.expires_at = clock.real() + timedelta(seconds=30)
    stage.session.commit()
    assert client.get(link(invitation)).status_code == 200


def test_neither_the_row_nor_the_job_holds_the_token(stage: Stage) -> None:
    invitation = stage.invited()
    token = link(invitation).split("/")[-2].partition("-")[2]
    with stage.app.app_context():
        rows = stage.session.connection().exec_driver_sql("SELECT * FROM relation_invitation").all()
        jobs = stage.session.connection().exec_driver_sql("SELECT args FROM outbox_job").all()
    assert token not in f"{rows}{jobs}"


def test_somebody_who_has_an_account_goes_on_as_the_same_person(stage: Stage, client: FlaskClient) -> None:
    known = a_person(stage.session, Role.ORGANISATION_LEADER, an_organisation(stage.session, "Røde Kors"))
    invitation, people = stage.invited(leader=actions.Leader("Et annet navn", known.email, "")), count(stage, Person)
    assert post(client, link(invitation), YES).status_code == 303
    assert (count(stage, Person), leaders(stage)) == (people, [known.email])
    assert stage.session.get_one(Person, known.id).name == "Kari Nordmann"
    assert stage.now(invitation).closed_by_id == known.id


def test_one_who_has_got_other_tasks_or_is_shut_out_since_is_not_let_in(stage: Stage, client: FlaskClient) -> None:
    for change in ("directorate", "shut out"):
        person = a_person(stage.session)
        invitation = stage.invited(
            an_organisation(stage.session, change), leader=actions.Leader("Ola", person.email, "")
        )
        if change == "shut out":
            person.is_active = False
        else:
            a_role = {"actor_id": None, "at": clock.now()}
            directorate = the_directorate(stage.session)
            actions.accounts.give_role(stage.session, person, Role.LEAD, directorate, **a_role)  # type: ignore[arg-type]
        stage.session.commit()
        sessions = count(stage, UserSession)
        assert post(client, link(invitation), YES).status_code == 404, change
        assert count(stage, UserSession) == sessions
        assert stage.now(invitation).status is InvitationStatus.WAITING


def test_an_organisation_that_has_got_people_meanwhile_is_theirs(stage: Stage, client: FlaskClient) -> None:
    invitation = stage.invited()
    odd = a_person(stage.session, Role.ORGANISATION_LEADER, stage.choir, name="Odd Lie")
    stage.session.commit()
    assert client.get(link(invitation)).status_code == 404
    assert [post(client, link(invitation), sent).status_code for sent in (YES, NO)] == [404, 404]
    assert (stage.now(invitation).status, leaders(stage)) == (InvitationStatus.WAITING, [odd.email])
    sign_in(client, stage.session, odd)
    assert "Volda kommune" in client.get(f"/partnership/invitations/asked/{invitation.id}/").text


def test_the_second_of_two_municipalities_cannot_put_a_leader_over_the_first_ones(
    stage: Stage, client: FlaskClient
) -> None:
    orsta = a_municipality(stage.session, "Ørsta")
    other = a_person(stage.session, Role.MUNICIPAL_COORDINATOR, orsta)
    first = stage.invited()
    mine = actions.Leader("Per", "per@example.no", "")
    second = stage.invited(leader=mine, municipality_id=orsta.id, actor_id=other.id)
    assert post(client, link(first), YES).status_code == 303
    assert post(stage.app.test_client(), link(second), YES).status_code == 404
    assert leaders(stage) == [LEADER.email]
    assert count(stage, Relation) == 1
    asked = f"/partnership/invitations/asked/{second.id}/"
    assert client.get(asked).status_code == 200
    assert post(client, asked, YES).status_code == 303
    assert (leaders(stage), count(stage, Relation)) == ([LEADER.email], 2)


def test_an_organisation_with_people_is_asked_through_them_whatever_leader_is_written(stage: Stage) -> None:
    a_person(stage.session, Role.ORGANISATION_COORDINATOR, stage.choir)
    invitation = stage.invited()
    assert (invitation.leader_name, invitation.email) == ("", "")
    assert post(stage.app.test_client(), link(invitation), YES).status_code == 404


@pytest.mark.parametrize(("button", "status"), [(YES, InvitationStatus.ACCEPTED), (NO, InvitationStatus.DECLINED)])
def test_own_people_answer_signed_in_and_the_first_answer_stands(
    stage: Stage, client: FlaskClient, button: dict[str, str], status: InvitationStatus
) -> None:
    odd = a_person(stage.session, Role.ORGANISATION_LEADER, stage.choir)
    invitation = stage.invited()
    address = f"/partnership/invitations/asked/{invitation.id}/"
    sign_in(client, stage.session, odd)
    assert address in client.get("/my-work").text
    assert client.get(address).status_code == 200
    assert [post(client, address, sent).status_code for sent in (button, YES, NO)] == [303, 303, 303]
    assert (stage.now(invitation).status, invitation.closed_by_id) == (status, odd.id)
    assert address not in client.get("/my-work").text
    assert post(client, address).status_code == 400


def test_nobody_answers_for_anothers_organisation(stage: Stage, client: FlaskClient) -> None:
    a_person(stage.session, Role.ORGANISATION_LEADER, stage.choir)
    invitation = stage.invited()
    other = a_person(stage.session, Role.ORGANISATION_LEADER, an_organisation(stage.session, "Røde Kors"))
    volunteer = a_person(stage.session, Role.VOLUNTEER, stage.choir)
    for person in (other, volunteer, stage.kom):
        sign_in(client, stage.session, person)
        for number in (invitation.id, 999_999):
            address = f"/partnership/invitations/asked/{number}/"
            assert client.get(address).status_code == 404
            assert post(client, address, YES).status_code == 404
    assert stage.now(invitation).status is InvitationStatus.WAITING


def test_a_relation_that_is_there_already_is_the_one_they_come_to(stage: Stage, client: FlaskClient) -> None:
    relation = a_relation(stage.session, stage.volda, stage.choir, actor=stage.kom)
    invitation = stage.invited()
    assert f"/{relation.id}/" in post(client, link(invitation), YES).location
    assert count(stage, Relation) == 1


def at_once(*asks: object) -> list[TestResponse]:
    """Several answers in the same moment."""
    with ThreadPoolExecutor(len(asks)) as pool:
        return [each.result(20) for each in [pool.submit(ask) for ask in asks]]  # type: ignore[arg-type]


def test_two_clicks_at_once_make_one_account_and_one_relation(stage: Stage) -> None:
    invitation, people = stage.invited(), count(stage, Person)
    browsers = [stage.app.test_client() for _ in range(2)]
    answers = at_once(*(lambda each=each: post(each, link(invitation), YES) for each in browsers))
    assert sorted(answer.status_code for answer in answers) == [303, 404]
    assert (count(stage, Person), count(stage, Relation)) == (people + 1, 1)
    assert count(stage, UserSession) == 1


def test_one_person_who_says_yes_to_two_organisations_at_once_is_one_person(stage: Stage) -> None:
    other = an_organisation(stage.session, "Sanitetsforeningen")
    pair, people = [stage.invited(), stage.invited(other)], count(stage, Person)
    browsers = [stage.app.test_client() for _ in pair]
    asks = [lambda each=each, one=one: post(each, link(one), YES) for each, one in zip(browsers, pair, strict=True)]
    assert [answer.status_code for answer in at_once(*asks)] == [303, 303]
    assert (count(stage, Person), count(stage, Relation)) == (people + 1, 2)


def test_two_leaders_of_one_organisation_who_say_yes_at_once_become_one(stage: Stage) -> None:
    orsta = a_municipality(stage.session, "Ørsta")
    other = a_person(stage.session, Role.MUNICIPAL_COORDINATOR, orsta)
    per = actions.Leader("Per", "per@example.no", "")
    pair = [stage.invited(), stage.invited(leader=per, municipality_id=orsta.id, actor_id=other.id)]
    browsers = [stage.app.test_client() for _ in pair]
    asks = [lambda each=each, one=one: post(each, link(one), YES) for each, one in zip(browsers, pair, strict=True)]
    assert sorted(answer.status_code for answer in at_once(*asks)) == [303, 404]
    assert len(leaders(stage)) == 1


def test_a_withdrawal_a_moment_before_a_yes_counts(stage: Stage, client: FlaskClient) -> None:
    invitation, people = stage.invited(), count(stage, Person)
    held = stage.session.scalars(select(Invitation).with_for_update()).one()
    actions.withdraw(stage.session, held, actor_id=stage.kom.id, at=clock.now())
    stage.session.flush()
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(post, client, link(invitation), YES)
        time.sleep(0.4)
        stage.session.commit()
        assert later.result(20).status_code == 404
    assert (stage.now(invitation).status, count(stage, Person)) == (InvitationStatus.WITHDRAWN, people)


def test_somebody_signed_in_is_told_whom_the_link_is_for(stage: Stage, client: FlaskClient) -> None:
    invitation = stage.invited()
    sign_in(client, stage.session, stage.kom)
    page = client.get(link(invitation)).text
    assert "Kari Nordmann" in page
    assert LEADER.email in page
    post(client, link(invitation), YES)
    assert "Sara Lund" in client.get("/profile").text
