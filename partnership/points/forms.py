"""What people fill in about one point: evidence, or another answer."""

from datetime import date

from kernel.forms import BaseForm, Choice, Day, Line, Text, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _
from partnership.assessments.actions import Proof
from partnership.assessments.picture import Said
from partnership.staircase.level import Value

LONGEST_COMMENT = 1000
LONGEST_REFERENCE = 200


class EvidenceForm(BaseForm):
    """Evidence for one question: a reference and its dates, never a personal document."""

    reference = Line(_("What shows it?"), validators=needed(LONGEST_REFERENCE, _("Write what shows it.")))
    dated_on = Day(
        _("Date of the evidence"), validators=needed(40, _("Write the date of the evidence, such as 21.11.2026."))
    )
    valid_to = Day(_("Last day it is valid, if that is written in it"), validators=voluntary(40))

    def draft(self) -> Proof:
        """What was filled in."""
        dated_on: date = filled(self.dated_on.day)
        return Proof(filled(self.reference.data), dated_on, self.valid_to.day)


class DisputeForm(BaseForm):
    """Another answer than the other side's, with a word on why."""

    value = Choice(_("What do you say?"), validators=[required(_("Choose one of the answers."))])
    comment = Text(
        _("Why do you see it differently?"), validators=needed(LONGEST_COMMENT, _("Say in a sentence how you see it."))
    )

    def draft(self) -> Said:
        """What was said."""
        return Said(Value(filled(self.value.data)), filled(self.comment.data))
