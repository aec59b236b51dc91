"""A team that has ended is asked for nothing more, and can still leave the programme."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.programmes import actions, homework_queries, queries
from partnership.programmes.models import Participation
from tests.builders import NOW, sign_in
from tests.partnership.programmes.builders import Scene, a_task


def test_a_team_that_has_ended_is_neither_asked_reminded_nor_listed(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    team, by = scene.table.team, {"actor_id": scene.table.member.id, "at": NOW}
    task = a_task(session, scene, days=2)
    part = session.scalars(select(Participation).where(Participation.team_id == team.id)).one()
    actions.stand_in_network(session, part, is_listed=True, good_at="Samtaler", version=part.version, **by)
    session.commit()
    sign_in(client, session, scene.table.member)
    for is_there in (True, False):
        assert (task.title in client.get("/my-work").text) is is_there
        assert bool(homework_queries.to_remind(session, NOW.date())) is is_there
        assert bool(session.execute(queries.network(scene.programme)).all()) is is_there
        team.ended_on = NOW.date()
        session.commit()
    actions.leave(session, scene.programme, team, **by)
    session.flush()
    assert part.left_on == NOW.date()
