"""Several who press the same of a programme at once: one effect, a calm answer to each, no fault."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.core_teams.models import Seat
from partnership.group_work.models import GroupPlace, GroupQuestion, GroupWork
from partnership.programmes.models import Guidance, HandIn, Homework, Participation, Programme, ProgrammeEvent
from tests.builders import post
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.pressing import AT_ONCE, Pressed, press
from tests.walls.rooms import one_of
from tests.walls.teams import (
    CODE,
    JOINING,
    LEARNING,
    PHONE,
    Ids,
    a_work,
    begin,
    person,
    team_of,
    what_teams_have,
)

COURSE, GROUPS = f"{LEARNING}{CODE}/", f"{LEARNING}{CODE}/group-work/"
OURS, ANSWER = f"{COURSE}teams/{{team_id}}/", f"{JOINING}{{said_code}}/questions/{{said_question}}/"
TOLD = f"{GROUPS}{{work_id}}/answers/{{answer_id}}"
PROGRAMME = {
    "code": "KT2030",
    "title_nb": "Ny",
    "about_nb": "Om",
    "language": "nb",
    "starts_on": "1.1.2030",
    "ends_on": "1.12.2030",
    "contact_name": "M",
    "contact_email": "m@example.no",
    "contact_phone": "22334455",
}
MEETING = {
    "kind": "webinar",
    "title": "Ein gong",
    "day": "15.1.2027",
    "starts": "10.00",
    "ends": "11.00",
    "mode": "digital",
    "link": "https://video.example.no/x",
}
MATERIAL = {"title": "Kort", "address": "https://example.no/kort", "permission": "CC BY 4.0"}
HOMEWORK = {"title": "Spør ti", "text": "Spør ti kva dei ønskjer.", "due_on": "15.1.2027"}
QUESTION = {"topic": "other", "question": "Kven kjenner ein kokk?"}
CALLED = {**QUESTION, "answer": "Volda gjer det."}
WORK = {"title": "Ein gong", "questions": "Kva no?", "group_size": "5", "minutes": "20"}
SUMMED = {"summary": "Alt", "version": "{sum_version}"}
SAID = {"q{said_question}-text": "Alt", "q{said_question}-key": "ein"}
LISTED = {"is_listed": "y", "good_at": "Kai", "version": "{part_version}"}
THERE = {"team_{team_id}": "{absent}", "seen": ""}
ANSWERED = {"answer": "Vi", "version": "{guidance_version}"}
HANDED = {"text": "Ferdig", "version": "0", "hand_in": "1"}
FED = {"feedback": "Bra", "version": "{hand_in_version}"}
MORE = {"minutes": "5", "version": "{time_version}"}
CENTRE = "dir.1"
PRESSED = [
    Pressed("programme", f"{LEARNING}new", PROGRAMME, {"programme": 1}, account=CENTRE),
    Pressed("join", f"{COURSE}teams/add", {"team": "{alone}"}, {"programme_participation": 1}, account=CENTRE),
    Pressed("leave", f"{COURSE}teams/{{alone}}/leave", account=CENTRE),
    Pressed("event", f"{COURSE}meetings/new", MEETING, {"programme_event": 1}, account=CENTRE),
    Pressed("cancel", f"{COURSE}meetings/{{event_id}}/cancel", account=CENTRE),
    Pressed("attend", f"{COURSE}meetings/{{missed}}/attendance", THERE, {"programme_attendance": 1}, account=CENTRE),
    Pressed("share", f"{COURSE}tools/new", MATERIAL, {"programme_material": 1}, account=CENTRE),
    Pressed("take back", f"{COURSE}tools/{{material_id}}/remove", {}, {"programme_material": -1}, account=CENTRE),
    Pressed("give", f"{COURSE}homework/new", HOMEWORK, {"homework": 1}, account=CENTRE),
    Pressed("ask", f"{OURS}ask", QUESTION, {"programme_guidance": 1}),
    Pressed("telephone", f"{OURS}telephone", CALLED, {"programme_guidance": 1}, account=CENTRE),
    Pressed("answer", f"{COURSE}guidance/{{guidance_id}}/", ANSWERED, {}, 1, CENTRE),
    Pressed("listed", f"{OURS}network", LISTED),
    Pressed("hand in", f"{COURSE}homework/{{task}}/teams/{{team_id}}/", HANDED, {"homework_hand_in": 1}),
    Pressed("feedback", f"{COURSE}homework/{{homework_id}}/teams/{{handed}}/feedback", FED, {}, 1, CENTRE),
    Pressed("work", f"{GROUPS}new", WORK, {"group_work": 1, "group_question": 1}, account=CENTRE),
    Pressed("open", f"{GROUPS}{{draft_work}}/open", account=CENTRE),
    Pressed("phone", f"{JOINING}{{open_code}}/", {}, {"group_place": 1}, account="phone"),
    Pressed("start", f"{GROUPS}{{open_work}}/start", account=CENTRE),
    Pressed("say", ANSWER, SAID, {"group_answer": 1}, account="phone"),
    Pressed("time", f"{GROUPS}{{running_work}}/more-time", MORE, account=CENTRE),
    Pressed("close", f"{GROUPS}{{running_work}}/close", account=CENTRE),
    Pressed("sum up", f"{GROUPS}{{work_id}}/questions/{{question_id}}/sum-up", SUMMED, account=CENTRE),
    Pressed(
        "take away", f"{GROUPS}{{work_id}}/answers/{{answer_id}}/take-away", {}, {"group_answer": -1}, account=CENTRE
    ),
]


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations]) -> Ids:
    """What the buttons are about, each something of its own."""
    opened = stage[0]
    ids, team, centre = what_teams_have(opened), team_of(opened), person(opened, CENTRE)
    programme = one_of(opened, Programme, code=CODE)
    task = Homework(programme_id=programme.id, title="Ny", text="Ny", due_on=date(2027, 1, 15))
    opened.add(task)
    opened.flush()
    said = a_work(opened, programme, centre, "Svar", f"{PHONE}-fire")
    more = {
        "said_question": begin(opened, said, centre).id,
        "said_code": said.code,
        "task": task.id,
        "part_version": one_of(opened, Participation, programme_id=programme.id, team_id=team.id).version,
        "hand_in_version": one_of(opened, HandIn, homework_id=ids["homework_id"], team_id=ids["handed"]).version,
        "guidance_version": one_of(opened, Guidance, id=ids["guidance_id"]).version,
        "time_version": one_of(opened, GroupWork, id=ids["running_work"]).version,
        "sum_version": one_of(opened, GroupQuestion, id=ids["question_id"]).version,
        "missed": one_of(opened, ProgrammeEvent, title="Å lytte før dere lager noe").id,
        "absent": one_of(opened, Seat, team_id=team.id, name="Eldbjørg Humberset").id,
    }
    opened.commit()
    return {**ids, **more}


@pytest.mark.parametrize("button", PRESSED, ids=[each.name for each in PRESSED])
def test_a_button_pressed_by_several_at_once_has_one_effect(
    stage: tuple[Session, Relations], browse: Open, places: Ids, rows: Rows, button: Pressed
) -> None:
    press(stage[0], browse, rows, places, button)


def test_a_phone_that_joins_while_the_groups_are_made_is_in_one(stage: tuple[Session, Relations], browse: Open) -> None:
    opened = stage[0]
    centre, programme = person(opened, CENTRE), one_of(opened, Programme, code=CODE)
    work = a_work(opened, programme, centre, "Samstundes", "vegg-a", "vegg-b")
    opened.commit()
    clients, gate = [browse(CENTRE), *(browse(None) for _ in range(AT_ONCE))], Barrier(AT_ONCE + 1)

    def send(number: int) -> int:
        way = f"{JOINING}{work.code}/" if number else GROUPS + f"{work.id}/start"
        gate.wait(10)
        return post(clients[number], way, {}).status_code

    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        assert set(pool.map(send, range(AT_ONCE + 1))) == {303}
    opened.rollback()
    places = opened.scalars(select(GroupPlace).where(GroupPlace.group_work_id == work.id)).all()
    assert len(places) == AT_ONCE + 2
    assert all(each.group_number for each in places)
