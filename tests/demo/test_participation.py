"""The applications A8 to A10 to the programme: what they warn of, what they are stopped by, and who confirmed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from demo import script
from directory.municipalities.queries import names
from grants.applications import remarks, team
from grants.applications.models import Application, ApplicationStatus
from grants.applications.progress import PageState
from grants.applications.queries import Folder, folder
from grants.calls.queries import by_code, content_of
from grants.eligibility.models import Verdict
from grants.eligibility.queries import findings_of
from grants.submissions.rules import ensure_may_submit
from kernel.clock import OSLO
from kernel.i18n import force_locale
from kernel.lifecycle import NotAllowed
from partnership.core_teams.models import Maturity
from partnership.core_teams.rules import warnings
from partnership.involvement.models import Council
from partnership.relations.models import Relation

Told = tuple[Session, dict[str, Relation]]
OPEN = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
A8, A9, A10 = "T2-2026-0001", "T2-2026-0002", "T2-2026-0003"


def the_folder(session: Session, reference: str) -> Folder:
    return folder(session, session.scalars(select(Application).where(Application.reference == reference)).one())


def the_remarks(whole_app, told: Told, reference: str) -> list[str]:  # type: ignore[no-untyped-def]  # a fixture
    session, _relations = told
    called = names(session)
    with whole_app.app_context(), force_locale("en"):
        return remarks.of(the_folder(session, reference), lambda number: called[number])


def test_the_call_gives_no_money_and_advises_five_to_ten(told: Told) -> None:
    session, _relations = told
    call = by_code(session, "T2")
    content = content_of(call)

    assert not content.has_money
    assert content.awards is not None
    assert (content.awards.least, content.awards.most) == (5, 10)
    assert call.closes_at.astimezone(OSLO) == datetime(2027, 1, 15, 13, tzinfo=OSLO)
    assert (content.published_on, content.notified_on) == (date(2026, 11, 2), date(2027, 2, 1))
    assert content.scale.knock_outs == {criterion.code: 2 for criterion in content.scale.criteria}
    assert len(content.scale.criteria) == 5


def test_a8_is_of_two_municipalities_with_three_people_and_a_day_and_a_half(told: Told) -> None:
    session, _relations = told
    found = the_folder(session, A8)
    places = team.places(found.content, found.answers)

    assert found.application.status is ApplicationStatus.SUBMITTED
    assert [each.number for each in team.taking_part(found.application, found.partners)] == ["5033", "5032"]
    assert [place.name for place in places if place.is_leader] == ["Ingeborg Stuevoll"]
    assert (len(places), sum(place.tenths for place in places)) == (3, 15)
    assert [place.municipality for place in places] == ["5033", "5033", "5032"]
    assert warnings(places) == []


def test_a8_has_asked_the_older_peoples_council_and_plans_for_the_youth(told: Told) -> None:
    session, _relations = told
    found = the_folder(session, A8)
    asked = {(each.municipality, each.council): each for each in team.councils(found.content, found.answers)}

    assert asked["5033", Council.OLDER_PEOPLE].on_date == date(2026, 10, 14)
    assert asked["5033", Council.YOUTH].on_date == date(2026, 12, 8)
    assert not asked["5033", Council.YOUTH].is_done(date(2026, 11, 21))


def test_a8_is_suggested_to_pass_but_for_the_authority_that_must_be_seen(told: Told) -> None:
    session, _relations = told
    findings = findings_of(session, the_folder(session, A8).application)

    assert list(findings) == ["EL1", "EL2", "EL3", "EL4", "EL5", "EL6", "EL13", "EL14"]
    assert {code for code, found in findings.items() if found.verdict is not Verdict.OK} == {"EL6"}


def test_a9_is_of_two_people_and_a_day_with_a_plan_that_is_adopted(told: Told) -> None:
    session, _relations = told
    found = the_folder(session, A9)
    places, (plan,) = team.places(found.content, found.answers), team.anchoring(found.content, found.answers)

    assert found.application.language == "nn"
    assert (len(places), sum(place.tenths for place in places)) == (2, 10)
    assert warnings(places) == []
    assert (plan.case_number, plan.municipality) == ("2026/417", "1577")
    assert team.maturity(found.content, found.answers) is Maturity.WELL_ON_THE_WAY


@pytest.mark.parametrize("reference", [A8, A9])
def test_nothing_is_remarked_of_those_that_are_sent(whole_app, told: Told, reference: str) -> None:  # type: ignore[no-untyped-def]
    assert the_remarks(whole_app, told, reference) == []


def test_a10_is_warned_of_four_people_no_leader_and_a_council(whole_app, told: Told) -> None:  # type: ignore[no-untyped-def]
    found = the_remarks(whole_app, told, A10)

    assert len(found) == 3
    assert "no leader" in found[0]
    assert "4 people" in found[1]
    assert "people with disabilities" in found[2]


def test_a10_cannot_be_sent_for_want_of_a_leader(told: Told) -> None:
    session, _relations = told
    found = the_folder(session, A10)

    assert found.application.status is ApplicationStatus.DRAFT
    with pytest.raises(NotAllowed) as refusal:
        ensure_may_submit(found, OPEN)
    assert "no leader" in refusal.value.msgid
    states = {page.code: found.state(page) for page in found.content.pages}
    assert states.pop("team") is PageState.IN_PROGRESS
    assert PageState.IN_PROGRESS not in states.values()


def test_the_partner_confirms_before_it_is_sent_and_all_happens_while_the_call_is_open() -> None:
    told = [each for each in script.applications() if each["call"] == "T2"]
    opens, day = datetime(2026, 11, 2, 8, 0), timedelta(days=1)  # noqa: DTZ001  the texts tell local time

    for each in told:
        assert opens < each["created_at"] < each.get("submitted_at", each["created_at"] + day)
        for partner in each.get("partners", []):
            assert each["created_at"] < partner["invited_at"] < partner["confirmed_at"] < each["submitted_at"]
