"""A browser window that is watched: whatever goes wrong behind the page is a fault of the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

Scheme = Literal["light", "dark"]
PATIENCE_MS = 15_000


class Watch:
    """Notes what a person would not see: errors of scripts, refused or failed requests, and requests to others."""

    def __init__(self, base: str, context: BrowserContext, *, refusals: bool) -> None:
        self.faults: list[str] = []
        self._base = base
        self._refusals = refusals
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        is_expected = self._refusals and "Failed to load resource" in message.text
        if message.type == "error" and not is_expected:
            self.faults.append(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self._base}/", "data:")):
            self.faults.append(f"outside: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the browser's own doing: the page was left, or a file was fetched
            self.faults.append(f"failed: {request.url} {request.failure}")


@contextmanager
def window(
    browser: Browser,
    base: str,
    *,
    width: int = 1280,
    language: str = "nb",
    scheme: Scheme = "light",
    cookies: dict[str, str] | None = None,
    refusals: bool = False,
    **wishes: Any,
) -> Iterator[Page]:
    """A window with a person's cookies; closing it fails the test if anything went wrong behind the page."""
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": 740 if width < 600 else 900},
        has_touch=width < 600,
        locale=language,
        color_scheme=scheme,
        reduced_motion="reduce",
        **wishes,
    )
    context.set_default_timeout(PATIENCE_MS)
    for name, value in (cookies or {}).items():
        context.add_cookies([{"name": name, "value": value, "url": base}])
    watch = Watch(base, context, refusals=refusals)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not watch.faults, watch.faults
