"""What people fill in: who does what, and whether they co-create."""

from wtforms import Field
from wtforms.validators import ValidationError

from kernel.forms import (
    BaseForm,
    Choice,
    Line,
    Pick,
    RowForm,
    Rows,
    Text,
    Version,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _
from partnership.relations.sides import Side
from partnership.tasks.actions import Share
from partnership.tasks.labels import MODES
from partnership.tasks.models import TaskMode
from partnership.tasks.rules import MOST

LONGEST_TASK, LONGEST_FREQUENCY, LONGEST_REASON = 300, 120, 500
YES, NO = "yes", "no"


class TaskRow(RowForm):
    """One task."""

    description = Text(_("What is to be done"), validators=needed(LONGEST_TASK, _("Write what is to be done.")))
    mode = Pick(
        _("How is the task shared?"),
        choices=[("", _("Choose")), *((each.value, _(words)) for each, words in MODES.items())],
        validators=[required(_("Choose how the task is shared."))],
    )
    responsible = Pick(_("Who sees to it that it is done?"), validators=[required(_("Choose who sees to it."))])
    frequency = Line(_("How often, or when"), validators=voluntary(LONGEST_FREQUENCY))


class TasksForm(BaseForm):
    """The whole table."""

    tasks = Rows(
        TaskRow,
        _("Tasks"),
        caption=_("Task"),
        most=MOST,
        validators=[required(_("Write at least one task."))],
    )
    version = Version()

    def draft(self) -> tuple[list[Share], int]:
        """Who does what, and the version it was written over."""
        shares = [
            Share(row["description"], TaskMode(row["mode"]), Side(row["responsible"]), row["frequency"] or "")
            for row in self.tasks.data
        ]
        return shares, self.version.number


class CoCreationForm(BaseForm):
    """Whether the parties co-create, and why."""

    answer = Choice(
        _("Do you co-create?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        validators=[required(_("Choose one of the answers."))],
    )
    reason = Text(_("Why does it serve its purpose here?"), validators=[*voluntary(LONGEST_REASON)])
    version = Version()

    def validate_answer(self, field: Field) -> None:
        """A yes has its reason."""
        if field.data == YES and not self.reason.data:
            raise ValidationError(gettext("Say in a sentence why it serves its purpose."))

    def draft(self) -> tuple[str, int]:
        """The reason, or nothing where they do not, and the version it was written over."""
        reason = filled(self.reason.data) if self.answer.data == YES else ""
        return reason, self.version.number
