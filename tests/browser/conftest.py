"""One site and one Chromium for the tests of this folder."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser

from tests import services
from tests.browser import engine
from tests.browser.site import Site, running


@pytest.fixture(scope="package")
def site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The application, running beside the tests on a database of its own."""
    var = tmp_path_factory.mktemp("site")
    with _beside(database_url, f"sqlite:///{var / 'trinn.sqlite3'}") as url, running(url, var) as made:
        yield made


@contextmanager
def _beside(database_url: str, embedded: str) -> Iterator[str]:
    """An empty database of the same kind as that of the other tests."""
    if database_url.startswith("sqlite"):
        yield embedded
        return
    with services.database(database_url.replace("postgresql+psycopg://", "postgresql://")) as url:
        yield url.replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Chromium, without a screen."""
    services.need(engine.installed(), "Chromium")
    with engine.launched() as browser:
        yield browser
