"""How what somebody else wrote meanwhile is shown beside what was typed."""

from collections.abc import Mapping
from typing import Any

from kernel.forms import BaseForm, Choice, Day, Pick, Tick
from kernel.i18n import gettext
from kernel.lifecycle import _l

NOTHING = _l("Nothing is written here.")


def compare(form: BaseForm, kept: Mapping[str, Any]) -> None:
    """Show what is kept now in the words of each field, where it is not what stands in it."""
    theirs = type(form)(None, data=dict(kept))
    told = {name: _told(form[name], theirs[name].data, value) for name, value in kept.items() if name != "version"}
    form.show_saved(told, int(kept["version"]))


def _told(field: Any, shown: Any, kept: Any) -> Any:
    if isinstance(field, Tick):
        return kept
    is_same = field.day == kept if isinstance(field, Day) else shown == (field.data or "")
    if is_same:
        return field.data or ""
    if isinstance(field, Choice | Pick):
        return next((str(choice.label) for choice in field.choices if choice.value == kept), shown)
    return shown or gettext(NOTHING)
