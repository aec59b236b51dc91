"""The round that each kind of user can make: every page that can be clicked to, one of each kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

from tests.browser.site import Site
from tests.pages import read

LIMIT = 400
MANY = r"page=|sort=|q=|/municipalities/\d"
PEOPLE: dict[str | None, str] = {
    None: "nb",
    "kom.krs": "nb",
    "kom.volda": "nn",
    "hjt.volda": "nn",
    "org.o4": "nb",
    "org.o2": "nn",
    "fri.krs": "nb",
    "fri.o2": "nn",
    "kt.volda": "nn",
    "org.o3": "nn",
    "dir.1": "nb",
    "dir.3": "nb",
    "adm": "nb",
}


@dataclass(frozen=True)
class Sight:
    """A page that somebody sees: its address, what kind of page it is, and how it was written."""

    path: str
    kind: str
    html: str


def pages_of(site: Site, client: FlaskClient, account: str | None) -> Iterator[Sight]:
    """Every page that somebody can click to, the first of each kind; what is of a new kind is gone to first."""
    waiting = dict.fromkeys(("/", "/join/") if account is None else ("/my-work",), "")
    seen: set[str] = set()
    kinds: set[str] = set()
    while waiting and len(seen) < LIMIT:
        path = next((each for each, kind in waiting.items() if kind not in kinds), next(iter(waiting)))
        waiting.pop(path)
        kind = kind_of(site, path)
        if path in seen or kind == "static":
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        if kind not in kinds:
            kinds.add(kind)
            yield Sight(path, kind, answer.text)
        waiting |= {link: kind_of(site, link) for link in links_of(path, answer.text) if link not in seen}


def links_of(path: str, html: str) -> list[str]:
    """Where a page leads on this site, but for each page of long lists and each of 357 municipalities."""
    found = [urlsplit(urljoin(path, link)) for link in read(html).links if not link.startswith(("mailto:", "tel:"))]
    own = [f"{each.path}?{each.query}" if each.query else each.path for each in found if not each.netloc]
    once = next((each for each in own if re.search(r"/municipalities/\d", each)), None)
    return [each for each in own if not re.search(MANY, each)] + ([once] if once else [])


def kind_of(site: Site, path: str) -> str:
    """Which kind of page an address leads to: its endpoint, and for the questions whether they are the lower ones."""
    endpoint, values = site.app.url_map.bind("").match(urlsplit(path).path, return_rule=False)
    return f"{endpoint} {values['step'] == 0}" if "step" in values else str(endpoint)
