"""Pictures and records that show what matters and hide the rest."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partnership.assessments import queries
from partnership.assessments.picture import Picture
from partnership.quality.models import LegalBasis
from partnership.quality.rules import Assessed, Cover, Prepared, Showing
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from tests.builders import NOW, an_assessment, some_evidence
from tests.partnership.assessments.conftest import Pair

TODAY = NOW.date()


def picture_of(session: Session, pair: Pair, *, upto: int = 5, **other: Value) -> Picture:
    """The picture of a relation where both sides say yes up to a step, with evidence for all, but for exceptions."""
    for side in Side:
        an_assessment(session, pair.relation, side, actor=pair.actor(side), upto=upto, **other)
    some_evidence(session, pair.relation, actor=pair.kom)
    session.flush()
    return queries.pictures(session, [pair.relation], eyes={pair.relation.id: None}, as_of=TODAY)[pair.relation.id]


def prepared(**other: Any) -> Prepared:
    """Eight of ten volunteers, on a day."""
    said = {"volunteers": 8, "out_of": 10, "title": "2026", "done_on": date(2026, 3, 1), "refresh_months": None}
    return Prepared(**said | other)


def cover(**other: Any) -> Cover:
    """An insurance for drivers and accidents up to 70."""
    said = {
        "insurer": "Gjensidige",
        "covers_driver": True,
        "covers_passenger": False,
        "covers_accident": True,
        "upper_age_limit": 70,
        "valid_to": date(2027, 6, 30),
    }
    return Cover(**said | other)


def a_basis(basis: LegalBasis = LegalBasis.SERVICE_FOR_MUNICIPALITY) -> Assessed:
    """An assessed legal basis."""
    return Assessed(basis, "Støttekontakt etter loven", TODAY)


SHOWN = Showing(3, date(2026, 10, 1), "leder i foreningen")
