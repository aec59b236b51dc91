"""What every page of an offer of transport shares: filled from the offer, and what was filled in goes back into it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from kernel.forms import CONFLICT, BaseForm, Choice, Day, Pick, Rows, Tick, Version, Whole
from kernel.i18n import day, gettext
from volunteers.transport.content import Content


class PartForm(BaseForm):
    """One page of an offer; `written` puts what was filled in into the rest of it."""

    words: ClassVar[Sequence[str]] = ()
    version = Version()

    def values(self) -> dict[str, Any]:
        """The page's words as they are kept."""
        return {name: _plain(self[name]) for name in self.words}

    def written(self, content: Content) -> Content:
        """The offer with what was filled in."""
        return replace(content, words=replace(content.words, **self.values()))

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields of an offer that is there already."""
        return {name: getattr(content.words, name) for name in cls.words}

    def compare(self, content: Content, version: int) -> None:
        """Show what somebody else saved beside what was typed here."""
        self.show_saved({name: _told(self[name], value) for name, value in self.kept(content).items()}, version)
        for name in (name for name, text in self.conflicts.items() if not text):
            setattr(self[name], CONFLICT, gettext("The other has left this empty."))


def _plain(field: Any) -> Any:
    if isinstance(field, Whole):
        return field.number
    if isinstance(field, Day):
        return field.day
    return field.data if isinstance(field, Tick) else field.data or ""


def _told(field: Any, saved: Any) -> Any:
    """What was saved, in the words of a choice where it is one."""
    if isinstance(field, Rows):
        theirs = [" ".join(str(part) for part in row.values()) for row in saved]
        mine = [" ".join(str(part) for part in row.values()) for row in field.data]
        return None if theirs == mine else "; ".join(theirs)
    if isinstance(field, Day):
        return field.data if saved == field.day else day(saved) if saved else ""
    if isinstance(field, Choice | Pick):
        labels = {choice.value: str(choice.label) for choice in field.choices}
        return saved if saved == field.data else labels.get(saved, saved)
    return saved
