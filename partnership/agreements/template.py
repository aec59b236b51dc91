"""The template an agreement is written from: read from its document, checked whole, and handed on as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kernel.documents import BadContent, flag, listed, part, read_file, translated, whole, word
from kernel.orm import Translated
from partnership.tasks.models import TaskMode

IN_FORCE = "agreement.v1"
FOLDER = Path(__file__).parent
MOST_STEPS = 10
CLAUSE = "independence"
TABLES = ("tasks", "contacts")
WORDS = (
    "party",
    "scope",
    "groups",
    "month",
    "months",
    "reference",
    "reference_numbered",
    "clause",
    "tasks",
    "task",
    "mode",
    *TaskMode,
    "responsible",
    "contacts",
    "party_of",
    "contact",
    "reached",
)


@dataclass(frozen=True)
class Section:
    """A section: words that stand in every agreement, words the parties may change, and the table it holds."""

    key: str
    heading: Translated
    fixed: Translated
    fixed_with_annex: Translated
    start: Translated | None
    hint: Translated
    holds: str | None
    is_optional: bool
    in_annex: bool

    @property
    def is_written(self) -> bool:
        """Whether the parties write in it."""
        return self.start is not None

    def fixed_for(self, *, has_annex: bool) -> Translated:
        """The words that stand in every agreement, with or without the privacy annex."""
        return self.fixed_with_annex if has_annex else self.fixed


@dataclass(frozen=True)
class Template:
    """A version of the template, in every language."""

    code: str
    source_note: Translated
    annex_from_step: int
    title: Translated
    annex_title: Translated
    words: Mapping[str, Translated]
    sections: tuple[Section, ...]

    def sections_for(self, *, has_annex: bool) -> list[Section]:
        """The sections of an agreement, with or without the privacy annex."""
        return [section for section in self.sections if has_annex or not section.in_annex]

    def section(self, key: str) -> Section | None:
        """The section with a key that the parties write in, if there is one."""
        return next((section for section in self.sections if section.key == key and section.is_written), None)


@cache
def template_of(code: str) -> Template:
    """The template with a code; an agreement keeps to the version that it was written from."""
    known = {document["code"]: document for document in map(read_file, sorted(FOLDER.glob("templates.v*.json")))}
    if code not in known:
        raise BadContent(f"There is no template {code}.")
    return read(known[code])


def read(document: Mapping[str, Any]) -> Template:
    """Read a document; raises BadContent."""
    words = part(document, "words", "the document")
    sections = tuple(_section(raw) for raw in listed(document, "sections"))
    keys = [section.key for section in sections]
    if len(keys) != len(set(keys)):
        raise BadContent("Two sections have the same key.")
    if not any(section.key == CLAUSE and section.fixed.nb and not section.is_written for section in sections):
        raise BadContent("A template has its clause on independence, in fixed words.")
    return Template(
        code=word(document, "code", "the document"),
        source_note=translated(document, "source_note", "the document"),
        annex_from_step=whole(document, "annex_from_step", "the document", MOST_STEPS),
        title=translated(document, "title", "the document"),
        annex_title=translated(document, "annex_title", "the document"),
        words={name: translated(words, name, "words") for name in WORDS},
        sections=sections,
    )


def _section(raw: Any) -> Section:
    key = word(raw, "key", "a section")
    place = f"section {key}"
    holds = raw.get("holds")
    if holds is not None and holds not in TABLES:
        raise BadContent(f"{place}: holds must be one of {', '.join(TABLES)}.")
    fixed = translated(raw, "fixed", place) if "fixed" in raw else Translated()
    return Section(
        key=key,
        heading=translated(raw, "heading", place),
        fixed=fixed,
        fixed_with_annex=translated(raw, "fixed_with_annex", place) if "fixed_with_annex" in raw else fixed,
        start=Translated(**raw["start"]) if "start" in raw else None,
        hint=translated(raw, "hint", place) if "hint" in raw else Translated(),
        holds=holds,
        is_optional=flag(raw, "optional", place),
        in_annex=flag(raw, "in_annex", place),
    )
