"""What is said of group work: the address to join at and its picture, the time that is left, and how a code is read."""

import segno
from flask import current_app
from markupsafe import Markup

from partnership.group_work.models import GroupWork

SECONDS_A_MINUTE = 60
HALF_A_CODE = 3


def address_of(work: GroupWork) -> str:
    """The whole address that a phone opens to join."""
    return f"{current_app.extensions['trinn'].base_url}/join/{work.code}/"


def entrance() -> str:
    """Where one writes the code, as short as people can copy it from a screen."""
    return str(current_app.extensions["trinn"].base_url).partition("://")[2] + "/join/"


def picture_of(work: GroupWork) -> Markup:
    """The address as a QR code; black on white whatever the page's colours are, since cameras expect that."""
    drawn = segno.make(address_of(work), error="m", micro=False)
    return Markup(drawn.svg_inline(omitsize=True, svgclass=None, lineclass=None, border=4, light="#fff"))  # noqa: S704  no text of anybody's is in it


def spaced(code: str) -> str:
    """A code in two halves, which are easier to read aloud and to copy."""
    return f"{code[:HALF_A_CODE]} {code[HALF_A_CODE:]}"


def time_left(seconds: int) -> str:
    """Minutes and seconds: 9:05."""
    return f"{seconds // SECONDS_A_MINUTE}:{seconds % SECONDS_A_MINUTE:02}"
