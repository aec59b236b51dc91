"""Languages: bokmål, nynorsk and English for every string, date and number."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext, ngettext

from kernel import clock
from kernel.config import ROOT
from kernel.lifecycle import NotAllowed
from kernel.orm import Translated

__all__ = ["force_locale", "gettext", "lazy_gettext", "ngettext"]

LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
DEFAULT = "nb"
COOKIE = "language"
CATALOGUES = ROOT / "translations"
NORWAY = "+47"
NATIONAL_LENGTH = 8


def init(app: Flask) -> None:
    """Make the catalogues ready and hang the languages on the application."""
    compile_catalogues(CATALOGUES)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Oslo"
    Babel(app, locale_selector=_choose)
    app.jinja_env.globals.update(translated=translated, sentence=sentence)
    app.jinja_env.filters.update(day=day, moment=moment, month=month, number=number, phone=phone)
    app.jinja_env.filters.update(together=together, weekday=weekday)


def compile_catalogues(folder: Path) -> None:
    """Compile each catalogue that has changed since it was last compiled."""
    for source in folder.glob("*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as read:
            catalogue = read_po(read, locale=source.parent.parent.name)
        draft = target.with_suffix(f".{clock.real().timestamp()}.tmp")
        with draft.open("wb") as write:
            write_mo(write, catalogue)
        draft.replace(target)


def _choose() -> str:
    """Choose the account's language, else the cookie's, else the browser's, else bokmål."""
    if not has_request_context():
        return DEFAULT
    wanted = getattr(g, "language", None) or request.cookies.get(COOKIE)
    if wanted in LANGUAGES:
        return str(wanted)
    return request.accept_languages.best_match(["nb", "nn", "en", "no"], "nb").replace("no", "nb")


def language() -> str:
    """The language of this page, letter or document: nb, nn or en."""
    return str(get_locale() or DEFAULT)


def translated(text: Translated) -> tuple[str, str | None]:
    """A text of the data, and its language where that is not the page's."""
    words, code = text.pick(language())
    return words, code if code != language() else None


def sentence(refusal: NotAllowed) -> str:
    """What a rule said, in the person's language."""
    return str(gettext(refusal.msgid, **refusal.params))


def day(value: date) -> str:
    """A date as people write it: 21. november 2026."""
    pattern = "d MMMM y" if language() == "en" else "d. MMMM y"
    return format_date(value, pattern, locale=language())


def weekday(value: date) -> str:
    """A date with its day of the week: tirsdag 1. desember 2026."""
    return f"{format_date(value, 'EEEE', locale=language())} {day(value)}"


def month(value: date) -> str:
    """A month as people write it: november 2026."""
    return format_date(value, "LLLL y", locale=language())


def moment(value: datetime) -> str:
    """A moment in Oslo: 21. november 2026 kl. 14.05."""
    local = value.astimezone(clock.OSLO)
    if language() == "en":
        return f"{day(local.date())} at {local:%H:%M}"
    return f"{day(local.date())} kl. {local:%H.%M}"


def number(value: float) -> str:
    """A number with the language's thousands and decimals."""
    return format_decimal(value, locale=language())


def together(names: Sequence[str]) -> str:
    """Several names as people say them: Tydal, Selbu og Meråker."""
    return format_list(names, locale=language())


def phone(digits: str) -> str:
    """A telephone number as one reads it aloud: 70 07 00 00."""
    national = digits.removeprefix(NORWAY)
    if len(national) != NATIONAL_LENGTH or not national.isdigit():
        return digits
    return " ".join(national[at : at + 2] for at in range(0, NATIONAL_LENGTH, 2))
