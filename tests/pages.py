"""Pages as a test reads them: their links, their forms and what stands in the fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID_TYPES = {"submit", "button", "reset"}


@dataclass
class Form:
    """A form of a page: where it goes and what its fields hold."""

    method: str
    action: str
    values: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


@dataclass
class Page:
    """What a page holds."""

    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    text: str = ""
    headings: int = 0


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.form: Form | None = None
        self.area: str | None = None
        self.select: str | None = None
        self.hidden = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "a" and "href" in given:
            self.page.links.append(given["href"])
        elif tag == "h1":
            self.page.headings += 1
        elif tag in {"script", "style", "title"}:
            self.hidden += 1
        elif tag == "form":
            self.form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.page.forms.append(self.form)
        elif self.form is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self.form is not None
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "textarea" and name:
            self.area = name
            self.form.values[name], self.form.kinds[name] = "", "textarea"
        elif tag == "select" and name:
            self.select = name
            self.form.kinds[name] = "select"
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.form.values):
            self.form.values[self.select] = given.get("value", "")
        elif tag == "input" and name and kind not in VOID_TYPES:
            self.form.kinds[name] = kind
            if kind not in {"radio", "checkbox"} or "checked" in given:
                self.form.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag in {"script", "style", "title"}:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if self.area is not None and self.form is not None:
            self.form.values[self.area] += data
        elif not self.hidden:
            self.page.text += data


def read(html: str) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    for form in reader.page.forms:
        for name, kind in form.kinds.items():
            if kind == "textarea":
                form.values[name] = form.values[name].removeprefix("\r").removeprefix("\n")
    return reader.page
