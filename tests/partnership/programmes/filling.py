"""What is sent to a programme's pages, and one of each thing behind them."""

from datetime import timedelta

from sqlalchemy.orm import Session

from partnership.programmes import actions, guiding
from partnership.programmes.models import GuidanceTopic
from partnership.programmes.rules import Question
from tests.builders import NOW
from tests.pages import read
from tests.partnership.programmes.builders import ANSWER, Scene, a_task
from tests.partnership.teaming import an_event

PROGRAMME = {
    "code": "kt-2028",
    "title_nb": "Kjerneteam 2028",
    "about_nb": "Vi lærer sammen.",
    "language": "nb",
    "starts_on": "1.1.2028",
    "ends_on": "31.12.2028",
    "contact_name": "Marianne Holth",
    "contact_email": "senter@example.no",
    "contact_phone": "22 33 44 55",
    "version": "0",
}
EVENT = {
    "kind": "webinar",
    "title": "Å lytte",
    "day": "1.12.2026",
    "starts": "12",
    "ends": "13.30",
    "mode": "digital",
    "link": "https://video.example.no/rom",
    "version": "0",
}
READ = [
    "",
    "meetings/",
    "meetings/calendar.ics",
    "meetings/{event}/",
    "meetings/{event}/calendar.ics",
    "meetings/{event}/attendance",
    "tools/",
    "homework/",
    "homework/{task}/",
    "homework/{task}/teams/{team}/",
    "guidance/",
    "guidance/{guidance}/",
    "network/",
    "teams/{team}/",
]
TEAM = ["teams/{team}/ask", "teams/{team}/network"]
CENTRE = [
    "change",
    "meetings/new",
    "meetings/{event}/change",
    "tools/new",
    "homework/new",
    "homework/{task}/change",
    "teams/",
    "teams/add",
    "teams/{team}/telephone",
    "report/",
    "report.pdf",
]


def fields(page: str, name: str) -> dict[str, str]:
    """What stands in the form of a page that has a field."""
    form = next(each for each in read(page).forms if name in each.values)
    return {key: value for key, value in form.values.items() if key != "csrf_token"}


def filled(session: Session, scene: Scene) -> dict[str, int]:
    """The ids of one of each thing in the programme."""
    event = an_event(session, scene.programme, starts_at=NOW - timedelta(days=2))
    task = a_task(session, scene)
    asked = Question(GuidanceTopic.ROADMAP, "Hvordan begynner vi?")
    by, team = scene.table.member.id, scene.table.team
    guidance = guiding.ask(session, scene.programme, team, asked, actor_id=by, at=NOW)
    actions.hand_in(session, task, team, ANSWER, version=0, actor_id=by, at=NOW)
    session.commit()
    return {"event": event.id, "task": task.id, "guidance": guidance.id, "team": team.id}
