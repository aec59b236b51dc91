"""What every form shares: fields that clean what is typed, and messages that say how to put it right."""

from kernel.forms.base import CONFLICT, BaseForm, Version
from kernel.forms.choices import Checks, Choice, Pick, Tick, offered
from kernel.forms.grid import Grid
from kernel.forms.parts import PartForm
from kernel.forms.rows import RowForm, Rows, plain
from kernel.forms.tenths import Tenths
from kernel.forms.texts import Day, Email, Line, Phone, Text, Whole, clean
from kernel.forms.validators import Wanted, at_most, filled, needed, required, ticked, voluntary

__all__ = [
    "CONFLICT",
    "BaseForm",
    "Checks",
    "Choice",
    "Day",
    "Email",
    "Grid",
    "Line",
    "PartForm",
    "Phone",
    "Pick",
    "RowForm",
    "Rows",
    "Tenths",
    "Text",
    "Tick",
    "Version",
    "Wanted",
    "Whole",
    "at_most",
    "clean",
    "filled",
    "needed",
    "offered",
    "plain",
    "required",
    "ticked",
    "voluntary",
]
