"""What people fill in to sign in, and about themselves."""

from dataclasses import dataclass

from wtforms import HiddenField, PasswordField
from wtforms.validators import Length

from kernel.forms import BaseForm, Email, Line, Version, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _

LONGEST_TRY = 1000


class PasswordForm(BaseForm):
    """Sign in by e-mail address and password."""

    email = Email(_("E-mail address"), validators=needed(254, _("Write your e-mail address.")))
    password = PasswordField(
        _("Password"),
        validators=[
            required(_("Write your password.")),
            Length(max=LONGEST_TRY, message=_("Shorten the password to at most %(max)d characters.")),
        ],
    )
    next = HiddenField()
    kept = HiddenField()

    def draft(self) -> tuple[str, str]:
        """The address and the password."""
        return filled(self.email.data), filled(self.password.data)


class LinkForm(BaseForm):
    """Ask for a one-time link."""

    email = Email(_("E-mail address"), id="link-email", validators=needed(254, _("Write your e-mail address.")))
    next = HiddenField(id="link-next")
    kept = HiddenField(id="link-kept")

    def draft(self) -> str:
        """The address."""
        return str(filled(self.email.data))


@dataclass(frozen=True)
class ProfileDraft:
    """What a person says of themselves."""

    name: str
    title: str
    version: int


class ProfileForm(BaseForm):
    """A person's own name and title."""

    name = Line(_("Name"), validators=needed(120, _("Write your name.")))
    title = Line(
        _("Title or task"),
        validators=voluntary(120),
    )
    version = Version()

    def draft(self) -> ProfileDraft:
        """What was filled in."""
        return ProfileDraft(filled(self.name.data), self.title.data or "", self.version.number)


class NewPasswordForm(BaseForm):
    """A new password; the old one is asked for where there is one."""

    current = PasswordField(
        _("Password now"),
        validators=[
            required(_("Write the password that you have now.")),
            Length(max=LONGEST_TRY, message=_("Shorten the password to at most %(max)d characters.")),
        ],
    )
    wanted = PasswordField(
        _("New password"),
        validators=[
            required(_("Write a new password.")),
            Length(max=LONGEST_TRY, message=_("Shorten the password to at most %(max)d characters.")),
        ],
    )

    def forget_current(self) -> None:
        """Ask for no old password, where there is none."""
        del self["current"]

    def draft(self) -> tuple[str, str]:
        """The old and the new password."""
        return self["current"].data if "current" in self else "", filled(self.wanted.data)
