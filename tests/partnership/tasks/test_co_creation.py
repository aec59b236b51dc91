"""Co-creation is a flag with a reason from step 3, never a step; and criticism in a comment changes nothing."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from kernel.lifecycle import NotAllowed
from partnership.assessments import actions as assessments
from partnership.assessments import queries
from partnership.assessments.picture import Picture, Said, is_asked
from partnership.assessments.queries import pictures
from partnership.relations import rules
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from partnership.staircase.queries import edition_in_force
from tests.builders import NOW, an_assessment, post, some_evidence
from tests.partnership.relations.builders import Stage

TODAY = date(2026, 11, 21)
CRITICISM = "Kommunen har kutta støtta tre år på rad, og det seier vi høgt i avisa."


def agree_on(stage: Stage, step: int) -> None:
    """Let both sides stand on a step."""
    some_evidence(stage.session, stage.relation, actor=stage.kom)
    for side, actor in ((Side.MUNICIPALITY, stage.kom), (Side.ORGANISATION, stage.org)):
        an_assessment(stage.session, stage.relation, side, actor=actor, upto=step)
    stage.session.commit()


def say(stage: Stage, answer: str, reason: str = "", version: int | None = None) -> TestResponse:
    sent = {"answer": answer, "reason": reason, "version": version or stage.fresh().version}
    return post(stage.browser(stage.org), f"{stage.address}tasks/co-creation/", sent)


@pytest.mark.parametrize(("step", "may"), [(None, False), (0, False), (2, False), (3, True), (5, True)])
def test_those_who_agree_on_step_3_or_higher_may_say_that_they_co_create(step: int | None, may: bool) -> None:
    assert rules.may_co_create(step) is may
    if may:
        rules.ensure_may_co_create(step)
    else:
        with pytest.raises(NotAllowed):
            rules.ensure_may_co_create(step)


def test_below_step_3_it_is_refused_and_the_words_are_kept(stage: Stage) -> None:
    agree_on(stage, 2)
    answer = say(stage, "yes", "Vi lagar programmet saman.")
    assert answer.status_code == 422
    assert "Vi lagar programmet saman." in answer.text
    assert not stage.fresh().co_creation


def test_from_step_3_it_is_said_with_its_reason_and_taken_back(stage: Stage) -> None:
    agree_on(stage, 3)
    assert say(stage, "yes").status_code == 422
    assert say(stage, "yes", "Vi lagar programmet saman.").status_code == 303
    assert stage.fresh().co_creation
    assert "Vi lagar programmet saman." in stage.browser(stage.kom).get(f"{stage.address}about/").text
    assert say(stage, "no").status_code == 303
    assert stage.fresh().co_creation_reason == ""


def test_it_moves_nobody_on_the_staircase(stage: Stage) -> None:
    agree_on(stage, 3)
    before = picture(stage.session, stage)
    say(stage, "yes", "Vi lagar programmet saman.")
    stage.fresh()
    after = picture(stage.session, stage)
    assert (before.levels, before.progress) == (after.levels, after.progress)


def test_the_later_of_two_sees_both_reasons(stage: Stage) -> None:
    agree_on(stage, 3)
    seen = stage.fresh().version
    assert say(stage, "yes", "Vi lagar programmet saman.", seen).status_code == 303
    later = say(stage, "yes", "Deltakarane bestemmer.", seen)
    assert later.status_code == 409
    for words in ("Vi lagar programmet saman.", "Deltakarane bestemmer."):
        assert words in later.text


def picture(session: Session, stage: Stage) -> Picture:
    """Where the relation stands, with the organisation's eyes."""
    eyes = {stage.relation.id: Side.ORGANISATION}
    return pictures(session, [stage.relation], eyes=eyes, as_of=TODAY)[stage.relation.id]


def told(found: Picture) -> list[object]:
    """All that a picture computes."""
    return [
        found.levels,
        found.progress,
        found.missing,
        found.next_step,
        found.fall,
        [(each.point.code, each.municipality, each.organisation) for each in found.differences],
        [(question.point.code, how, last) for question, how, last in found.to_renew],
        {code: (each.value, each.valid_to) for code, each in (found.basis or {}).items()},
    ]


def test_an_organisations_criticism_changes_no_level_flag_or_list(stage: Stage) -> None:
    """Source: X18."""
    agree_on(stage, 3)
    before = told(picture(stage.session, stage))
    content = edition_in_force(stage.session).content
    draft = assessments.open_draft(stage.session, stage.relation, Side.ORGANISATION, actor_id=stage.org.id, at=NOW)
    stage.session.flush()
    kept = queries.answers_of(stage.session, draft.id)
    asked = [each for each in content.questions if is_asked(each.point, Side.ORGANISATION)]
    said = {each.point.code: Said(kept[each.point.code].value, CRITICISM) for each in asked}
    assert {each.value for each in said.values()} <= {Value.YES, Value.NO}
    stage.session.flush()
    given = {"version": draft.version, "actor_id": stage.org.id, "at": NOW}
    assessments.answer(stage.session, draft, content, said, **given)
    stage.session.flush()
    steps = list(content.staircase.steps)
    given["version"] = draft.version
    assessments.submit(stage.session, stage.relation, draft, content, steps, **given)
    stage.session.commit()
    after = picture(stage.session, stage)
    assert told(after) == before
    assert CRITICISM in str([after.said(Side.ORGANISATION, each.point) for each in asked])
