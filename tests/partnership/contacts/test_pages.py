"""Contacts: written and confirmed by their own side, read by both, and by nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from kernel import clock
from partnership.assessments.models import Evidence
from partnership.contacts.models import Contact, ContactList
from partnership.relations.sides import Side
from tests.builders import a_person, an_organisation, post
from tests.pages import read
from tests.partnership.contacts.builders import GRO, PER, grown_old, kept, sent, write
from tests.partnership.relations.builders import Stage


def shown(stage: Stage) -> dict[str, list[object]]:
    rows = stage.session.scalars(select(Evidence).where(Evidence.withdrawn_at.is_(None)))
    found: dict[str, list[object]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row.dated_on)
    return found


def test_each_side_writes_its_own_and_both_read_both(stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    assert write(stage, kom, GRO).status_code == 303
    assert write(stage, org, PER).status_code == 303
    for browser in (kom, org):
        page = browser.get(f"{stage.address}contacts/").text
        assert read(page).headings == 1
        for words in ("Gro Berg", "22334455", "gro@example.no", "Per Dal"):
            assert words in page
    assert [each.name for each in kept(stage, Side.MUNICIPALITY).people] == ["Gro Berg"]
    assert [each.name for each in kept(stage, Side.ORGANISATION).people] == ["Per Dal"]
    assert "Gro Berg" in org.get(stage.address).text


def test_to_write_contacts_proves_that_there_are_some(stage: Stage) -> None:
    write(stage, stage.browser(stage.kom), GRO)
    today = clock.local_date(clock.now())
    first = shown(stage)
    assert list(first.values()) == [[today]]
    write(stage, stage.browser(stage.org), PER)
    assert len(shown(stage)) == 2


def test_one_is_first_and_the_topmost_where_nobody_is_marked(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    assert write(stage, kom, GRO, PER).status_code == 303
    assert kept(stage, Side.MUNICIPALITY).first.name == "Gro Berg"
    assert write(stage, kom, GRO, {**PER, "is_first": "y"}, version=1).status_code == 303
    assert kept(stage, Side.MUNICIPALITY).first.name == "Per Dal"
    marked = {"is_first": "y"}
    assert write(stage, kom, GRO | marked, PER | marked, version=2).status_code == 422


@pytest.mark.parametrize(
    "person",
    [{"name": "Gro"}, {"phone": "22334455"}, {"name": "Gro", "email": "gro"}, {"name": "Gro", "phone": "ring"}],
)
def test_a_contact_has_a_name_and_can_be_reached(stage: Stage, person: dict[str, str]) -> None:
    answer = write(stage, stage.browser(stage.kom), person)
    assert answer.status_code == 422
    assert next(iter(person.values())) in answer.text
    assert stage.session.scalar(select(func.count()).select_from(ContactList)) == 0


def test_an_empty_list_is_refused(stage: Stage) -> None:
    assert write(stage, stage.browser(stage.kom)).status_code == 422


def test_another_row_is_asked_for_without_saving(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    more = post(kom, f"{stage.address}contacts/edit", {**sent(GRO, PER), "add": "people"})
    assert more.status_code == 200
    assert "people-2-name" in more.text
    assert stage.session.scalar(select(func.count()).select_from(Contact)) == 0


def test_the_later_of_two_on_the_same_side_sees_both(stage: Stage) -> None:
    leader = a_person(stage.session, Role.MUNICIPAL_LEADER, stage.volda, name="Lise")
    kom, other = stage.browser(stage.kom), stage.browser(leader)
    write(stage, kom, GRO)
    assert write(stage, kom, GRO, PER, version=1).status_code == 303
    later = write(stage, other, {**GRO, "name": "Grete Berg"}, version=1)
    assert later.status_code == 409
    for words in ("Per Dal", "Grete Berg"):
        assert words in later.text
    form = next(each for each in read(later.text).forms if "people-0-name" in each.kinds)
    assert write(stage, other, {**GRO, "name": "Grete Berg"}, version=int(form.values["version"])).status_code == 303


def test_the_same_sent_twice_is_calm(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    for _again in range(2):
        assert write(stage, kom, GRO).status_code == 303
    assert stage.session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.verb == "written")) == 1


def test_one_click_confirms_for_another_year_and_proves_it(stage: Stage) -> None:
    org = stage.browser(stage.org)
    write(stage, org, PER)
    contacts = grown_old(stage, Side.ORGANISATION, 400)
    stage.session.query(Evidence).delete()
    stage.session.commit()
    page = org.get(f"{stage.address}contacts/").text
    assert 'data-status="stale"' in page
    form = next(each for each in read(page).forms if each.action.endswith("/contacts/confirm"))
    assert post(org, form.action, {"version": form.values["version"]}).status_code == 303
    assert post(org, form.action, {"version": form.values["version"]}).status_code == 303
    assert 'data-status="fresh"' in org.get(f"{stage.address}contacts/").text
    assert kept(stage, Side.ORGANISATION).contacts.version == contacts.version
    assert [len(days) for days in shown(stage).values()] == [1]
    assert stage.session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.verb == "confirmed")) == 1


def test_what_was_changed_meanwhile_is_not_confirmed_unseen(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    write(stage, kom, GRO)
    write(stage, kom, PER, version=1)
    grown_old(stage, Side.MUNICIPALITY, 400)
    post(kom, f"{stage.address}contacts/confirm", {"version": "1"})
    assert 'data-status="stale"' in kom.get(f"{stage.address}contacts/").text


def test_nobody_confirms_or_writes_for_the_other_side(stage: Stage) -> None:
    write(stage, stage.browser(stage.kom), GRO)
    old = grown_old(stage, Side.MUNICIPALITY, 400).confirmed_at
    org = stage.browser(stage.org)
    page = org.get(f"{stage.address}contacts/").text
    assert "contacts/confirm" not in page
    assert post(org, f"{stage.address}contacts/confirm", {"version": "1"}).status_code == 409
    write(stage, org, PER)
    assert kept(stage, Side.MUNICIPALITY).contacts.confirmed_at == old
    assert [each.name for each in kept(stage, Side.MUNICIPALITY).people] == ["Gro Berg"]


@pytest.mark.parametrize("path", ["contacts/", "contacts/edit", "contacts/confirm"])
def test_strangers_find_nothing(stage: Stage, path: str) -> None:
    write(stage, stage.browser(stage.kom), GRO)
    others = an_organisation(stage.session, "Andre")
    for role, body in ((Role.ORGANISATION_LEADER, others), (Role.ADMINISTRATOR, None)):
        stranger = stage.browser(a_person(stage.session, role, body, name="Framand"))
        assert stranger.get(stage.address + path).status_code in {404, 405}
        assert post(stranger, stage.address + path, sent(PER, version=1)).status_code in {404, 405}
    assert [each.name for each in kept(stage, Side.MUNICIPALITY).people] == ["Gro Berg"]


def test_home_care_reads_the_numbers_and_writes_none(stage: Stage) -> None:
    write(stage, stage.browser(stage.org), PER)
    home_care = stage.browser(a_person(stage.session, Role.HOME_CARE, stage.volda, name="Hanne"))
    assert "99887766" in home_care.get(f"{stage.address}contacts/").text
    assert write(stage, home_care, GRO).status_code == 404


def test_names_and_numbers_stand_in_the_trail_as_digests_only(stage: Stage) -> None:
    write(stage, stage.browser(stage.kom), GRO)
    lines = stage.session.scalars(select(AuditLine).where(AuditLine.subject == "contact_list")).all()
    assert lines
    for line in lines:
        assert not any(word in str(line.changes) for word in ("Gro", "2233", "gro@"))


def test_hostile_names_stay_text(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    write(stage, kom, {**GRO, "name": "<script>alert(1)</script>"})
    for path in ("contacts/", "contacts/edit", ""):
        assert "<script>alert" not in kom.get(stage.address + path).text


def test_a_list_that_grows_old_waits_in_my_work_until_it_is_confirmed(stage: Stage) -> None:
    org = stage.browser(stage.org)
    write(stage, org, PER)
    address = f'href="{stage.address}contacts/"'
    assert address not in org.get("/my-work").text
    grown_old(stage, Side.ORGANISATION, 340)
    assert address in org.get("/my-work").text
    assert address not in stage.browser(stage.kom).get("/my-work").text
    post(org, f"{stage.address}contacts/confirm", {"version": "1"})
    assert address not in org.get("/my-work").text


def test_to_confirm_does_not_disturb_who_writes(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    write(stage, kom, GRO)
    grown_old(stage, Side.MUNICIPALITY, 350)
    post(kom, f"{stage.address}contacts/confirm", {"version": "1"})
    assert write(stage, kom, PER, version=1).status_code == 303
    assert clock.now() - kept(stage, Side.MUNICIPALITY).contacts.confirmed_at < timedelta(hours=1)
