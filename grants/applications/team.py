"""What an application to a programme says of its core team; pure, and found by the marks in the call's form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.municipalities.models import Municipality
from grants.applications.answers import Answers, municipalities
from grants.applications.models import Application, Partner
from grants.calls.content import Content, Meaning
from grants.calls.meanings import LEADER, read_part
from partnership.core_teams.models import Maturity
from partnership.core_teams.rules import ensure_led
from partnership.involvement.models import AnchoringKind, Council


@dataclass(frozen=True)
class TeamPlace:
    """Somebody's place in the team that is wished for; `municipality` is a number, empty where nobody has said it.

    `tenths` is the share of the week in tenths of a day.
    """

    name: str
    municipality: str
    title: str
    tenths: int
    is_leader: bool
    email: str = ""


@dataclass(frozen=True)
class CouncilAsked:
    """That a municipality's council has been asked, or will be on a day; what it said, and what that was used for."""

    council: Council
    municipality: str
    on_date: date
    case_number: str
    statement: str
    used: str

    def is_done(self, today: date) -> bool:
        """Whether the day on which it is asked has come."""
        return self.on_date <= today


@dataclass(frozen=True)
class Anchored:
    """Where a municipality's part is anchored: a plan that is adopted, or a process with the day planned for one."""

    municipality: str
    kind: AnchoringKind
    text: str
    on_date: date
    case_number: str
    political: str
    administrative: str


def places(content: Content, answers: Answers) -> list[TeamPlace]:
    """The places of the team, in the order in which they were written."""
    alone = _alone(content, answers)
    return [
        TeamPlace(
            name=str(row.get("name", "")),
            municipality=str(row.get("municipality") or alone),
            title=str(row.get("title", "")),
            tenths=int(row.get("share") or 0),
            is_leader=row.get("role") == LEADER,
            email=str(row.get("email", "")),
        )
        for row in _rows(content, answers, Meaning.TEAM)
    ]


def maturity(content: Content, answers: Answers) -> Maturity | None:
    """How far the municipalities say that they have come; None when they have not said it."""
    said = _said(content, answers, Meaning.MATURITY)
    return Maturity(said) if said in tuple(Maturity) else None


def councils(content: Content, answers: Answers) -> list[CouncilAsked]:
    """The councils that have been asked or will be; a row without council or day says nothing yet."""
    alone = _alone(content, answers)
    return [
        CouncilAsked(
            council=Council(row["council"]),
            municipality=str(row.get("municipality") or alone),
            on_date=date.fromisoformat(row["date"]),
            case_number=str(row.get("case", "")),
            statement=str(row.get("statement", "")),
            used=str(row.get("used", "")),
        )
        for row in _rows(content, answers, Meaning.COUNCILS)
        if row.get("council") and row.get("date")
    ]


def anchoring(content: Content, answers: Answers) -> list[Anchored]:
    """Where each municipality's part is anchored; a row without its kind or day says nothing yet."""
    alone = _alone(content, answers)
    return [
        Anchored(
            municipality=str(row.get("municipality") or alone),
            kind=AnchoringKind(row["kind"]),
            text=str(row.get("text", "")),
            on_date=date.fromisoformat(row["date"]),
            case_number=str(row.get("case", "")),
            political=str(row.get("political", "")),
            administrative=str(row.get("administrative", "")),
        )
        for row in _rows(content, answers, Meaning.ANCHORING)
        if row.get("kind") and row.get("date")
    ]


def asks_for_team(content: Content) -> bool:
    """Whether the form asks for a core team."""
    return content.meant(Meaning.TEAM) is not None


def ensure_team_is_led(content: Content, answers: Answers) -> None:
    """A core team, where the form asks for one, has exactly one leader. Source: X14."""
    if asks_for_team(content):
        ensure_led(places(content, answers))


def parties(content: Content, answers: Answers, applicant: str = "") -> list[str]:
    """The numbers of the municipalities that want to take part, the applicant's own first."""
    named = sorted(municipalities(content, answers) - {applicant})
    return [*([applicant] if applicant else []), *named]


def taking_part(application: Application, partners: Iterable[Partner]) -> list[Municipality]:
    """The municipalities that take part, the responsible one first: a partner does when it has confirmed."""
    bodies = [application.applicant, *(each.body for each in partners if each.confirmed_at and each.body)]
    return [body for body in bodies if isinstance(body, Municipality)]


def unasked(named: Sequence[str], partners: Iterable[Partner], applicant: str = "") -> list[str]:
    """The municipalities that are named, and are neither the applicant nor a partner."""
    joined = {each.body.number for each in partners if isinstance(each.body, Municipality)}
    return [number for number in named if number not in joined and number != applicant]


def missing_councils(content: Content, answers: Answers, numbers: Sequence[str]) -> list[tuple[str, Council]]:
    """The councils that a municipality says nothing of, neither done nor planned. Source: D12, D13."""
    if content.meant(Meaning.COUNCILS) is None:
        return []
    told = {(each.municipality, each.council) for each in councils(content, answers)}
    return [(number, council) for number in numbers for council in Council if (number, council) not in told]


def missing_anchoring(content: Content, answers: Answers, numbers: Sequence[str]) -> list[str]:
    """The municipalities that show neither a plan nor a process. Source: D10."""
    if content.meant(Meaning.ANCHORING) is None:
        return []
    told = {each.municipality for each in anchoring(content, answers)}
    return [number for number in numbers if number not in told]


def _alone(content: Content, answers: Answers) -> str:
    """The municipality that is meant where no other is said: the only one."""
    named = municipalities(content, answers)
    return next(iter(named)) if len(named) == 1 else ""


def _said(content: Content, answers: Answers, meaning: Meaning) -> Any:
    question = content.meant(meaning)
    part = read_part(question) if question else None
    return answers.get(question.code, {}).get(part.name) if question and part else None


def _rows(content: Content, answers: Answers, meaning: Meaning) -> list[Mapping[str, Any]]:
    return list(_said(content, answers, meaning) or ())
