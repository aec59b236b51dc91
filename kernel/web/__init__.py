"""The web's ground: headers, languages, refusals, lists and the addresses that no wing owns."""

from datetime import date

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.routing import BaseConverter, IntegerConverter, Map, UnicodeConverter, ValidationError

from kernel.config import ROOT, Settings
from kernel.web import errors, headers, page, views

MAX_FORM = 8 * 1024 * 1024
LARGEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """A whole number in an address that fits an id; a larger one is no address."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


class TextConverter(UnicodeConverter):
    """A word in an address; one with a NUL, which no database can look for, is no address."""

    def to_python(self, value: str) -> str:
        """Read the word."""
        if "\x00" in value:
            raise ValidationError
        return value


class ReferenceConverter(BaseConverter):
    """What people call a thing, such as T1-2026-0001, or its id."""

    part_isolating = True
    regex = r"[A-Za-z][A-Za-z0-9]{0,19}-\d{4}-\d{1,6}|\d{1,9}"


class MunicipalityNumberConverter(BaseConverter):
    """A municipality's number, four digits."""

    regex = "[0-9]{4}"


class DayConverter(BaseConverter):
    """A day, such as 2026-11-21; what is no day is no address."""

    regex = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Read the day."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValidationError from None

    def to_url(self, value: date) -> str:
        """Write the day."""
        return value.isoformat()


def init(app: Flask, settings: Settings) -> None:
    """Hang the web's ground on the application."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_FORM,
        MAX_FORM_MEMORY_SIZE=MAX_FORM,
        SESSION_COOKIE_NAME="__Host-trinn" if settings.is_https else "trinn",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.is_https,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.url_map.converters["int"] = IdConverter
    app.url_map.converters["default"] = app.url_map.converters["string"] = TextConverter
    app.url_map.converters["ref"] = ReferenceConverter
    app.url_map.converters["day"] = DayConverter
    app.url_map.converters["municipality"] = MunicipalityNumberConverter
    app.template_folder = str(ROOT / "templates")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    CSRFProtect(app)
    headers.init(app, settings)
    errors.init(app)
    page.init(app, settings)
    app.register_blueprint(views.blueprint)
