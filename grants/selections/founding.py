"""What happens for those who are chosen: their team is founded as they described it, and joins the programme."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.municipalities.models import Municipality
from grants.applications import team as told
from grants.applications.answers import ONE_TEXT, SUMMARY, contact
from grants.applications.models import Application
from grants.applications.queries import Folder, folder
from grants.applications.team import Anchored, CouncilAsked, TeamPlace
from grants.calls.models import Call
from grants.calls.queries import content_of
from grants.selections.wording import team_name
from kernel.clock import local_date
from kernel.lifecycle import NotAllowed, _l, refusal_of
from partnership.core_teams import actions as teams
from partnership.core_teams.actions import SeatDraft, TeamDraft
from partnership.core_teams.models import CoreTeam, Maturity
from partnership.core_teams.queries import has_team
from partnership.involvement import actions as involvement
from partnership.involvement.actions import AnchoringSaid, CouncilSaid
from partnership.involvement.models import AnchoringKind
from partnership.involvement.rules import ensure_anchored
from partnership.programmes import actions as programmes
from partnership.programmes import queries
from partnership.programmes.models import Participation, Programme


def programme_for(session: Session, call: Call) -> Programme | None:
    """The programme in which those who are chosen take part, when the centre has made it."""
    return programme_among(queries.programmes(session), call)


def programme_among(known: Sequence[Programme], call: Call) -> Programme | None:
    """The latest programme that names a call, else the one that the call names; they come in order of first days."""
    code = content_of(call).programme
    own = [each for each in known if each.call_code == call.code] or [each for each in known if each.code == code]
    return own[-1] if own else None


def welcome(session: Session, application: Application, *, actor_id: int, at: datetime) -> Participation | None:
    """Found the team of a chosen application, unless something stops it: then a caseworker does it by hand."""
    try:
        with session.begin_nested():
            return found(session, application, actor_id=actor_id, at=at)
    except NotAllowed:
        return None


def found(session: Session, application: Application, *, actor_id: int, at: datetime) -> Participation:
    """Found the team that an application describes, with its anchoring and councils, and let it take part."""
    programme = programme_for(session, application.call)
    if programme is None:
        raise NotAllowed(_l("There is no programme for those who are chosen yet. Make it first."))
    whole = folder(session, application)
    taking_part = told.taking_part(application, whole.partners)
    if not taking_part:
        raise NotAllowed(_l("A team is founded for municipalities, and none takes part in this application."))
    is_new = not has_team(session, taking_part[0].id)
    name = team_name(taking_part, None if is_new else programme.starts_on.year, application.language)
    made = teams.found(session, draft_of(whole, taking_part, name), actor_id=actor_id, at=at)
    session.flush()
    _tell_involvement(session, made, whole, taking_part, actor_id=actor_id, at=at)
    return programmes.join(session, programme, made, application=application.reference, actor_id=actor_id, at=at)


def draft_of(whole: Folder, taking_part: list[Municipality], name: str) -> TeamDraft:
    """The team as the application describes it; a place for nobody who takes part is the responsible one's."""
    lead, content, answers = taking_part[0], whole.content, whole.answers
    ids = {each.number: each.id for each in taking_part}
    return TeamDraft(
        name=name,
        about=_about(whole.application.title, str(answers.get(SUMMARY, {}).get(ONE_TEXT, ""))),
        lead_id=lead.id,
        maturity=told.maturity(content, answers) or Maturity.STARTING,
        municipality_ids=tuple(ids.values()),
        seats=tuple(
            _seat(place, ids.get(place.municipality, lead.id), contact(answers))
            for place in told.places(content, answers)
        ),
    )


def _about(title: str, summary: str) -> str:
    """What the team wants: what the application is called, and then its summary."""
    return f"{title.rstrip('.')}. {summary}" if summary else title


def _seat(place: TeamPlace, municipality_id: int, known: tuple[str, str]) -> SeatDraft:
    """A place in the team; the contact person's address is known, also where the team does not give it again."""
    name, email = known
    return SeatDraft(
        name=place.name,
        email=place.email or (email if place.name == name else ""),
        title=place.title,
        tenths=place.tenths,
        is_leader=place.is_leader,
        municipality_id=municipality_id,
    )


def _tell_involvement(
    session: Session, made: CoreTeam, whole: Folder, taking_part: list[Municipality], *, actor_id: int, at: datetime
) -> None:
    """Write down where the work is anchored and which councils are asked, as it was when the application was sent."""
    ids = {each.number: each.id for each in taking_part}
    sent_on = local_date(whole.application.submitted_at or at)
    first = {each.municipality: each for each in reversed(told.anchoring(whole.content, whole.answers))}
    for anchored in first.values():
        said = _anchoring(anchored, ids)
        if said is not None and _is_whole(said, local_date(at)):
            involvement.anchor(session, made, said, actor_id=actor_id, at=at)
            session.flush()
    for asked in told.councils(whole.content, whole.answers):
        council = _council(asked, ids, sent_on)
        if council is not None:
            involvement.note_council(session, made, council, actor_id=actor_id, at=at)
            session.flush()


def _anchoring(anchored: Anchored, ids: Mapping[str, int]) -> AnchoringSaid | None:
    if anchored.municipality not in ids:
        return None
    is_plan = anchored.kind is AnchoringKind.PLAN_ADOPTED
    return AnchoringSaid(
        municipality_id=ids[anchored.municipality],
        kind=anchored.kind,
        plan=anchored.text if is_plan else "",
        process="" if is_plan else anchored.text,
        on_date=anchored.on_date,
        case_number=anchored.case_number,
        political=anchored.political,
        administrative=anchored.administrative,
    )


def _is_whole(said: AnchoringSaid, today: date) -> bool:
    """Whether it can be written down; what cannot is left for the team to write."""
    given = {"plan": said.plan, "process": said.process, "on_date": said.on_date, "today": today}
    return refusal_of(ensure_anchored, said.kind, **given) is None


def _council(asked: CouncilAsked, ids: Mapping[str, int], sent_on: date) -> CouncilSaid | None:
    """A council as it stood when the application was sent: one that was to be asked later has said nothing yet."""
    if asked.municipality not in ids:
        return None
    is_done = asked.is_done(sent_on)
    said = CouncilSaid(
        municipality_id=ids[asked.municipality],
        council=asked.council,
        on_date=asked.on_date,
        is_done=is_done,
        case_number=asked.case_number,
        statement=asked.statement,
        used=asked.used,
    )
    return said if is_done else replace(said, statement="", used="")
