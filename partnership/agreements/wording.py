"""The words of an agreement: put together from its template, written down in one exact form, and read back."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from partnership.agreements.template import Section, Template

GROUP = 4
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Grid:
    """A table of an agreement."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """A section as it stands in the text."""

    heading: str
    text: str
    grid: Grid | None
    in_annex: bool


@dataclass(frozen=True)
class Wording:
    """The whole text of an agreement in its language."""

    title: str
    annex_title: str
    language: str
    template: str
    municipality: str
    organisation: str
    starts_on: str
    ends_on: str
    notice_months: int
    parts: tuple[Part, ...]

    @property
    def heading(self) -> str:
        """The title with the parties, as it stands above the text."""
        return f"{self.title}: {self.municipality} – {self.organisation}"


@dataclass(frozen=True)
class Parties:
    """Who an agreement is between, and what it concerns, in the agreement's language."""

    municipality: str
    municipality_number: str | None
    organisation: str
    organisation_number: str | None
    scope: str = ""
    about: str = ""
    groups: Sequence[str] = ()


@dataclass(frozen=True)
class Period:
    """From when to when an agreement is in force, in days and in words, and its notice."""

    starts_on: date
    ends_on: date
    starts_told: str
    ends_told: str
    notice_months: int


def compose(
    template: Template,
    language: str,
    parties: Parties,
    period: Period,
    *,
    has_annex: bool,
    written: Mapping[str, str],
    tables: Mapping[str, Sequence[tuple[str, ...]]],
) -> Wording:
    """Put an agreement together: its fixed words, what the parties wrote, and the tables as they are now."""
    facts = _facts(template, language, parties, period)
    return Wording(
        title=template.title.pick(language)[0],
        annex_title=template.annex_title.pick(language)[0],
        language=language,
        template=template.code,
        municipality=parties.municipality,
        organisation=parties.organisation,
        starts_on=period.starts_on.isoformat(),
        ends_on=period.ends_on.isoformat(),
        notice_months=period.notice_months,
        parts=tuple(
            Part(
                heading=section.heading.pick(language)[0],
                text=_text(section, language, facts, written.get(section.key, ""), has_annex=has_annex),
                grid=_grid(template, section, language, tables),
                in_annex=section.in_annex,
            )
            for section in template.sections_for(has_annex=has_annex)
        ),
    )


def starting_words(template: Template, language: str, parties: Parties) -> dict[str, str]:
    """What stands in each written section before anybody has changed it."""
    facts = {
        "about": parties.about,
        "groups": said(template, "groups", language, groups="; ".join(parties.groups)) if parties.groups else "",
    }
    return {
        section.key: _filled(section.start.pick(language)[0], facts)
        for section in template.sections
        if section.start is not None
    }


def _facts(template: Template, language: str, parties: Parties, period: Period) -> dict[str, str]:
    count = period.notice_months
    return {
        "municipality_party": _party(template, language, parties.municipality, parties.municipality_number),
        "organisation_party": _party(template, language, parties.organisation, parties.organisation_number),
        "scope": said(template, "scope", language, scope=parties.scope) if parties.scope else "",
        "starts_on": period.starts_told,
        "ends_on": period.ends_told,
        "notice": said(template, "month" if count == 1 else "months", language, count=str(count)),
    }


def _party(template: Template, language: str, name: str, number: str | None) -> str:
    return said(template, "party", language, name=name, number=number) if number else name


def said(template: Template, word: str, language: str, **facts: str) -> str:
    """One of the template's own phrases, with its facts."""
    return _filled(template.words[word].pick(language)[0], facts)


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """Put facts in a template's text, all at once: what people wrote is never looked into for places to fill."""
    return PLACE.sub(lambda found: facts.get(found[1], found[0]), text).strip("\n")


def _text(section: Section, language: str, facts: Mapping[str, str], words: str, *, has_annex: bool) -> str:
    fixed = section.fixed_for(has_annex=has_annex)
    return "\n\n".join(each for each in (_filled(fixed.pick(language)[0], facts), words) if each)


def _grid(
    template: Template, section: Section, language: str, tables: Mapping[str, Sequence[tuple[str, ...]]]
) -> Grid | None:
    rows = tables.get(section.holds, ()) if section.holds else ()
    if not rows or not section.holds:
        return None
    names = {"tasks": ("task", "mode", "responsible"), "contacts": ("party_of", "contact", "reached")}[section.holds]
    header = tuple(said(template, name, language) for name in names)
    return Grid(said(template, section.holds, language), header, tuple(rows))


def canonical(wording: Wording) -> str:
    """The one exact form of a text, from which its fingerprint is taken."""
    return json.dumps(asdict(wording), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content: str) -> str:
    """The SHA-256 of an exact text."""
    return sha256(content.encode()).hexdigest()


def read_back(content: str) -> Wording:
    """The text as it was written down."""
    raw = json.loads(content)
    parts = tuple(Part(**{**each, "grid": _grid_back(each["grid"])}) for each in raw.pop("parts"))
    return Wording(**raw, parts=parts)


def _grid_back(raw: Mapping[str, Sequence[str]] | None) -> Grid | None:
    if raw is None:
        return None
    return Grid(str(raw["caption"]), tuple(raw["header"]), tuple(tuple(row) for row in raw["rows"]))


def grouped(digest: str) -> str:
    """A fingerprint in short groups, so that two people can read it to each other."""
    return " ".join(digest[place : place + GROUP] for place in range(0, len(digest), GROUP))
