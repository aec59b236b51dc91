"""An application to a programme is sent without money, and never without exactly one leader (X14)."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from grants.applications.models import Application, ApplicationStatus, SignedAs
from grants.applications.queries import Folder, folder
from grants.calls.models import Call
from grants.submissions import actions
from grants.submissions.rules import ensure_may_submit, version_of
from kernel.lifecycle import NotAllowed, refusal_of
from tests.builders import NOW, a_municipality, a_person
from tests.grants.programme import CONTENT, a_joint_application, a_member, a_programme_call, the_answers


def a_draft(session: Session, team: list[dict[str, Any]]) -> Folder:
    volda = a_municipality(session)
    actor = a_person(session, Role.MUNICIPAL_LEADER, volda)
    call = a_programme_call(session)
    answers = the_answers([volda.number], team=team)
    return folder(session, a_joint_application(session, call, [volda], actor=actor, answers=answers))


def test_a_team_of_four_may_be_sent_when_one_of_them_leads(session: Session) -> None:
    found = a_draft(session, [a_member("A", leads=True), a_member("B"), a_member("C"), a_member("D")])
    actor = a_person(session, Role.MUNICIPAL_LEADER, found.application.applicant)

    done = actions.submit(
        session, found, signed_as=SignedAs.MUNICIPAL_DIRECTOR, actor=actor, version=version_of(found), now=NOW
    )

    assert done
    assert found.application.snapshot is not None
    assert (found.application.snapshot["asked"], found.application.snapshot["eligible"]) == ({}, 0)


@pytest.mark.parametrize(("leaders", "told"), [(0, "no leader"), (2, "more than one leader")])
def test_without_exactly_one_leader_nothing_is_sent(session: Session, leaders: int, told: str) -> None:
    found = a_draft(session, [a_member(str(place), leads=place < leaders) for place in range(3)])

    with pytest.raises(NotAllowed) as refusal:
        ensure_may_submit(found, NOW)

    assert told in refusal.value.msgid


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), min_size=1, max_size=6), st.lists(st.integers(0, 50), min_size=6, max_size=6))
def test_size_and_share_never_stop_and_the_leader_always_does(leads: list[bool], shares: list[int]) -> None:
    rows = [a_member(str(place), shares[place] or 1, leads=each) for place, each in enumerate(leads)]
    call = Call(opens_at=NOW, closes_at=NOW.replace(year=2027), code="T2")
    application = Application(call=call, title="Seniorkraft", status=ApplicationStatus.DRAFT)
    found = Folder(application, CONTENT, {}, [])
    found.__dict__["answers"] = the_answers(["5033"], team=rows)

    refusal = refusal_of(ensure_may_submit, found, NOW)

    assert (refusal is None) == (sum(leads) == 1)
