"""What is written for people: every link leads somewhere, every picture is there, and the pages' words are theirs."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PIL import Image

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
GUIDES = sorted((ROOT / "docs").glob("guide-*.md"))
SOURCES = ROOT / "docs" / "sources.md"
WINGS = ("kernel", "directory", "partnership", "activities", "volunteers", "grants")
WRITTEN = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LARGEST, LARGEST_TOGETHER = 60_000, 800_000
FEWEST, MOST = 2, 10
SHORTEST_ALT = 40


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def pictures_in(guide: Path) -> dict[Path, str]:
    """The pictures that a guide shows, with what they say to those who do not see them."""
    text = guide.read_text(encoding="utf-8")
    assert text.count("<img") + text.count("![") == len(re.findall(r"<img [^>]*>", text))
    found = re.findall(r'<img src="([^"]+)" width="\d+" alt="([^"]*)">', text)
    assert len(found) == text.count("<img"), "each picture has a width and an alternative text"
    return {(guide.parent / source).resolve(): alt for source, alt in found}


@cache
def words_on_pages() -> str:
    """The pages' words in bokmål, and those of the call's form."""
    with (ROOT / "translations" / "nb" / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        catalogue = read_po(lines)
    said = [str(message.string) for message in catalogue if message.string]
    return "\n".join([*said, (ROOT / "demo" / "texts" / "calls" / "t1.json").read_text(encoding="utf-8")])


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target


@pytest.mark.parametrize("guide", GUIDES, ids=name_of)
def test_every_picture_is_there_and_is_told_in_words(guide: Path) -> None:
    shown = pictures_in(guide)
    assert FEWEST <= len(shown) <= MOST
    for path, alt in shown.items():
        assert len(alt) >= SHORTEST_ALT, path.name
        with Image.open(path) as picture:
            picture.verify()
        assert path.stat().st_size <= LARGEST, path.name


def test_every_picture_is_shown_in_a_guide() -> None:
    shown = {path for guide in GUIDES for path in pictures_in(guide)}
    assert shown == set(PICTURES.glob("*.png"))
    assert sum(path.stat().st_size for path in shown) <= LARGEST_TOGETHER


@pytest.mark.parametrize("guide", GUIDES, ids=name_of)
def test_what_a_guide_names_is_called_so_on_the_pages(guide: Path) -> None:
    named = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", guide.read_text(encoding="utf-8"))
    assert named
    assert [words for words in named if words not in words_on_pages()] == []


def test_every_source_that_a_rule_names_is_told_of() -> None:
    told = set(re.findall(r"[A-Z]+-?[0-9]+", " ".join(re.findall(r"(?m)^\| ([^|]+) \|", SOURCES.read_text()))))
    named = {
        code
        for wing in WINGS
        for room in (ROOT / wing).rglob("*.py")
        for source in re.findall(r"Sources?: ([^\n]*)", room.read_text(encoding="utf-8"))
        for code in re.findall(r"\b(?:ST-|EL|[A-FPRSX])[0-9]+", source)
    }
    assert named
    assert named - told == set()
