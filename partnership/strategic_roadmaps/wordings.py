"""What a council has adopted: a wording as it was kept, on the page and on paper, and what is otherwise now."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import force_locale
from kernel.pdf.document import render
from kernel.web.files import answer_with
from kernel.web.page import demo_mark
from partnership.agreements.wording import fingerprint, grouped
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.queries import get_visible
from partnership.roadmaps.saying import paper_language
from partnership.strategic_roadmaps import adopted_paper, queries, saying
from partnership.strategic_roadmaps.models import StrategicAdoption, StrategicWording
from partnership.strategic_roadmaps.plan import Plan
from partnership.strategic_roadmaps.wording import Wording, read_back, since, taken_down

blueprint = Blueprint("wordings", __name__, url_prefix="/wordings/<int:wording>")


@dataclass(frozen=True)
class Kept:
    """A wording as it is kept, who has adopted it, and the roadmap as it stands now."""

    team: CoreTeam
    row: StrategicWording
    wording: Wording
    plan: Plan

    @property
    def adoptions(self) -> list[StrategicAdoption]:
        """Who has adopted this wording."""
        return [each for each in self.plan.adoptions if each.wording == self.row.number]

    @property
    def is_intact(self) -> bool:
        """Whether the text is still the one that was kept."""
        return fingerprint(self.row.content) == self.row.fingerprint


def kept(team_id: int, number: int) -> Kept:
    """A wording of the roadmap of a team that the viewer may read; raises NotFound."""
    team = get_visible(session(), team_id, viewer=current_viewer())
    row = queries.wording_of(session(), team.id, number)
    plan = queries.plan_of(session(), team.id, clock.local_date(clock.now()))
    return Kept(team, row, read_back(row.content), plan)


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def show(team_id: int, wording: int) -> ResponseReturnValue:
    """Show a wording as it was kept, and what has changed since."""
    found = kept(team_id, wording)
    return render_template(
        "partnership/strategic_roadmaps/wording.html",
        kept=found,
        team=found.team,
        told=grouped(found.row.fingerprint),
        changes=list(saying.changes(since(found.wording, taken_down(found.team.name, found.plan)))),
    )


@blueprint.get("/roadmap.pdf")
@requires(Permission.TEAM_READ)
def pdf(team_id: int, wording: int) -> ResponseReturnValue:
    """Give a wording on paper as it was kept, in the language of the municipality that leads."""
    found = kept(team_id, wording)
    with force_locale(paper_language(found.team.lead)):
        made = adopted_paper.printed(found.row, found.wording, found.adoptions, mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"strategisk-veikart-{team_id}-{wording}.pdf")
