"""What a municipality does: it invites, looks at what it has sent, sends again and withdraws."""

import json
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from directory.bodies.models import LanguageForm
from directory.organisations.models import Organisation
from kernel import clock
from kernel.lifecycle import NotAllowed
from partnership.invitations import actions
from partnership.invitations.actions import Leader
from partnership.invitations.models import Invitation, InvitationStatus
from tests.builders import a_municipality, a_person, a_relation, an_organisation, post, sign_in, the_directorate
from tests.directory.organisations.conftest import UNIT, StandIn, stand_in
from tests.pages import Form, read
from tests.partnership.invitations.conftest import LEADER, Stage, link

__all__ = ["stand_in"]
LIST = "/partnership/invitations/"
NEW = "/partnership/invitations/new"


@pytest.fixture
def kom(stage: Stage, client: FlaskClient) -> FlaskClient:
    """The coordinator's browser."""
    sign_in(client, stage.session, stage.kom)
    return client


def written(stage: Stage, **other: str) -> dict[str, str]:
    """What a coordinator writes."""
    return {
        "municipality": str(stage.volda.id),
        "org_number": "310 000 027",
        "name": "Besøksvennene",
        "leader_name": LEADER.name,
        "email": LEADER.email,
        "message": LEADER.message,
        **other,
    }


def form_of(page: str) -> Form:
    """The form that invites."""
    return next(form for form in read(page).forms if "org_number" in form.kinds)


def sent(stage: Stage) -> list[Invitation]:
    """All invitations there are."""
    stage.session.rollback()
    return list(stage.session.scalars(select(Invitation).order_by(Invitation.id)))


def test_an_organisation_that_is_not_in_the_register_is_added_and_invited(stage: Stage, kom: FlaskClient) -> None:
    stage.volda.language_form = LanguageForm.NN
    stage.session.commit()
    answer = post(kom, NEW, written(stage))
    (invitation,) = sent(stage)
    assert (answer.status_code, answer.location) == (303, f"{LIST}sent/{invitation.id}/")
    added = invitation.organisation
    assert (added.name, added.org_number, added.home_id) == ("Besøksvennene", "310000027", stage.volda.id)
    assert added.language_form is LanguageForm.NN
    assert (invitation.leader_name, invitation.email, invitation.message) == (LEADER.name, LEADER.email, LEADER.message)
    page = kom.get(answer.location).text
    for words in ("Besøksvennene", LEADER.name, LEADER.email, LEADER.message, "Kari Nordmann"):
        assert words in page, words
    assert "Besøksvennene" in kom.get(LIST).text


def test_inviting_twice_invites_once_and_another_leader_is_refused(stage: Stage, kom: FlaskClient) -> None:
    for _ in range(2):
        assert post(kom, NEW, written(stage)).status_code == 303
    assert post(kom, NEW, written(stage, email="per@example.no")).status_code == 422
    assert [invitation.email for invitation in sent(stage)] == [LEADER.email]


def test_the_register_fills_in_and_tells_of_a_new_organisation(
    stage: Stage, kom: FlaskClient, stand_in: StandIn
) -> None:
    a_municipality(stage.session, "Sogndal", "4640")
    stage.session.commit()
    form = form_of(kom.get(f"{NEW}?find=310000027").text)
    assert (form.values["org_number"], form.values["name"]) == (
        "310000027",
        "Eksempelbygda Besøksvenner (oppdiktet)",
    )
    given = {"leader_name": LEADER.name, "email": LEADER.email}
    assert post(kom, NEW, {**form.values, "municipality": str(stage.volda.id), **given}).status_code == 303
    added = sent(stage)[0].organisation
    assert added.home is not None
    assert (added.home.number, added.language_form) == ("4640", LanguageForm.NN)
    assert added.is_in_voluntary_register is True


