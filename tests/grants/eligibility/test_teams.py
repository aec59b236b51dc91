"""What the formal rules suggest of a core team; which rules there are follows from the kind of the call."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from grants.applications.models import Application, SignedAs
from grants.applications.queries import folder, partners_of
from grants.calls.content import CallKind
from grants.calls.models import Call
from grants.eligibility.checking import Finding, codes_of
from grants.eligibility.models import Verdict
from grants.eligibility.queries import findings_of
from grants.eligibility.wording import worded
from grants.submissions import actions as submissions
from grants.submissions.rules import version_of
from kernel.i18n import force_locale
from tests.builders import NOW, a_municipality, a_person
from tests.grants.programme import PLANNED, a_joint_application, a_programme_call, the_answers

OK, MISSING = Verdict.OK, Verdict.MISSING


@pytest.fixture
def call(session: Session) -> Call:
    return a_programme_call(session)


def sent(
    session: Session, call: Call, *municipalities: Municipality, confirmed: bool = True, **answers: object
) -> dict[str, Finding]:
    """What is suggested of an application of municipalities that was sent."""
    return findings_of(session, an_application(session, call, *municipalities, confirmed=confirmed, **answers))


def an_application(
    session: Session, call: Call, *municipalities: Municipality, confirmed: bool = True, **answers: object
) -> Application:
    actor: Person = a_person(session, Role.MUNICIPAL_LEADER, municipalities[0])
    given = the_answers([each.number for each in municipalities]) | answers
    made = a_joint_application(session, call, municipalities, actor=actor, answers=given)
    for partner in partners_of(session, made):
        partner.invited_at, partner.confirmed_at = NOW, NOW if confirmed else None
        partner.confirmed_by = "Ola" if confirmed else ""
    found = folder(session, made)
    submissions.submit(
        session, found, signed_as=SignedAs.MUNICIPAL_DIRECTOR, actor=actor, version=version_of(found), now=NOW
    )
    session.flush()
    return made


def reason(app, finding: Finding) -> str:  # type: ignore[no-untyped-def]  # a fixture
    with app.app_context(), force_locale("en"):
        return worded(finding)


def test_the_rules_follow_from_the_kind_of_the_call() -> None:
    money, programme = codes_of(CallKind.PARTNERSHIP), codes_of(CallKind.PROGRAMME_PARTICIPATION)

    assert set(money) - set(programme) == {"EL9", "EL10"}
    assert set(programme) - set(money) == {"EL13", "EL14"}
    assert codes_of(CallKind.ACTIVITY) == money


def test_a_whole_application_is_in_order(session: Session, call: Call) -> None:
    found = sent(session, call, a_municipality(session), a_municipality(session))

    assert {code: each.verdict for code, each in found.items()} == dict.fromkeys(found, OK)


def test_a_council_that_nothing_is_said_of_is_named(app, session: Session, call: Call) -> None:  # type: ignore[no-untyped-def]
    volda = a_municipality(session)
    answers = the_answers([volda.number], councils=["older_people", "youth"])
    found = sent(session, call, volda, **{"20": answers["20"]})

    assert found["EL13"].verdict is MISSING
    assert reason(app, found["EL13"]) == "Nothing is said of: the council for people with disabilities in Volda."


def test_a_council_that_is_planned_is_in_order_and_told(app, session: Session, call: Call) -> None:  # type: ignore[no-untyped-def]
    volda = a_municipality(session)
    answers = the_answers([volda.number])
    answers["20"]["councils"][1]["date"] = PLANNED
    found = sent(session, call, volda, **{"20": answers["20"]})

    assert found["EL13"].verdict is OK
    assert "the youth council in Volda (8 December 2026)" in reason(app, found["EL13"])


@pytest.mark.parametrize(
    ("kind", "day", "verdict"),
    [
        ("plan_adopted", date(2026, 2, 26), OK),
        ("plan_adopted", date(2027, 2, 26), MISSING),
        ("process_described", date(2027, 3, 18), OK),
    ],
)
def test_a_plan_is_adopted_and_a_process_may_be_to_come(
    session: Session, call: Call, kind: str, day: date, verdict: Verdict
) -> None:
    volda = a_municipality(session)
    row = {"kind": kind, "text": "Planen", "date": day.isoformat()}

    assert sent(session, call, volda, **{"43": {"anchoring": [row]}})["EL14"].verdict is verdict


def test_each_municipality_shows_where_it_is_anchored(app, session: Session, call: Call) -> None:  # type: ignore[no-untyped-def]
    tydal, selbu = a_municipality(session, "Tydal"), a_municipality(session, "Selbu")
    row = {"kind": "plan_adopted", "text": "Planen", "date": "2026-02-26", "municipality": tydal.number}
    found = sent(session, call, tydal, selbu, **{"43": {"anchoring": [row]}})

    assert found["EL14"].verdict is MISSING
    assert "Selbu" in reason(app, found["EL14"])


def test_a_partner_that_is_silent_stops_nothing(app, session: Session, call: Call) -> None:  # type: ignore[no-untyped-def]
    tydal, selbu = a_municipality(session, "Tydal"), a_municipality(session, "Selbu")
    found = sent(session, call, tydal, selbu, confirmed=False)

    assert found["EL5"].verdict is OK
    assert "Selbu" in reason(app, found["EL5"])


def test_a_municipality_that_is_named_and_not_asked_is_missing(session: Session, call: Call) -> None:
    tydal, selbu = a_municipality(session, "Tydal"), a_municipality(session, "Selbu")

    found = sent(session, call, tydal, **{"5": {"municipalities": [tydal.number, selbu.number]}})

    assert found["EL5"].verdict is MISSING


def test_each_municipality_counts_once_whoever_is_responsible(session: Session, call: Call) -> None:
    tydal, selbu, volda = (a_municipality(session, name) for name in ("Tydal", "Selbu", "Volda"))
    joint, own = an_application(session, call, tydal, selbu), an_application(session, call, selbu)
    alone = an_application(session, call, volda)

    assert findings_of(session, joint)["EL4"].params["references"] == own.reference
    assert findings_of(session, own)["EL4"].params["references"] == joint.reference
    assert findings_of(session, alone)["EL4"].verdict is OK


def test_a_partner_that_has_not_confirmed_counts_in_its_own(session: Session, call: Call) -> None:
    tydal, selbu = a_municipality(session, "Tydal"), a_municipality(session, "Selbu")
    an_application(session, call, tydal, selbu, confirmed=False)

    assert findings_of(session, an_application(session, call, selbu))["EL4"].verdict is OK
