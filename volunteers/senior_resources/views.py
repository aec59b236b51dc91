"""What a team sees: wishes, needs and opportunities as they stand to one another; and what others see, in figures."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel.db import session
from kernel.web.spreads import told
from partnership.core_teams.doors import read, theirs, today
from volunteers.senior_resources import browsing, connecting, counts, labels, local, queries, rules, saying
from volunteers.senior_resources.models import ConnectionStatus, ResourceKind, Segment
from volunteers.senior_resources.suggestions import What
from volunteers.senior_resources.writing import blueprint, find, is_on

__all__ = ["blueprint", "browsing", "connecting", "local"]
FIRST = 10


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the words about senior resources."""
    return {"resource_words": saying, "resource_labels": labels}


@blueprint.get("/")
@requires(Permission.TEAM_WRITE)
def show(team_id: int) -> ResponseReturnValue:
    """Show which needs have nobody, which wishes have no place, and what might meet."""
    team, day = theirs(team_id), today()
    ground = queries.ground_of(session(), team.id, day, viewer=current_viewer())
    statuses = [each.status for each in ground.connections]
    return render_template(
        "volunteers/senior_resources/show.html",
        team=team,
        ground=ground,
        overview=ground.overview,
        needs=[each for each in ground.overview.alone if each.what is What.NEED],
        opportunities=[each for each in ground.overview.alone if each.what is What.OPPORTUNITY],
        under_way=statuses.count(ConnectionStatus.UNDER_WAY),
        waiting=statuses.count(ConnectionStatus.SUGGESTED) + statuses.count(ConnectionStatus.WISHED),
        segments=by_place(team.id),
        is_on=is_on(team),
        first=FIRST,
        What=What,
        Segment=Segment,
    )


def by_place(team_id: int) -> dict[str, dict[Segment, int]]:
    """What the team has counted, by place and segment."""
    found: dict[str, dict[Segment, int]] = {}
    for each in queries.segments_of(session(), team_id):
        found.setdefault(each.place, {})[each.segment] = each.people
    return found


@blueprint.get("/resources/<int:resource_id>/")
@requires(Permission.TEAM_WRITE)
def resource(team_id: int, resource_id: int) -> ResponseReturnValue:
    """Show a wish: in their own words first, then what it might meet and what has come of it."""
    team, viewer = theirs(team_id), current_viewer()
    found = find(team, resource_id)
    ground = queries.ground_of(session(), team.id, today(), viewer=viewer)
    linked, bodies = found.volunteer, viewer.bodies(Permission.VOLUNTEER_WRITE)
    return render_template(
        "volunteers/senior_resources/resource.html",
        team=team,
        resource=found,
        fits=[(each, ground.thing(each.what, each.thing_id)) for each in ground.overview.for_resource(found.id)],
        connections=queries.connections_of(session(), found.id),
        volunteer=linked if linked and linked.body_id in bodies and linked.name else None,
        may_be_asked=rules.may_be_asked(found, today()),
        is_resting=rules.is_resting(found, today()),
        is_person=found.kind is not ResourceKind.ORGANISATION,
        transitions=rules.TRANSITIONS,
    )


@blueprint.get("/figures/")
@requires(Permission.TEAM_READ)
def figures(team_id: int) -> ResponseReturnValue:
    """Show a team's senior resources in figures, to all who may read of the team: small numbers are hidden."""
    team = read(team_id).team
    table = counts.segment_table(queries.segments_of(session(), team.id))
    return render_template(
        "volunteers/senior_resources/figures.html",
        team=team,
        counts=counts.counts_for(session(), [team.id])[team.id],
        table=[(place, [told(each) for each in cells]) for place, cells in table],
        told=told,
        may_write=current_viewer().may(Permission.TEAM_WRITE),
        segments=labels.SEGMENTS,
    )
