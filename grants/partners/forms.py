"""What people fill in: who takes part, with what, and a partner's answer."""

from dataclasses import dataclass

from wtforms import Field
from wtforms.validators import ValidationError

from directory.bodies.rules import read_org_number
from grants.applications.models import TaskMode
from grants.partners.rules import Answer, Terms
from kernel.forms import (
    BaseForm,
    Choice,
    Email,
    Line,
    Pick,
    Text,
    Tick,
    Version,
    Whole,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import lazy_gettext as _

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_TASK, MOST_HOURS = 120, 200, 600, 100_000


class RegisterForm(BaseForm):
    """Find a partner in the register, by its municipality or its organisation number."""

    org_number = Line(_("Organisation number"), validators=voluntary(20))
    municipality_number = Pick(_("Municipality"))

    def validate_org_number(self, field: Field) -> None:
        """The number's check digit must be right, and it is one of the two that is filled in."""
        if field.data and read_org_number(field.data) is None:
            raise ValidationError(str(_("This is not an organisation number. Look at its nine digits again.")))

    def validate_municipality_number(self, field: Field) -> None:
        """One of the two is filled in."""
        if bool(field.data) == bool(self.org_number.data):
            raise ValidationError(str(_("Choose a municipality or write an organisation number, not both.")))

    def wanted(self) -> dict[str, str]:
        """Who is looked for."""
        return {
            "org_number": read_org_number(self.org_number.data or "") or "",
            "municipality_number": self.municipality_number.data or "",
        }


class NewcomerForm(BaseForm):
    """Name a partner that is in no register here."""

    name = Line(_("Name of the partner"), validators=needed(LONGEST_NAME, _("Write the partner's name.")))
    email = Email(
        _("E-mail address"), validators=needed(LONGEST_ADDRESS, _("Write the e-mail address of the partner."))
    )

    def named(self) -> dict[str, str]:
        """The name and the address."""
        return {"name": filled(self.name.data), "email": filled(self.email.data)}


@dataclass(frozen=True)
class PartnerDraft:
    """What a partner is to be asked, and where."""

    terms: Terms
    email: str
    version: int


class PartnerForm(BaseForm):
    """What a partner of the register does; its name is the register's, and it has an amount where a call gives any."""

    task = Text(_("What the partner does"), validators=needed(LONGEST_TASK, _("Write what the partner does.")))
    mode = Choice(_("How is the task shared?"), validators=[required(_("Choose how the task is shared."))])
    hours = Whole(_("Hours a year"), validators=voluntary(20), most=MOST_HOURS)
    amount = Whole(_("Kroner a year"), validators=[required(_("Write the amount; 0 when the partner gets none."))])
    email = Email(_("E-mail address"), validators=voluntary(LONGEST_ADDRESS))
    version = Version()

    def draft(self, name: str) -> PartnerDraft:
        """What was filled in, for a partner with a name."""
        terms = Terms(
            name=name,
            task=filled(self.task.data),
            mode=TaskMode(filled(self.mode.data)),
            hours=self.hours.number,
            amount=filled(self.amount.number) if "amount" in self else 0,
        )
        return PartnerDraft(terms, self.email.data or "", self.version.number)


class NewcomersForm(PartnerForm):
    """What a partner does that is in no register here: it has its name and its address from this form."""

    name = Line(_("Name of the partner"), validators=needed(LONGEST_NAME, _("Write the partner's name.")))
    email = Email(
        _("E-mail address"), validators=needed(LONGEST_ADDRESS, _("Write the e-mail address of the partner."))
    )

    def draft(self, name: str) -> PartnerDraft:  # noqa: ARG002  the base's signature
        """What was filled in, with the name that was."""
        return super().draft(filled(self.name.data))


class OwnAnswerForm(BaseForm):
    """The answer of somebody who is signed in: one of two buttons."""

    confirm = Tick(_("Confirm"))
    decline = Tick(_("We are not taking part"))
    version = Version()

    @property
    def is_pressed(self) -> bool:
        """Whether exactly one of the buttons was pressed."""
        return bool(self.confirm.data) != bool(self.decline.data)

    def answer(self, name: str, person_id: int | None) -> Answer:
        """What was answered, by somebody."""
        return Answer(bool(self.confirm.data), name, person_id, self.version.number)


class AnswerForm(OwnAnswerForm):
    """The answer of somebody who came by the link, with a name."""

    name = Line(_("Your name and role"), validators=needed(LONGEST_NAME, _("Write your name.")))

    def draft(self) -> Answer:
        """What was answered, by whoever wrote the name."""
        return self.answer(filled(self.name.data), None)
