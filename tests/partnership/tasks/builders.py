"""Tasks as a side writes them."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from partnership.tasks.queries import Division, division_of
from tests.builders import post
from tests.partnership.relations.builders import Stage

FETCH = {
    "description": "Hente dei som treng følgje",
    "mode": "divided",
    "responsible": "organisation",
    "frequency": "Tysdagar",
}
ROOM = {"description": "Stille rom til disposisjon", "mode": "shared", "responsible": "municipality"}


def sent(*tasks: dict[str, str], version: int = 0) -> dict[str, object]:
    """The form with some tasks."""
    rows = {f"tasks-{place}-{name}": text for place, each in enumerate(tasks) for name, text in each.items()}
    return {**rows, "version": version}


def write(stage: Stage, browser: FlaskClient, *tasks: dict[str, str], version: int = 0) -> TestResponse:
    """Send the table."""
    return post(browser, f"{stage.address}tasks/edit", sent(*tasks, version=version))


def confirm(stage: Stage, browser: FlaskClient, version: int) -> TestResponse:
    """Press the button."""
    return post(browser, f"{stage.address}tasks/confirm", {"version": version})


def kept(stage: Stage) -> Division:
    """The table as it stands in the database now."""
    stage.session.rollback()
    found = division_of(stage.session, stage.relation.id)
    assert found is not None
    return found
