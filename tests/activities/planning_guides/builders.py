"""Plans that show what matters to a test and hide the rest."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from activities.offers.models import OfferKind, OfferMode
from activities.planning_guides import actions
from activities.planning_guides.content import Content, Duty, Means, Words
from activities.planning_guides.models import Evidence, PlanningGuide
from directory.accounts.models import Person
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from tests.builders import NOW

WHOLE: dict[str, Any] = {
    "mode": OfferMode.PHYSICAL,
    "reaching": "At nokon hentar",
    "wishes": "Å gå tur saman, men sakte",
    "wishes_from": "Samtalar på kafeen",
    "evidence": Evidence.ASKED,
    "evidence_source": "Samtalar i haust",
    "suits": "Dei som går med stav",
    "not_suited": "Dei som treng rullestol",
    "instead": "Turen på kaia",
    "common_ground": "Alle vil ut",
    "formats": "Vi går ein kort tur og drikk kaffi.",
    "trial_from": date(2026, 10, 1),
    "trial_to": date(2026, 11, 1),
    "follow_up": "Etter tredje turen",
    "sharing": "Nettverket",
}


def some_content(**other: Any) -> Content:
    """A plan in which everything is answered; what is named is the plan's own."""
    words = Words(**{"title": "Saktegåarane", "kind": OfferKind.OPEN_GROUP, **WHOLE, **other})
    return Content(
        words, (Duty("Frivilligsentralen", "Leier turen", "Tysdagar", "To i lag"),), (Means("Laget", "Kaffi"),)
    )


def a_plan(
    session: Session, body: Body, municipality: Municipality, *, actor: Person, content: Content | None = None
) -> PlanningGuide:
    """A plan that is begun, and written where content is given."""
    words = Words(title="Saktegåarane", kind=OfferKind.OPEN_GROUP)
    guide = actions.begin(session, words, body=body, municipality=municipality, actor_id=actor.id, at=NOW)
    session.flush()
    if content is not None:
        actions.keep(session, guide, content, version=guide.version, actor_id=actor.id, at=NOW)
        session.flush()
    return guide
