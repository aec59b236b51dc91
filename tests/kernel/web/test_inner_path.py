"""Where a browser may be sent."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kernel.web.views import inner_path

HERE = "https://trinn.example/sign-in"


@pytest.mark.parametrize("path", ["/", "/my-work", "/directory/municipalities/?q=her%C3%B8y&page=2"])
def test_a_path_on_this_site_is_kept(path: str) -> None:
    assert inner_path(path) == path


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "my-work",
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\n//evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "//[",
        "http://[::1",
        "/a\r\nSet-Cookie: x=1",
        "\u2028//evil.example",
    ],
)
def test_anything_else_becomes_the_front_page(address: str | None) -> None:
    assert inner_path(address) == "/"


@given(st.text(alphabet="/\\.:@?#[]%\t\n\r evil", max_size=12))
@example("/\\/evil")
@example("/.//evil")
def test_no_address_ever_leads_off_the_site(address: str) -> None:
    target = urlsplit(urljoin(HERE, inner_path(address)))
    assert (target.scheme, target.netloc) == ("https", "trinn.example")
