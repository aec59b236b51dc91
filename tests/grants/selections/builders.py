"""Builders of a call for a programme, and of what applies to it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from directory.municipalities.models import Municipality, SizeBand
from grants.calls.models import Call
from tests.builders import a_municipality
from tests.grants.assessing import PROPOSED, a_closed_call, a_document, words

STRONG, FAIR, WEAK = (5, 5, 5, 5, 5, 5, 5), (3, 4, 3, 4, 3, 4, 3), (2, 2, 2, 2, 2, 2, 2)
MADE = PROPOSED + timedelta(days=2)
TOLD = datetime(2026, 6, 15, 6, 0, tzinfo=UTC)
_numbers = count(1)


def line(name: str, kind: str = "line", **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, "label": words(name), "needed": False, **more}


def options(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "label": words(code)} for code in codes]


QUESTIONS: list[dict[str, Any]] = [
    {"code": "1", "text": words("Name"), "parts": [{"name": "text", "kind": "text", "needed": True}]},
    {"code": "2", "text": words("Summary"), "parts": [line("text", "text")]},
    {"code": "5", "text": words("Where"), "parts": [{"name": "places", "kind": "municipalities", "needed": True}]},
    {
        "code": "20",
        "text": words("Councils"),
        "meaning": "councils",
        "parts": [
            line(
                "rows",
                "rows",
                parts=[
                    line("council", "choice", choices=options("older_people", "youth", "disability")),
                    line("municipality", "municipality"),
                    line("date", "day"),
                    line("case"),
                    line("statement"),
                    line("used"),
                ],
            )
        ],
    },
    {
        "code": "43",
        "text": words("Anchoring"),
        "meaning": "anchoring",
        "parts": [
            line(
                "rows",
                "rows",
                parts=[
                    line("municipality", "municipality"),
                    line("kind", "choice", choices=options("plan_adopted", "process_described")),
                    line("text"),
                    line("date", "day"),
                    line("case"),
                    line("political"),
                    line("administrative"),
                ],
            )
        ],
    },
    {
        "code": "44",
        "text": words("Team"),
        "meaning": "team",
        "parts": [
            line(
                "rows",
                "rows",
                parts=[
                    line("name"),
                    line("title"),
                    line("municipality", "municipality"),
                    line("share", "days"),
                    line("role", "choice", choices=options("leader", "member")),
                ],
            )
        ],
    },
    {
        "code": "46",
        "text": words("How far"),
        "meaning": "maturity",
        "parts": [line("stage", "choice", choices=options("well_on_the_way", "starting"))],
    },
]


def a_programme_call(session: Session, code: str = "T2", **advice: int) -> Call:
    """A closed call for a programme, which advises two to three places unless it says otherwise."""
    document = a_document(code)
    del document["money"]
    document |= {"kind": "programme_participation", "awards": {"least": 2, "most": 3, **advice}}
    document["form"]["pages"][0]["questions"] = QUESTIONS
    return a_closed_call(session, code, document, f"selecting-{code}-{sorted(advice.items())}")


def a_place(session: Session, name: str, *, band: SizeBand = SizeBand.MEDIUM, county: str = "50") -> Municipality:
    """A municipality of a size in a county."""
    made = a_municipality(session, name, f"{county}{next(_numbers):02}")
    made.size_band = band
    session.flush()
    return made


def answers_of(
    *municipalities: Municipality, maturity: str = "starting", councils: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """What an application says of its team of two, led from the first municipality."""
    lead, last = municipalities[0].number, municipalities[-1].number
    anchored = {"kind": "plan_adopted", "text": "Leve hele livet", "date": "2025-06-01", "case": "2025/9"}
    return {
        "1": {"text": "Seniorkraft"},
        "2": {"text": "Vi vil lære."},
        "5": {"places": [each.number for each in municipalities]},
        "20": {"rows": councils or []},
        "43": {"rows": [{**anchored, "municipality": lead, "political": "Ja", "administrative": "Ja"}]},
        "44": {
            "rows": [
                {"name": "Ingeborg", "title": "Koordinator", "municipality": lead, "share": 10, "role": "leader"},
                {"name": "Ola", "title": "Rådgiver", "municipality": last, "share": 5, "role": "member"},
            ]
        },
        "46": {"stage": maturity},
    }
