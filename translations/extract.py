"""Bring the catalogues up to date with the sources: `python -m translations.extract`."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from kernel.config import ROOT
from kernel.i18n import CATALOGUES

TRANSLATED = ("nb", "nn")  # English is the source: its catalogue stays empty
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
HEADER = """\
# What people read in Trinn; made current by `python -m translations.extract`, written by people.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def extracted() -> Catalog:
    """Every text for people that the sources hold."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel left it untyped
    found = Catalog(fuzzy=False)
    for _path, _line, text, _comments, _context in extract_from_dir(ROOT, methods, options, KEYWORDS):
        found.add(text, "")
    return found


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands in its file."""
    with path_of(language).open("rb") as source:
        return read_po(source, locale=language)


def update(language: str, texts: Catalog) -> int:
    """Add what is new to a catalogue, drop what is gone, and say how many texts lack a translation."""
    kept = catalogue(language)
    kept.update(texts, no_fuzzy_matching=True)
    written = BytesIO()
    write_po(written, kept, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    header = HEADER.format(language=language).encode()
    path_of(language).write_bytes(header + written.getvalue().strip() + b"\n")
    return sum(not all(forms(message.string)) for message in kept if message.id)


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A text's forms: one, or singular and plural."""
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)


def main() -> None:
    """Update each catalogue and say what is left to translate."""
    texts = extracted()
    for language in TRANSLATED:
        sys.stdout.write(f"{language}: {update(language, texts)} of {len(texts)} texts left to translate\n")


if __name__ == "__main__":
    main()
