"""What every page is drawn with."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for

from kernel import clock
from kernel.config import ROOT, Settings
from kernel.i18n import LANGUAGES, day, gettext, language

STATIC = ROOT / "static"


def init(app: Flask, settings: Settings) -> None:
    """Give every template what the layout needs."""
    app.static_folder = str(STATIC)
    app.jinja_env.globals.update(asset=asset, demo=settings.demo, help_contact=settings.help_contact)

    @app.context_processor
    def common() -> dict[str, Any]:
        return {
            "language": language(),
            "languages": list(LANGUAGES.items()),
            "demo_label": demo_label() if settings.demo else "",
        }


def demo_label() -> str:
    """The mark that every page and document of the demo carries."""
    return str(gettext("DEMO – invented content · %(day)s", day=day(clock.local_date(clock.now()))))


def demo_mark() -> str | None:
    """The demo's mark on paper; none elsewhere."""
    return demo_label() if current_app.extensions["trinn"].demo else None


def asset(path: str) -> str:
    """The address of a static file, which changes with its content so that browsers may keep it."""
    return url_for("static", filename=path, v=_print(STATIC / path))


@cache
def _print(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]
