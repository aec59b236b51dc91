"""A page of something that is written page by page: filled from it, and what was filled in goes back into it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

from kernel.forms.base import CONFLICT, BaseForm, Version
from kernel.forms.choices import Choice, Pick, Tick
from kernel.forms.rows import Rows
from kernel.forms.texts import Day, Whole
from kernel.i18n import day, gettext

C = TypeVar("C")


class PartForm(BaseForm, Generic[C]):
    """One page of something whose facts are its content's `words`; `written` leaves what other pages hold."""

    words: ClassVar[Sequence[str]] = ()
    version = Version()

    def values(self) -> dict[str, Any]:
        """The page's words as they are kept."""
        return {name: _plain(self[name]) for name in self.words}

    def written(self, content: C) -> C:
        """The whole with what was filled in."""
        whole: Any = content
        changed: C = replace(whole, words=replace(whole.words, **self.values()))
        return changed

    @classmethod
    def kept(cls, content: C) -> dict[str, Any]:
        """What stands in the fields of something that is there already."""
        whole: Any = content
        return {name: getattr(whole.words, name) for name in cls.words}

    def compare(self, content: C, version: int) -> None:
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
