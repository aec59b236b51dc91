"""What is read: what has become of those who were chosen, and where a place is free that somebody may have."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from grants.calls.models import Call
from grants.decisions.queries import decisions_of
from grants.selections.founding import programme_among
from grants.selections.models import Selection, SelectionLine, SelectionStatus
from grants.selections.queries import lines_of
from grants.selections.vacancies import Standing, free_places, is_granted
from partnership.core_teams.models import CoreTeam
from partnership.programmes.models import Participation, Programme
from partnership.programmes.queries import programmes


def standings_of(
    session: Session, lines: Sequence[SelectionLine], programmes: Mapping[int, Programme]
) -> list[Standing]:
    """What has become of the lines of selections, by the programme of each selection's call, in two statements."""
    decided = decisions_of(session, [line.application_id for line in lines])
    there = _there(session, {programme.id: programme for programme in programmes.values()})

    def standing(line: SelectionLine) -> Standing:
        programme = programmes.get(line.selection_id)
        known = there[programme.id] if programme else {}
        seats = [known[key] for key in (line.application.reference, line.application.applicant_id) if key in known]
        return Standing(line, is_granted(decided.get(line.application_id)), any(seats) if seats else None)

    return [standing(line) for line in lines]


def _there(session: Session, programmes: Mapping[int, Programme]) -> dict[int, dict[str | int, bool]]:
    """Whether the teams of programmes were in them when they began, or are: by application, and by who leads them."""
    found: dict[int, dict[str | int, bool]] = defaultdict(dict)
    statement = (
        select(Participation, CoreTeam.lead_id, CoreTeam.ended_on)
        .join(CoreTeam, CoreTeam.id == Participation.team_id)
        .where(Participation.programme_id.in_(programmes))
        .order_by(Participation.id)
    )
    for part, lead_id, ended_on in session.execute(statement):
        begun, known = programmes[part.programme_id].starts_on, found[part.programme_id]
        ends = [day for day in (part.left_on, ended_on) if day is not None]
        keys: tuple[str, int] = part.application, lead_id
        for key in keys:
            known[key] = known.get(key, False) or all(day >= begun for day in ends)
    return found


@dataclass(frozen=True)
class Vacant:
    """A call with free places although its selection is made, and when its programme begins."""

    call: Call
    free: int
    begins_on: date


def vacant(session: Session, today: date) -> list[Vacant]:
    """Where a place is free that somebody who waits may have, until the programme begins; at most five statements."""
    known = programmes(session)
    if not any(each.starts_on > today for each in known):
        return []
    statement = select(Selection).where(Selection.status == SelectionStatus.MADE).options(joinedload(Selection.call))
    made = {each.id: each for each in session.scalars(statement.order_by(Selection.id))}
    found = {key: programme_among(known, selection.call) for key, selection in made.items()}
    ahead = {key: each for key, each in found.items() if each and each.starts_on > today}
    standings: dict[int, list[Standing]] = defaultdict(list)
    for each in standings_of(session, lines_of(session, *ahead), ahead):
        standings[each.line.selection_id].append(each)
    return [
        Vacant(made[key].call, free, ahead[key].starts_on)
        for key, own in standings.items()
        if (free := free_places(own, made[key].places)) and any(each.is_waiting for each in own)
    ]
