"""How a formal check goes."""

import pytest
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.permissions import Role
from grants.applications.models import ApplicationStatus, SignedAs
from grants.eligibility import actions, queries
from grants.eligibility.models import CheckStatus, Verdict
from grants.eligibility.rules import Ruling
from kernel.lifecycle import Stale
from tests.builders import an_organisation
from tests.grants.assessing import (
    CHECKED,
    FRAMES,
    a_call,
    a_check,
    an_application,
    an_office,
    plainly,
    refusal,
    verbs,
)


def test_a_check_is_opened_once_with_what_is_suggested(session: Session) -> None:
    office, call = an_office(session), a_call(session)
    answers = {code: {"text": "Ja"} for code in FRAMES if code != "28"} | {"22": {"rows": [{"kind": "course"}]}}
    application = an_application(session, call, signed_as=SignedAs.AUTHORITY, answers=answers)
    by = office.caseworker.id
    check = actions.open_check(session, application, write=plainly, actor_id=by, at=CHECKED)
    assert actions.open_check(session, application, write=plainly, actor_id=by, at=CHECKED) is check
    said = {code: each.verdict for code, each in queries.verdicts_of(session, check.id).items()}
    not_ok = {code: verdict for code, verdict in said.items() if verdict is not Verdict.OK}
    assert not_ok == {"EL6": Verdict.MISSING, "EL9": Verdict.REJECTED, "EL10": Verdict.MISSING}
    assert "28" in queries.verdicts_of(session, check.id)["EL10"].reason
    assert verbs(session, "formal_check") == ["opened"]


def test_an_applicants_other_application_in_the_call_is_found(session: Session) -> None:
    call, body = a_call(session), an_organisation(session, org_number="974760673")
    first, second = (an_application(session, call, applicant=body) for _ in range(2))
    assert first.reference in str(queries.findings_of(session, second)["EL4"].params)
    first.status = ApplicationStatus.DRAFT
    session.flush()
    assert queries.findings_of(session, second)["EL4"].verdict is Verdict.OK


def test_what_is_said_is_kept_with_its_trail_and_two_do_not_write_over_each_other(session: Session) -> None:
    office, application = an_office(session), an_application(session, a_call(session))
    by = office.caseworker.id
    check = actions.open_check(session, application, write=plainly, actor_id=by, at=CHECKED)
    session.flush()
    seen = check.version
    ruling = {"EL9": Ruling(Verdict.REJECTED, " Minibuss. ")}
    actions.say(session, check, ruling, excluded_amount=290_000, version=seen, actor_id=by, at=CHECKED)
    session.flush()
    assert queries.verdicts_of(session, check.id)["EL9"].reason == "Minibuss."
    assert check.excluded_amount == 290_000
    seen = check.version
    also = {"EL6": Ruling(Verdict.MISSING, "Fullmakt?")}
    actions.say(session, check, also, excluded_amount=290_000, version=seen, actor_id=by, at=CHECKED)
    session.flush()
    for action in (
        lambda: actions.say(session, check, {}, excluded_amount=0, version=seen, actor_id=by, at=CHECKED),
        lambda: actions.conclude(session, check, version=seen, actor_id=by, at=CHECKED),
    ):
        with pytest.raises(Stale):
            action()
    before = verbs(session, "formal_check")
    actions.say(session, check, ruling, excluded_amount=290_000, version=check.version, actor_id=by, at=CHECKED)
    assert verbs(session, "formal_check") == before == ["opened", "said", "said"]


def test_a_check_passes_or_fails_and_then_stands(session: Session) -> None:
    office, call = an_office(session), a_call(session)
    passed = a_check(session, an_application(session, call), office)
    failed = a_check(session, an_application(session, call), office, EL9=Verdict.REJECTED)
    assert (passed.status, failed.status) == (CheckStatus.PASSED, CheckStatus.FAILED)
    by = office.caseworker.id
    assert refusal(actions.say, session, failed, {}, excluded_amount=0, version=failed.version, actor_id=by, at=CHECKED)
    assert not queries.waiting_for_check(session)


def test_a_withdrawn_application_is_checked_no_further(session: Session) -> None:
    office, application = an_office(session), an_application(session, a_call(session))
    by = office.caseworker.id
    check = actions.open_check(session, application, write=plainly, actor_id=by, at=CHECKED)
    assert list(queries.waiting_for_check(session)) == [application]
    application.status, application.withdrawn_at = ApplicationStatus.WITHDRAWN, CHECKED
    session.flush()
    assert refusal(actions.conclude, session, check, version=check.version, actor_id=by, at=CHECKED)
    assert not queries.waiting_for_check(session)


def test_who_belongs_to_a_party_does_not_check_it_nor_who_did_before(session: Session) -> None:
    office, friends = an_office(session), an_organisation(session)
    application = an_application(session, a_call(session), partners=[friends])
    by = office.caseworker
    check = actions.open_check(session, application, write=plainly, actor_id=by.id, at=CHECKED)
    assert by.id not in queries.involved_in(session, application)
    accounts.give_role(session, by, Role.VOLUNTEER, friends, actor_id=None, at=CHECKED)
    session.flush()
    assert refusal(actions.conclude, session, check, version=check.version, actor_id=by.id, at=CHECKED)
