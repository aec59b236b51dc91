"""What holds for every page that a person can click to: it opens, has its heading and title, and leads nowhere dead."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.pages import read
from tests.walls.conftest import Open

ACCOUNTS = [
    "kom.tydal",
    "kom.volda",
    "kom.krs",
    "hjt.volda",
    "org.o2",
    "org.o4",
    "org.o6",
    "fri.o2",
    "fri.krs",
    "kt.volda",
    "dir.1",
    "adm",
]
LIMIT = 400
TITLE_START = 30
SAME_TITLE = ({"/", "/my-work"},)


@pytest.mark.parametrize("account", [None, *ACCOUNTS])
def test_every_page_that_can_be_clicked_to_is_whole(browse: Open, account: str | None) -> None:
    client = browse(account)
    waiting = ["/" if account is None else "/my-work"]
    seen: set[str] = set()
    titles: dict[str, set[str]] = {}
    while waiting and len(seen) < LIMIT:
        address = waiting.pop(0)
        if address in seen or "/static/" in address:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code in {200, 302, 303}, (address, answer.status_code)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page, html = read(answer.text), answer.text
        assert page.headings == 1, address
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
        assert title, address
        assert heading, address
        plain = " ".join(re.sub(r"<[^>]+>|\s+", " ", heading[1]).split())
        assert " ".join(title[1].split()).startswith(plain[:TITLE_START]), (address, title[1], heading[1])
        assert "None" not in page.text.split(), address
        for link in page.links:
            target = urlsplit(urljoin(address, link))
            if not target.scheme and target.netloc == "" and not re.search(r"page=|sort=|q=|/municipalities/\d", link):
                waiting.append(f"{target.path}?{target.query}" if target.query else target.path)
        titles.setdefault(title[1], set()).add(re.sub(r"\d+", "N", urlsplit(address).path))
    assert len(seen) > 3
    assert [
        pages for pages in titles.values() if len(pages) > 1 and not any(pages <= same for same in SAME_TITLE)
    ] == []


@pytest.mark.parametrize(
    ("account", "address"),
    [
        (None, "/activities/offers/"),
        ("kom.krs", "/activities/offers/own/"),
        ("kom.krs", "/directory/municipalities/"),
        ("kom.krs", "/directory/organisations/"),
        ("kom.krs", "/grants/applications/"),
        ("kom.krs", "/partnership/invitations/"),
        ("kom.krs", "/partnership/relations/"),
        ("kom.krs", "/partnership/requests/"),
        ("adm", "/directory/people/"),
        ("dir.1", "/grants/applications/"),
        ("dir.1", "/partnership/distribution/"),
        ("kt.volda", "/activities/planning/"),
        ("kt.volda", "/partnership/core-teams/"),
        ("kt.volda", "/partnership/programmes/"),
        *(
            ("dir.1", f"/partnership/programmes/KT2026/{name}/")
            for name in ("group-work", "guidance", "homework", "lessons", "meetings", "network", "teams", "tools")
        ),
    ],
)
def test_every_list_can_be_sorted_by_each_of_its_columns_and_downloaded(
    browse: Open, account: str | None, address: str
) -> None:
    client = browse(account)
    found = {key for link in read(client.get(address).text).links for key in re.findall(r"[?&]sort=-?(\w+)", link)}
    for sort in sorted(found):
        for query in (f"?sort={sort}", f"?sort=-{sort}", f"?sort=-{sort}&format=csv"):
            assert client.get(f"{address}{query}").status_code == 200, query
    for form in ("csv", "xlsx"):
        assert client.get(f"{address}?format={form}").status_code == 200, form