def test_when_the_register_is_down_one_goes_on_by_hand(stage: Stage, kom: FlaskClient, stand_in: StandIn) -> None:
    stand_in.replies[UNIT].status = 500
    page = kom.get(f"{NEW}?find=310000027").text
    assert "svarer ikke" in page
    assert post(kom, NEW, written(stage)).status_code == 303


def test_one_that_is_in_trinn_is_not_named_anew(stage: Stage, kom: FlaskClient, stand_in: StandIn) -> None:
    form = form_of(kom.get(f"{NEW}?find=310 000 019").text)
    assert "name" not in form.values
    assert {"leader_name", "email"} <= form.values.keys()
    assert stand_in.asked == []
    assert post(kom, NEW, written(stage, org_number="310000019", name="Et annet navn")).status_code == 303
    assert sent(stage)[0].organisation.name == "Koret"


def test_one_that_has_people_is_invited_without_a_leader(stage: Stage, kom: FlaskClient) -> None:
    a_person(stage.session, Role.ORGANISATION_LEADER, stage.choir)
    stage.session.commit()
    page = kom.get(f"{NEW}?find=310000019").text
    assert {"leader_name", "email", "name"}.isdisjoint(form_of(page).values)
    assert post(kom, NEW, written(stage, org_number="310000019")).status_code == 303
    (invitation,) = sent(stage)
    assert (invitation.leader_name, invitation.email) == ("", "")
    assert kom.get(f"{LIST}sent/{invitation.id}/").status_code == 200


def test_nobody_is_asked_to_begin_what_they_are_in_the_midst_of(stage: Stage, kom: FlaskClient) -> None:
    a_person(stage.session, Role.ORGANISATION_LEADER, stage.choir)
    relation = a_relation(stage.session, stage.volda, stage.choir, actor=stage.kom)
    stage.session.commit()
    assert post(kom, NEW, written(stage, org_number="310000019")).status_code == 422
    relation.ended_on, relation.ended_reason = clock.local_date(clock.now()), "Ferdig"
    stage.session.commit()
    assert post(kom, NEW, written(stage, org_number="310000019")).status_code == 303


@pytest.mark.parametrize("field", ["org_number", "name", "leader_name", "email"])
def test_what_is_needed_is_asked_for(stage: Stage, kom: FlaskClient, field: str) -> None:
    for wrong in ("", "x@" if field == "email" else ""):
        answer = post(kom, NEW, written(stage, **{field: wrong}))
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text
    assert sent(stage) == []


def test_a_wrong_number_and_a_municipalitys_number_are_refused(stage: Stage, kom: FlaskClient) -> None:
    stage.volda.org_number = "310000035"
    stage.session.commit()
    for number in ("310000028", "310000035"):
        assert post(kom, NEW, written(stage, org_number=number)).status_code == 422
    assert sent(stage) == []


def test_a_leaders_address_is_the_leaders_own(stage: Stage, kom: FlaskClient) -> None:
    shut_out = a_person(stage.session, Role.ORGANISATION_LEADER, an_organisation(stage.session))
    shut_out.is_active = False
    lead = a_person(stage.session, Role.LEAD, the_directorate(stage.session))
    admin = a_person(stage.session, Role.ADMINISTRATOR)
    stage.session.commit()
    for person in (stage.kom, shut_out, lead, admin):
        answer = post(kom, NEW, written(stage, email=person.email))
        assert answer.status_code == 422, person.email
    assert sent(stage) == []
    assert stage.session.scalar(select(func.count()).select_from(Organisation)) == 2


def test_an_invitation_is_sent_again_with_a_new_link_but_not_at_once(stage: Stage, kom: FlaskClient) -> None:
    invitation = stage.invited()
    before = link(invitation)
    address = f"{LIST}sent/{invitation.id}/"
    assert post(kom, f"{address}send-again").status_code == 303
    assert link(stage.now(invitation)) == before
    invitation.sent_at = clock.real() - timedelta(hours=2)
    stage.session.commit()
    assert post(kom, f"{address}send-again").status_code == 303
    assert link(stage.now(invitation)) != before
    assert [kom.get(before).status_code, kom.get(link(invitation)).status_code] == [404, 200]
    assert invitation.expires_at > clock.real() + timedelta(days=29)


