"""The two sides of a relation."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.partnership.relations.builders import Stage, a_stage


@pytest.fixture
def stage(session: Session, client: FlaskClient) -> Stage:
    return a_stage(session, client)
