"""A list and a page of the core teams and what carries them ask the database as often whatever is in them."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from tests.builders import sign_in
from tests.walls.team_filled import School, a_school
from tests.walls.test_statements import WORK_LIMIT

TEAM, RESOURCES, GUIDE = (
    "/partnership/core-teams/{team}/",
    "/volunteers/senior-resources/{team}/",
    "/activities/planning/",
)
ROADMAP, LEARNING = f"{TEAM}roadmap/", "/partnership/programmes/{code}/"
HOMEWORK, WORK = f"{LEARNING}homework/", f"{LEARNING}group-work/"
FEW, MANY = 5, 200
LIST_LIMIT, DETAIL_LIMIT = 12, 20
NOT_OF_THE_PAGE = ("BEGIN", "PRAGMA", "UPDATE user_session")  # the last notes each minute that a session is in use
TEAM_LISTS = [
    "/partnership/core-teams/",
    f"{TEAM}hours/",
    f"{TEAM}meetings/",
    f"{ROADMAP}measures/",
    f"{ROADMAP}lessons/",
    f"{RESOURCES}resources/",
    f"{RESOURCES}needs/",
    f"{RESOURCES}opportunities/",
    f"{RESOURCES}connections/",
    GUIDE,
]
LEARNING_LISTS = [
    "/partnership/programmes/",
    f"{LEARNING}meetings/",
    HOMEWORK,
    f"{LEARNING}guidance/",
    f"{LEARNING}lessons/",
    f"{LEARNING}network/",
    f"{LEARNING}tools/",
    WORK,
]
TEAM_PAGES = [
    TEAM,
    f"{TEAM}people/",
    f"{TEAM}involvement/",
    ROADMAP,
    f"{ROADMAP}board/",
    f"{ROADMAP}timeline/",
    f"{ROADMAP}measures/{{measure}}",
    f"{ROADMAP}measures/{{measure}}/progress",
    f"{ROADMAP}adoptions/new",
    f"{ROADMAP}lessons/new",
    RESOURCES,
    f"{RESOURCES}figures/",
    f"{RESOURCES}segments/change",
    f"{RESOURCES}resources/{{resource}}/",
    f"{RESOURCES}resources/{{resource}}/connect",
    f"{GUIDE}{{guide}}/",
    f"{GUIDE}{{guide}}/existing/",
]
LEARNING_PAGES = [
    LEARNING,
    f"{LEARNING}meetings/{{event}}/",
    f"{LEARNING}meetings/{{event}}/attendance",
    f"{LEARNING}meetings/calendar.ics",
    f"{HOMEWORK}{{homework}}/",
    f"{HOMEWORK}{{homework}}/teams/{{team}}/",
    f"{LEARNING}guidance/{{guidance}}/",
    f"{LEARNING}teams/{{team}}/",
    f"{WORK}{{work}}/result/",
]
CENTRE_LISTS = ["/partnership/core-teams/", f"{WORK}{{work}}/answers/"]
CENTRE_PAGES = [
    f"{LEARNING}teams/",  # how every team does in every respect: 17, one or two statements for each column
    f"{LEARNING}teams/add",
    f"{LEARNING}report/",
    f"{HOMEWORK}new",
    f"{WORK}{{work}}/",
    f"{WORK}{{work}}/screen/",
    f"{WORK}{{work}}/state",
    f"{WORK}{{work}}/questions/{{question}}/sum-up",
]
PHONE = ["/join/{join}/", "/join/{join}/state"]
LIMITS = {"/my-work": WORK_LIMIT, **dict.fromkeys([*TEAM_LISTS, *LEARNING_LISTS, *CENTRE_LISTS], LIST_LIMIT)}


def asked(
    client: FlaskClient, school: School, who: Person | None, paths: list[str], statements: list[str]
) -> dict[str, int]:
    """How often each page asks, when somebody looks at it for the second time."""
    if who is not None:
        sign_in(client, school.session, who)
    counts = {}
    for path in paths:
        address = path.format(**school.ids)
        client.get(address, buffered=True)
        statements.clear()
        answer = client.get(address, buffered=True)
        counts[path] = len([each for each in statements if not each.startswith(NOT_OF_THE_PAGE)])
        assert answer.status_code == 200, (address, answer.status_code)
    return counts


def test_a_page_asks_as_often_with_5_things_as_with_200(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    found = []
    for size in (FEW, MANY):
        school = a_school(session, size)
        of_team = [*TEAM_LISTS, *TEAM_PAGES, *LEARNING_LISTS, *LEARNING_PAGES, "/my-work"]
        of_centre = [TEAM, ROADMAP, *LEARNING_LISTS, *LEARNING_PAGES, *CENTRE_LISTS, *CENTRE_PAGES, "/my-work"]
        found.append(
            [
                asked(client, school, school.table.coordinator, of_team, statements),
                asked(client, school, school.table.member, of_team, statements),
                asked(client, school, school.centre.caseworker, of_centre, statements),
                asked(client, school, school.lead, of_centre, statements),
                asked(client.application.test_client(), school, None, PHONE, statements),
            ]
        )
    few, many = found
    for less, more in zip(few, many, strict=True):
        assert {path: (less[path], more[path]) for path in less if less[path] != more[path]} == {}
        over = {path: count for path, count in more.items() if count > LIMITS.get(path, DETAIL_LIMIT)}
        assert over == {}