def test_an_old_invitation_stands_in_my_work_until_it_is_sent_again_or_withdrawn(
    stage: Stage, kom: FlaskClient
) -> None:
    invitation = stage.invited()
    address = f"{LIST}sent/{invitation.id}/"
    assert address not in kom.get("/my-work").text
    invitation.expires_at = clock.real() - timedelta(seconds=1)
    stage.session.commit()
    assert address in kom.get("/my-work").text
    for _ in range(2):
        assert post(kom, f"{address}withdraw").status_code == 303
    assert stage.now(invitation).status is InvitationStatus.WITHDRAWN
    assert address not in kom.get("/my-work").text
    assert "Koret" not in kom.get(LIST).text
    assert post(kom, f"{address}send-again").status_code == 409
    assert post(kom, NEW, written(stage, org_number="310000019")).status_code == 303


def test_what_has_been_answered_is_not_withdrawn(stage: Stage, kom: FlaskClient) -> None:
    invitation = stage.invited()
    actions.decline(stage.session, invitation, person_id=None, at=clock.now())
    stage.session.commit()
    assert post(kom, f"{LIST}sent/{invitation.id}/withdraw").status_code == 409
    assert 'data-status="declined"' in kom.get(f"{LIST}sent/{invitation.id}/").text


def test_where_nobody_answers_any_longer_nothing_is_sent(stage: Stage) -> None:
    odd = a_person(stage.session, Role.ORGANISATION_LEADER, stage.choir)
    invitation = stage.invited()
    odd.is_active = False
    stage.session.flush()
    later = stage.moment(timedelta(hours=2))
    with pytest.raises(NotAllowed, match="Nobody answers"):
        actions.send_again(stage.session, invitation, actor_id=stage.kom.id, moment=later)


def test_another_municipality_and_another_role_find_no_door(stage: Stage, client: FlaskClient) -> None:
    invitation = stage.invited()
    address = f"{LIST}sent/{invitation.id}/"
    stranger = a_person(stage.session, Role.MUNICIPAL_LEADER, a_municipality(stage.session, "Ørsta"))
    care = a_person(stage.session, Role.HOME_CARE, stage.volda)
    choir = a_person(stage.session, Role.ORGANISATION_LEADER, an_organisation(stage.session))
    for person, refused in ((stranger, 404), (care, 404), (choir, 404)):
        sign_in(client, stage.session, person)
        assert client.get(address).status_code == refused
        for step in ("send-again", "withdraw"):
            assert post(client, f"{address}{step}").status_code == refused
    sign_in(client, stage.session, stranger)
    assert "Koret" not in client.get(LIST).text
    assert post(client, NEW, written(stage)).status_code == 422
    sign_in(client, stage.session, care)
    assert [client.get(LIST).status_code, client.get(NEW).status_code] == [403, 403]
    assert stage.now(invitation).status is InvitationStatus.WAITING


def test_the_trail_holds_neither_name_nor_address(stage: Stage) -> None:
    stage.invited()
    line = stage.session.scalars(select(AuditLine).where(AuditLine.subject == "relation_invitation")).one()
    assert line.verb == "invited"
    assert LEADER.email not in json.dumps(line.changes)
    assert LEADER.name not in json.dumps(line.changes)


def test_two_municipalities_invite_the_same_organisation_each(stage: Stage) -> None:
    orsta = a_municipality(stage.session, "Ørsta")
    other = a_person(stage.session, Role.MUNICIPAL_COORDINATOR, orsta)
    stage.invited()
    stage.invited(leader=Leader("Per", "per@example.no", ""), municipality_id=orsta.id, actor_id=other.id)
    assert len(sent(stage)) == 2
