"""What people fill in of anchoring, of whom a team involves, and of what the councils said."""

from collections.abc import Iterable
from typing import Any

from directory.municipalities.models import Municipality
from kernel.forms import Choice, Day, Line, PartForm, Pick, Text, Tick, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _
from partnership.core_teams.forms import choices_of
from partnership.involvement.actions import AnchoringSaid, CouncilSaid, InvolvementSaid
from partnership.involvement.labels import ACTORS, ANCHORINGS, COUNCILS
from partnership.involvement.models import ActorKind, Anchoring, AnchoringKind, Council, CouncilContact, Involvement


class AnchoringForm(PartForm[Anchoring]):
    """Where a municipality's part is anchored."""

    kind = Choice(
        _("What shows that the municipality stands behind it?"),
        choices=[(one.value, _(label)) for one, label in ANCHORINGS.items()],
        validators=[required(_("Choose one of the answers."))],
    )
    plan = Line(_("Which plan"), validators=voluntary(200))
    described = Text(_("How the process goes"), validators=voluntary(1000))
    on_date = Day(
        _("When it was adopted, or when it shall be"), validators=needed(40, _("Write a date such as 21.11.2026."))
    )
    case_number = Line(_("Case number"), validators=voluntary(60))
    political = Text(_("How the politicians stand behind it"), validators=voluntary(500))
    administrative = Text(_("How the administration stands behind it"), validators=voluntary(500))

    def draft(self, municipality_id: int) -> AnchoringSaid:
        """What was filled in."""
        return AnchoringSaid(
            municipality_id=municipality_id,
            kind=AnchoringKind(filled(self.kind.data)),
            plan=self.plan.data or "",
            process=self.described.data or "",
            on_date=filled(self.on_date.day),
            case_number=self.case_number.data or "",
            political=self.political.data or "",
            administrative=self.administrative.data or "",
        )

    @classmethod
    def kept(cls, content: Anchoring) -> dict[str, Any]:
        """What stands in the fields of what is anchored already."""
        names = ("plan", "on_date", "case_number", "political", "administrative")
        known = {"kind": content.kind.value, "described": content.process}
        return {**known, **{name: getattr(content, name) for name in names}}


class InvolvementForm(PartForm[Involvement]):
    """Whom the team involves, how, when, and what came of it."""

    actor = Pick(
        _("Which kind"),
        choices=[("", _("Choose")), *((one.value, _(label)) for one, label in ACTORS.items())],
        validators=[required(_("Choose which kind it is."))],
    )
    name = Line(_("Who"), validators=needed(160, _("Write who it is.")))
    how = Text(_("How they are involved"), validators=needed(500, _("Write in a sentence how they are involved.")))
    on_date = Day(_("When"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    is_done = Tick(_("This is done"))
    result = Text(_("What came of it"), validators=voluntary(1000))

    def draft(self) -> InvolvementSaid:
        """What was filled in."""
        return InvolvementSaid(
            actor=ActorKind(filled(self.actor.data)),
            name=filled(self.name.data),
            how=filled(self.how.data),
            on_date=filled(self.on_date.day),
            is_done=bool(self.is_done.data),
            result=self.result.data or "",
        )

    @classmethod
    def kept(cls, content: Involvement) -> dict[str, Any]:
        """What stands in the fields of a row that is there already."""
        names = ("name", "how", "on_date", "is_done", "result")
        return {"actor": content.actor.value, **{name: getattr(content, name) for name in names}}


class CouncilForm(PartForm[CouncilContact]):
    """A council that is asked, or was: the case, what it said, and what its word was used for."""

    municipality = Pick(_("Municipality"), validators=[required(_("Choose the municipality."))])
    council = Pick(
        _("Council"),
        choices=[(one.value, _(label)) for one, label in COUNCILS.items()],
        validators=[required(_("Choose the council."))],
    )
    on_date = Day(_("Date of the meeting"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    case_number = Line(_("Case number"), validators=voluntary(60))
    is_done = Tick(_("The council has been asked"))
    statement = Text(_("What the council said"), validators=voluntary(2000))
    used = Text(_("What you used it for"), validators=voluntary(1000))

    def offer(self, municipalities: Iterable[Municipality]) -> None:
        """Offer the municipalities that take part."""
        self.municipality.choices = choices_of(municipalities)

    def draft(self) -> CouncilSaid:
        """What was filled in."""
        return CouncilSaid(
            municipality_id=int(filled(self.municipality.data)),
            council=Council(filled(self.council.data)),
            on_date=filled(self.on_date.day),
            is_done=bool(self.is_done.data),
            case_number=self.case_number.data or "",
            statement=self.statement.data or "",
            used=self.used.data or "",
        )

    @classmethod
    def kept(cls, content: CouncilContact) -> dict[str, Any]:
        """What stands in the fields of a council that is written down already."""
        names = ("on_date", "case_number", "is_done", "statement", "used")
        chosen = {"municipality": str(content.municipality_id), "council": content.council.value}
        return {**chosen, **{name: getattr(content, name) for name in names}}
