"""What people fill in: a post, and whoever holds it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from kernel.forms import (
    BaseForm,
    Day,
    Email,
    Line,
    Phone,
    Pick,
    Tick,
    Version,
    Whole,
    at_most,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import day, gettext
from kernel.i18n import lazy_gettext as _
from volunteers.coordinators.actions import HolderSaid, PostSaid

A_FULL_POST = 100


class _Kept(BaseForm):
    version = Version()

    def fill(self, row: Any, version: int) -> None:
        """Show what is kept already."""
        for field in self:
            if field.short_name not in {"version", "body"}:
                field.process_data(getattr(row, field.short_name))
        self.version.data = str(version)

    def show_theirs(self, row: Any, version: int) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        typed = vars(self.draft())
        told = {name: _told(getattr(row, name)) for name in typed if getattr(row, name) != typed[name]}
        self.show_saved(told, version)

    def draft(self) -> Any:
        """What was filled in."""
        raise NotImplementedError


def _told(value: Any) -> Any:
    if isinstance(value, date):
        return day(value)
    return gettext("The other has left this empty.") if value in {None, ""} else value


class PostForm(_Kept):
    """A post as coordinator."""

    title = Line(_("What the post is called"), validators=needed(120, _("Write what the post is called.")))
    share = Whole(_("Share of a full post"), validators=[required(_("Write the share in per cent."))], most=A_FULL_POST)
    areas = Line(_("Areas"), validators=voluntary(200))
    stand_in_name = Line(_("Stand-in"), validators=[at_most(120)])
    stand_in_phone = Phone(_("Telephone of the stand-in"), validators=[at_most(40)])
    begins_on = Day(_("The post begins"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    ends_on = Day(_("The post ends"), validators=voluntary(40))

    def validate_ends_on(self, field: Day) -> None:
        """It ends after it begins."""
        if field.day and self.begins_on.day and field.day < self.begins_on.day:
            raise ValidationError(gettext("It must end after it begins."))

    def validate_stand_in_phone(self, field: Field) -> None:
        """Whoever stands in can be rung."""
        if bool(field.data) != bool(self.stand_in_name.data):
            raise ValidationError(gettext("Write both the name and the telephone of the stand-in, or neither."))

    def draft(self) -> PostSaid:
        """What was filled in."""
        return PostSaid(
            title=filled(self.title.data),
            share=filled(self.share.number),
            areas=self.areas.data or "",
            stand_in_name=self.stand_in_name.data or "",
            stand_in_phone=self.stand_in_phone.data or "",
            begins_on=filled(self.begins_on.day),
            ends_on=self.ends_on.day,
        )


class NewPostForm(PostForm):
    """A new post, and whose it is."""

    body = Pick(_("Who employs the coordinator"), validators=[required(_("Choose who employs the coordinator."))])

    @property
    def body_id(self) -> int:
        """The body that was chosen among those that were offered."""
        return int(filled(self.body.data))


class HolderForm(_Kept):
    """Whoever holds a post."""

    name = Line(_("Name"), validators=needed(120, _("Write the name.")))
    phone = Phone(_("Telephone"), validators=needed(40, _("Write a number that people can ring.")))
    email = Email(_("E-mail address"), validators=voluntary(320))
    education = Line(_("Education for the task"), validators=voluntary(200))
    is_in_network = Tick(_("Wishes to be found by coordinators that you cooperate with"))
    begins_on = Day(_("First day in the post"), validators=needed(40, _("Write a date such as 21.11.2026.")))

    def draft(self) -> HolderSaid:
        """What was filled in."""
        return HolderSaid(
            name=filled(self.name.data),
            phone=filled(self.phone.data),
            email=self.email.data or "",
            education=self.education.data or "",
            is_in_network=bool(self.is_in_network.data),
            begins_on=filled(self.begins_on.day),
        )


@dataclass(frozen=True)
class EndDraft:
    """Somebody's last day in a post."""

    ends_on: date


class EndForm(BaseForm):
    """When somebody ended in a post."""

    ends_on = Day(_("Last day in the post"), validators=[required(_("Write the last day."))])

    def draft(self) -> EndDraft:
        """What was filled in."""
        return EndDraft(filled(self.ends_on.day))
