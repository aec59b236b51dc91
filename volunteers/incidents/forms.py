"""What people fill in about an incident: without names, and without a word of anybody's health."""

from collections.abc import Sequence

from wtforms import Field
from wtforms.validators import ValidationError

from kernel.forms import BaseForm, Choice, Day, Pick, Text, Tick, Version, filled, needed, required, voluntary
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _
from volunteers.incidents.labels import KINDS, SEVERITIES, TOLD
from volunteers.incidents.models import IncidentKind, ToldTo
from volunteers.incidents.naming import looking_like_names
from volunteers.incidents.rules import Report
from volunteers.service_users.diagnoses import found_in

LONGEST = 300
MOST_NAMED = 3


class Nameless(BaseForm):
    """A form with texts in which nobody is named. Source: EL15."""

    known: Sequence[str] = ()
    is_warned = False
    is_nameless = Tick(_("I have looked: no person is named"))

    def look_through(self, field: Field) -> None:
        """Refuse words of illness; warn of what looks like names until somebody has looked."""
        text = field.data or ""
        if word := found_in(text):
            words = gettext("“%(word)s” tells of an illness. Write what happened, not why.", word=word)
            raise ValidationError(words)
        names = looking_like_names(text, self.known)
        if names and not self.is_nameless.data:
            self.is_warned = True
            shown = ", ".join(names[:MOST_NAMED])
            words = gettext("This may be a name: %(names)s. Take it out, or tick below that it is none.", names=shown)
            raise ValidationError(words)


class ReportForm(Nameless):
    """What happened; the offer is chosen only where no trip tells it."""

    offer = Pick(_("Which offer?"), validators=[required(_("Choose from the list."))])
    happened_on = Day(_("Which day?"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    kind = Choice(
        _("What kind of incident?"),
        choices=[(one.value, _(label)) for one, label in KINDS.items()],
        validators=[required(_("Choose one of the answers."))],
    )
    severity = Choice(
        _("How grave was it?"),
        choices=[(str(one), _(label.msgid)) for one, label in SEVERITIES.items()],
        validators=[required(_("Choose one of the answers."))],
    )
    told_to = Choice(
        _("Who has been told?"),
        choices=[(one.value, _(label)) for one, label in TOLD.items()],
        validators=[required(_("Choose one of the answers."))],
    )
    what = Text(_("What happened?"), validators=needed(LONGEST, _("Write in a sentence or two what happened.")))
    action = Text(_("What was done?"), validators=voluntary(LONGEST))

    def validate_what(self, field: Field) -> None:
        """Nobody is named, and no illness."""
        self.look_through(field)

    def validate_action(self, field: Field) -> None:
        """Nobody is named, and no illness."""
        self.look_through(field)

    def draft(self) -> Report:
        """What was filled in."""
        return Report(
            kind=IncidentKind(filled(self.kind.data)),
            severity=int(filled(self.severity.data)),
            happened_on=filled(self.happened_on.day),
            told_to=ToldTo(filled(self.told_to.data)),
            what=filled(self.what.data),
            action=self.action.data or "",
        )


class CloseForm(Nameless):
    """What was done in the end, and when it was closed."""

    action = Text(_("What was done?"), validators=needed(LONGEST, _("Write what was done before you close it.")))
    closed_on = Day(_("Closed on"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    version = Version()

    def validate_action(self, field: Field) -> None:
        """Nobody is named, and no illness."""
        self.look_through(field)
