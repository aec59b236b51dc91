"""Who does what: written by either side, confirmed by both, and confirmed anew after a change."""

from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from kernel.jobs import run_due
from partnership.assessments.models import Evidence
from partnership.relations.sides import Side
from partnership.tasks.models import TaskConfirmation, TaskTable
from partnership.tasks.rules import is_confirmed
from tests.builders import a_person, an_organisation, post
from tests.pages import read
from tests.partnership.relations.builders import Stage
from tests.partnership.tasks.builders import FETCH, ROOM, confirm, kept, sent, write


def proofs(stage: Stage) -> int:
    stage.session.rollback()
    return stage.session.scalar(select(func.count()).select_from(Evidence)) or 0


def test_either_side_writes_and_both_confirm_the_same(stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    assert write(stage, kom, FETCH, ROOM).status_code == 303
    page = org.get(f"{stage.address}tasks/").text
    assert read(page).headings == 1
    for words in ("Hente dei som treng følgje", "Tysdagar", "Stille rom til disposisjon", "Volda kommune"):
        assert words in page
    assert page.count('data-status="waiting"') == 2
    assert confirm(stage, kom, 1).status_code == 303
    assert proofs(stage) == 0
    assert confirm(stage, org, 1).status_code == 303
    assert proofs(stage) == 1
    page = kom.get(f"{stage.address}tasks/").text
    assert page.count('data-status="confirmed"') == 2
    assert "Kari Nordmann" in page
    assert "Ola Leder" in page


def test_the_boundary_to_health_care_always_stands_there(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    write(stage, kom, FETCH)
    for path in ("tasks/", "tasks/edit"):
        page = kom.get(stage.address + path).text
        assert "health care" in page or "helsehjelp" in page


def test_a_change_needs_to_be_confirmed_anew_by_both(stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    write(stage, kom, FETCH)
    confirm(stage, kom, 1)
    confirm(stage, org, 1)
    assert write(stage, org, FETCH, ROOM, version=1).status_code == 303
    assert kept(stage).confirmed == {}
    assert kom.get(f"{stage.address}tasks/").text.count('data-status="waiting"') == 2
    assert stage.session.scalar(select(func.count()).select_from(TaskConfirmation)) == 2
    assert proofs(stage) == 1


def test_nothing_changed_leaves_what_is_confirmed(stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    write(stage, kom, FETCH)
    confirm(stage, kom, 1)
    assert write(stage, org, FETCH, version=1).status_code == 303
    assert set(kept(stage).confirmed) == {Side.MUNICIPALITY}


def test_what_was_changed_meanwhile_is_not_confirmed_unseen(stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    write(stage, kom, FETCH)
    write(stage, kom, ROOM, version=1)
    assert confirm(stage, org, 1).status_code == 303
    assert kept(stage).confirmed == {}


def test_confirmed_twice_is_confirmed_once(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    write(stage, kom, FETCH)
    for _again in range(2):
        assert confirm(stage, kom, 1).status_code == 303
    assert set(kept(stage).confirmed) == {Side.MUNICIPALITY}
    assert stage.session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.verb == "confirmed")) == 1


def test_the_later_of_two_sees_both_texts_and_chooses(stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    write(stage, kom, FETCH)
    assert write(stage, kom, FETCH, ROOM, version=1).status_code == 303
    later = write(stage, org, {**FETCH, "frequency": "Onsdagar"}, version=1)
    assert later.status_code == 409
    for words in ("Stille rom til disposisjon", "Onsdagar"):
        assert words in later.text
    form = next(each for each in read(later.text).forms if "tasks-0-description" in each.kinds)
    again = write(stage, org, {**FETCH, "frequency": "Onsdagar"}, version=int(form.values["version"]))
    assert again.status_code == 303
    assert [task.frequency for task in kept(stage).tasks] == ["Onsdagar"]


def test_two_first_writers_lose_no_word(stage: Stage) -> None:
    assert write(stage, stage.browser(stage.kom), FETCH).status_code == 303
    later = write(stage, stage.browser(stage.org), ROOM)
    assert later.status_code == 409
    for words in ("Hente dei som treng følgje", "Stille rom til disposisjon"):
        assert words in later.text
    assert stage.session.scalar(select(func.count()).select_from(TaskTable)) == 1


@pytest.mark.parametrize("broken", [{"mode": ""}, {"mode": "nobody"}, {"responsible": "us"}, {"description": " "}])
def test_a_row_that_is_not_whole_is_refused_and_kept_in_the_form(stage: Stage, broken: dict[str, str]) -> None:
    answer = write(stage, stage.browser(stage.kom), FETCH | broken)
    assert answer.status_code == 422
    assert "Tysdagar" in answer.text
    assert stage.session.scalar(select(func.count()).select_from(TaskTable)) == 0


def test_an_empty_table_is_refused(stage: Stage) -> None:
    assert write(stage, stage.browser(stage.kom)).status_code == 422


def test_what_is_not_written_cannot_be_confirmed(stage: Stage) -> None:
    assert confirm(stage, stage.browser(stage.kom), 0).status_code == 409


def test_strangers_find_nothing_and_home_care_only_reads(stage: Stage) -> None:
    write(stage, stage.browser(stage.kom), FETCH)
    others = an_organisation(stage.session, "Andre")
    stranger = stage.browser(a_person(stage.session, Role.ORGANISATION_LEADER, others, name="Framand"))
    home_care = stage.browser(a_person(stage.session, Role.HOME_CARE, stage.volda, name="Hanne"))
    assert stranger.get(f"{stage.address}tasks/").status_code == 404
    assert home_care.get(f"{stage.address}tasks/").status_code == 200
    for browser in (stranger, home_care):
        assert write(stage, browser, ROOM, version=1).status_code == 404
        assert confirm(stage, browser, 1).status_code == 404
    assert kept(stage).table.version == 1


def test_hostile_text_stays_text(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    write(stage, kom, {**FETCH, "description": "<script>alert(1)</script>"})
    for path in ("tasks/", "tasks/edit"):
        assert "<script>alert" not in kom.get(stage.address + path).text


def test_another_row_is_asked_for_without_saving(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    write(stage, kom, FETCH, ROOM)
    drawn = post(kom, f"{stage.address}tasks/edit", {**sent(FETCH, ROOM, version=1), "add": "tasks"})
    assert drawn.status_code == 200
    assert "tasks-2-description" in drawn.text
    assert kept(stage).table.version == 1


def test_it_waits_for_who_has_not_confirmed(stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    waits = f'href="{stage.address}tasks/"'
    assert waits not in kom.get("/my-work").text
    write(stage, kom, FETCH)
    for browser in (kom, org):
        assert waits in browser.get("/my-work").text
    confirm(stage, kom, 1)
    assert waits not in kom.get("/my-work").text
    assert waits in org.get("/my-work").text


def test_the_other_side_is_told_when_one_has_confirmed(app: Flask, stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    write(stage, kom, FETCH)
    confirm(stage, kom, 1)
    confirm(stage, org, 1)
    while run_due(app):
        pass
    mails = [each.read_text(encoding="utf-8") for each in Path(app.extensions["trinn"].var).glob("mail/*.eml")]
    assert len(mails) == 1
    assert f"To: {stage.org.email}" in mails[0]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(st.sampled_from(["kom writes", "org writes", "kom confirms", "org confirms"]), max_size=6))
def test_it_is_never_confirmed_by_a_side_that_has_not_confirmed_it_as_it_stands(stage: Stage, steps: list[str]) -> None:
    """However the two write and confirm, a confirmation stands only for what was seen."""
    stage.session.rollback()
    browsers = {"kom": stage.browser(stage.kom), "org": stage.browser(stage.org)}
    sides = {"kom": Side.MUNICIPALITY, "org": Side.ORGANISATION}
    write(stage, browsers["kom"], FETCH)
    version, believed = kept(stage).table.version, set(kept(stage).confirmed)
    for number, step in enumerate(steps):
        who, does = step.split()
        if does == "writes":
            task = {**FETCH, "frequency": f"{number} {version} gonger"}
            assert write(stage, browsers[who], task, version=version).status_code == 303
            believed = set()
        else:
            confirm(stage, browsers[who], version)
            believed.add(sides[who])
        version = kept(stage).table.version
    assert set(kept(stage).confirmed) == believed
    assert is_confirmed(believed) == (believed == set(Side))
