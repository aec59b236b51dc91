"""One site and one Chromium for the tests of this folder."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import services
from tests.browser.site import Site, running

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


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
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    services.need(program, "Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
