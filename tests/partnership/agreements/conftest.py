"""What the tests of agreements stand on."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from kernel import i18n
from tests.partnership.agreements.builders import Parties, two_parties


@pytest.fixture
def parties(app: Flask, session: Session) -> Parties:
    """Give a relation whose leaders can sign."""
    return two_parties(app, session)


@pytest.fixture(scope="session")
def speaking() -> Flask:
    """Give an application with languages and nothing else."""
    made = Flask("agreements")
    i18n.init(made)
    return made
