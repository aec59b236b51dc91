"""P6 of the demo: a disagreement of eleven points becomes a meeting whose joint answers change the agreed level."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from demo import cast
from directory.accounts.models import Person
from partnership.assessments.picture import Picture
from partnership.dialogue import actions, agenda, queries
from partnership.dialogue.actions import Told
from partnership.dialogue.models import Conclusion, PointKind
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.queries import edition_in_force
from tests.partnership.dialogue.builders import a_slot
from tests.storytelling import Story, telling

CALLED = datetime(2026, 11, 21, 9, tzinfo=UTC)
MET = datetime(2026, 12, 3, 15, tzinfo=UTC)
DIFFERENCES = "3.1 3.6 3.7 4.1 4.2 4.3 4.4 4.6 4.7 4.8 5.1"


@pytest.fixture
def told(whole_app: Flask, whole_story: Story) -> Iterator[tuple[Session, Relation]]:
    """The story, and P6 in it."""
    with telling(whole_app, whole_story) as opened:
        yield opened, opened.get_one(Relation, whole_story.relations["P6"])


def person(opened: Session, account: str) -> int:
    """The id of one of the story's people."""
    return opened.scalars(select(Person.id).where(Person.email == cast.address(account))).one()


def levels(picture: Picture) -> tuple[int | None, ...]:
    """What each side says, and what both agree on."""
    shown = (picture.levels.municipality, picture.levels.organisation, picture.levels.agreed)
    return tuple(each.number if each else None for each in shown)


def test_p6_meets_about_its_differences_and_agrees_on_a_higher_step(told: tuple[Session, Relation]) -> None:
    opened, relation = told
    kom, org = person(opened, "kom.krs"), person(opened, "org.o4")
    before = queries.shared_picture(opened, relation, MET)
    assert before.levels.suggest_dialogue
    meeting = actions.call(
        opened, relation, Side.MUNICIPALITY, a_slot(date(2026, 12, 3)), None, actor_id=kom, at=CALLED
    )
    opened.flush()
    proposed = agenda.propose(before, [], relation.wished_step)
    differing = [each.code for each in proposed if each.kind is PointKind.DIFFERENCE]
    assert sorted(differing) == DIFFERENCES.split()
    actions.hold(opened, meeting, proposed, actor_id=kom, at=MET)
    opened.flush()

    content = edition_in_force(opened).content
    for point in queries.points_of(opened, meeting.id):
        if point.code in {"3.6", "3.7"}:
            words = Told("Vi gikk gjennom det sammen.", Conclusion.YES)
        elif point.code == "3.1":
            words = Told("Avtalen er utløpt. Ny avtale før jul.", Conclusion.PARTLY)
        else:
            continue
        actions.write(opened, meeting, point, words, content, version=point.version, actor_id=org, at=MET)
        opened.flush()
    actions.send(opened, meeting, Side.MUNICIPALITY, version=meeting.version, actor_id=kom, at=MET)
    opened.flush()
    assert levels(queries.shared_picture(opened, relation, MET)) == levels(before)

    actions.approve(
        opened, relation, meeting, content, Side.ORGANISATION, version=meeting.version, actor_id=org, at=MET
    )
    opened.flush()

    after = queries.shared_picture(opened, relation, MET)
    assert (levels(before)[2], levels(after)[2]) == (2, 3)
    assert levels(after)[1] == levels(before)[1]
