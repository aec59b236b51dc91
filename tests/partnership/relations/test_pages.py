"""What a relation is: its pages, for both sides and for nobody else."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from kernel.jobs import run_due
from partnership.relations.models import CollaborationForm, RelationGroup
from partnership.relations.queries import groups_of, mine, relations_of
from tests.builders import a_person, a_relation, an_organisation, post
from tests.pages import read
from tests.partnership.relations.builders import Stage
from tests.partnership.relations.viewing import viewer_of

TERMS = {"model": "organisation", "form": "partnership", "about": "Turar", "scope": ""}


def terms(version: int, **more: object) -> dict[str, object]:
    return {**TERMS, "groups": ["frail_home_dwelling", "dementia_inclusive"], "version": version, **more}


def test_either_side_says_what_the_cooperation_is_and_both_read_it(stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    page = read(kom.get(f"{stage.address}about/edit").text)
    assert page.headings == 1
    assert post(kom, f"{stage.address}about/edit", terms(stage.relation.version)).status_code == 303
    relation = stage.fresh()
    assert relation.form is CollaborationForm.PARTNERSHIP
    assert [each.value for each in groups_of(stage.session, relation.id)] == [
        "frail_home_dwelling",
        "dementia_inclusive",
    ]
    told = org.get(f"{stage.address}about/").text
    assert "Turar" in told
    assert "Skrøpelige eldre" in told or "Frail older" in told
    assert post(org, f"{stage.address}about/edit", terms(relation.version, groups=["relatives"])).status_code == 303
    assert [each.value for each in groups_of(stage.session, stage.fresh().id)] == ["relatives"]


def test_the_later_of_two_sees_both_texts_and_chooses(stage: Stage) -> None:
    seen = stage.relation.version
    assert post(stage.browser(stage.kom), f"{stage.address}about/edit", terms(seen)).status_code == 303
    org = stage.browser(stage.org)
    later = post(org, f"{stage.address}about/edit", terms(seen, about="Kafé", groups=["relatives"]))
    assert later.status_code == 409
    assert "Turar" in later.text
    assert "Kafé" in later.text
    form = next(each for each in read(later.text).forms if "about" in each.kinds)
    chosen = terms(int(form.values["version"]), about="Kafé", groups=["relatives"])
    assert post(org, f"{stage.address}about/edit", chosen).status_code == 303
    assert stage.fresh().about == "Kafé"


def test_a_change_of_groups_alone_counts_as_a_writing(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    post(kom, f"{stage.address}about/edit", terms(stage.relation.version))
    first = stage.fresh().version
    post(kom, f"{stage.address}about/edit", terms(first, groups=["relatives"]))
    assert stage.fresh().version > first
    assert post(kom, f"{stage.address}about/edit", terms(first)).status_code == 409


def test_the_same_sent_again_is_kept_once(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    for _again in range(3):
        assert post(kom, f"{stage.address}about/edit", terms(stage.relation.version)).status_code == 303
    written = select(func.count()).select_from(AuditLine).where(AuditLine.verb == "described")
    assert stage.session.scalar(written) == 1
    assert stage.session.scalar(select(func.count()).select_from(RelationGroup)) == 2


def test_two_areas_of_the_same_two_have_different_names(stage: Stage) -> None:
    a_relation(stage.session, stage.volda, stage.friends, actor=stage.kom, scope="Kafé")
    stage.session.commit()
    kom = stage.browser(stage.kom)
    refused = post(kom, f"{stage.address}about/edit", terms(stage.relation.version, scope="Kafé"))
    assert refused.status_code == 422
    assert "Turar" in refused.text
    assert stage.fresh().scope == ""
    assert "Kafé" in kom.get(f"{stage.address}about/").text


@pytest.mark.parametrize(
    "broken",
    [{"form": "co_creation"}, {"groups": ["everybody"]}, {"model": "municipal_reflexive"}, {"scope": "a" * 121}],
)
def test_what_is_no_answer_is_refused(stage: Stage, broken: dict[str, object]) -> None:
    version = stage.relation.version
    answer = post(stage.browser(stage.kom), f"{stage.address}about/edit", terms(version, **broken))
    assert answer.status_code == 422
    assert stage.fresh().version == version


def test_hostile_text_stays_text(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}"
    assert post(kom, f"{stage.address}about/edit", terms(stage.relation.version, about=hostile)).status_code == 303
    html = kom.get(f"{stage.address}about/").text
    assert "<script>alert" not in html
    assert "{{ 7 * 7 }}" in html


@pytest.mark.parametrize("path", ["about/", "about/edit", "about/end", "about/conditions"])
def test_somebody_elses_relation_is_not_there(stage: Stage, path: str) -> None:
    stranger = stage.browser(
        a_person(stage.session, Role.ORGANISATION_LEADER, an_organisation(stage.session, "Andre"), name="Andre")
    )
    assert stranger.get(stage.address + path).status_code == 404
    assert post(stranger, stage.address + path, terms(stage.relation.version)).status_code in {404, 405}


def test_home_care_reads_and_does_not_write(stage: Stage) -> None:
    home_care = stage.browser(a_person(stage.session, Role.HOME_CARE, stage.volda, name="Hanne"))
    page = home_care.get(f"{stage.address}about/")
    assert page.status_code == 200
    assert "about/edit" not in page.text
    assert home_care.get(f"{stage.address}about/edit").status_code == 404
    assert post(home_care, f"{stage.address}about/edit", terms(stage.relation.version)).status_code == 404


def test_an_organisation_has_no_conditions_to_document(stage: Stage) -> None:
    assert stage.browser(stage.kom).get(f"{stage.address}about/conditions").status_code == 404


def test_own_volunteers_are_told_which_conditions_are_missing(own: Stage) -> None:
    kom = own.browser(own.kom)
    assert read(kom.get(f"{own.address}about/").text).headings == 1
    assert kom.get(f"{own.address}about/").text.count('data-status="missing"') == 3
    given = {"frames": "To timar i veka", "frames_on": "1.9.2026", "version": own.relation.version}
    assert post(kom, f"{own.address}about/conditions", given).status_code == 303
    page = kom.get(f"{own.address}about/").text
    assert page.count('data-status="missing"') == 2
    assert "To timar i veka" in page


@pytest.mark.parametrize("half", [{"training": "Kurs"}, {"training_on": "1.9.2026"}])
def test_a_condition_is_told_with_its_date(own: Stage, half: dict[str, str]) -> None:
    sent = {**half, "version": own.relation.version}
    assert post(own.browser(own.kom), f"{own.address}about/conditions", sent).status_code == 422


def test_the_volunteers_representative_sees_what_the_municipality_wrote_meanwhile(own: Stage) -> None:
    seen = own.relation.version
    theirs = {"training": "Grunnkurs", "training_on": "1.9.2026", "version": seen}
    assert post(own.browser(own.kom), f"{own.address}about/conditions", theirs).status_code == 303
    mine = {"training": "Kveldskurs", "training_on": "1.10.2026", "version": seen}
    later = post(own.browser(own.org), f"{own.address}about/conditions", mine)
    assert later.status_code == 409
    for words in ("Grunnkurs", "Kveldskurs"):
        assert words in later.text


def test_own_volunteers_keep_their_model(own: Stage) -> None:
    page = own.browser(own.kom).get(f"{own.address}about/edit").text
    assert 'name="model"' not in page
    sent = terms(own.relation.version, model="volunteer_centre")
    assert post(own.browser(own.kom), f"{own.address}about/edit", sent).status_code == 303
    assert own.fresh().coordination_model == "municipal_reflexive"


def test_what_has_ended_is_history_that_nobody_writes_in(stage: Stage) -> None:
    kom, org = stage.browser(stage.kom), stage.browser(stage.org)
    sent = {"ended_on": "20.11.2026", "reason": "Laget er lagt ned.", "version": stage.relation.version}
    stage.relation.created_at = stage.relation.created_at.replace(year=2025)
    stage.session.commit()
    sent["version"] = stage.relation.version
    assert post(org, f"{stage.address}about/end", sent).status_code == 303
    assert "Laget er lagt ned." in kom.get(stage.address).text
    for path in ("about/edit", "about/end", "staircase/quick-start/", "staircase/wish/"):
        assert kom.get(stage.address + path).status_code == 409, path
    assert stage.address not in kom.get("/my-work").text
    relation = stage.fresh()
    assert relations_of(stage.session, stage.volda) == []
    assert f'href="{stage.address}"' not in kom.get("/partnership/relations/").text
    for lasting in ("ended", "all"):
        assert f'href="{stage.address}"' in kom.get(f"/partnership/relations/?lasting={lasting}").text
    assert post(kom, f"{stage.address}about/resume").status_code == 303
    assert stage.fresh().ended_on is None
    assert relation.ended_reason == ""
    assert kom.get(f"{stage.address}about/edit").status_code == 200


def test_begun_again_is_taken_up_again(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    sent = {"ended_on": "21.11.2026", "reason": "Pause", "version": stage.relation.version}
    assert post(kom, f"{stage.address}about/end", sent).status_code == 303
    again = {"municipality": stage.volda.id, "organisation": stage.friends.id, "model": "organisation"}
    assert post(kom, "/partnership/relations/new", again).location == stage.address
    assert stage.fresh().ended_on is None


@pytest.mark.parametrize("day", ["22.11.2026", "20.11.2026", "", "i morgon"])
def test_a_cooperation_ends_on_a_day_that_has_come_and_not_before_it_began(stage: Stage, day: str) -> None:
    sent = {"ended_on": day, "reason": "Slutt", "version": stage.relation.version}
    answer = post(stage.browser(stage.kom), f"{stage.address}about/end", sent)
    assert answer.status_code == 422
    assert "Slutt" in answer.text
    assert stage.fresh().ended_on is None


def test_the_list_is_narrowed_to_one_target_group(stage: Stage) -> None:
    kom = stage.browser(stage.kom)
    post(kom, f"{stage.address}about/edit", terms(stage.relation.version))
    other = a_relation(stage.session, stage.volda, an_organisation(stage.session, "Andre"), actor=stage.kom)
    stage.session.commit()
    page = kom.get("/partnership/relations/?group=dementia_inclusive").text
    assert f'href="{stage.address}"' in page
    assert f'href="/partnership/relations/{other.id}/"' not in page
    assert f"relations/{other.id}/" in kom.get("/partnership/relations/?group=nonsense").text


def test_what_waits_is_only_what_lasts(stage: Stage) -> None:
    assert [each.id for each in mine(stage.session, viewer_of(stage.session, stage.kom))] == [stage.relation.id]
    stage.relation.ended_on, stage.relation.ended_reason = stage.relation.created_at.date(), "Slutt"
    stage.session.commit()
    assert mine(stage.session, viewer_of(stage.session, stage.kom)) == []


@pytest.mark.parametrize("is_taken_up", [False, True])
def test_the_other_side_is_told_of_the_end_unless_it_goes_on(app: Flask, stage: Stage, is_taken_up: bool) -> None:
    kom = stage.browser(stage.kom)
    sent = {"ended_on": "21.11.2026", "reason": "Laget er lagt ned.", "version": stage.relation.version}
    assert post(kom, f"{stage.address}about/end", sent).status_code == 303
    if is_taken_up:
        post(kom, f"{stage.address}about/resume")
    while run_due(app):
        pass
    mails = [each.read_text(encoding="utf-8") for each in Path(app.extensions["trinn"].var).glob("mail/*.eml")]
    assert [stage.org.email in mail and "Laget er lagt ned." in mail for mail in mails] == [True] * (not is_taken_up)
