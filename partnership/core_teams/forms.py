"""What people fill in of a team: what it says of itself, who sits in it, who takes part, and when somebody leaves."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from directory.municipalities.models import Municipality
from kernel.forms import (
    BaseForm,
    Choice,
    Day,
    Email,
    Line,
    PartForm,
    Pick,
    Tenths,
    Text,
    Version,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import lazy_gettext as _
from partnership.core_teams.actions import SeatDraft, TeamDraft, TeamSaid
from partnership.core_teams.labels import MATURITIES
from partnership.core_teams.models import CoreTeam, Maturity, Seat


class TeamForm(PartForm[CoreTeam]):
    """What a team says of itself, and which municipality leads."""

    name = Line(_("What the team is called"), validators=needed(120, _("Write what the team is called.")))
    about = Text(_("What the team wishes to achieve"), validators=voluntary(1000))
    lead = Pick(_("Municipality that leads"), validators=[required(_("Choose the municipality that leads."))])
    maturity = Choice(
        _("How far have you come?"),
        choices=[(one.value, _(label)) for one, label in MATURITIES.items()],
        validators=[required(_("Choose how far you have come."))],
    )

    def offer(self, municipalities: Iterable[Municipality]) -> None:
        """Offer the municipalities that may lead."""
        self.lead.choices = choices_of(municipalities)

    def said(self) -> TeamSaid:
        """What was filled in."""
        return TeamSaid(
            name=filled(self.name.data),
            about=self.about.data or "",
            lead_id=int(filled(self.lead.data)),
            maturity=Maturity(filled(self.maturity.data)),
        )

    @classmethod
    def kept(cls, content: CoreTeam) -> dict[str, Any]:
        """What stands in the fields of a team that is there already."""
        return {
            "name": content.name,
            "about": content.about,
            "lead": str(content.lead_id),
            "maturity": content.maturity.value,
        }


class NewTeamForm(TeamForm):
    """A team that is founded, with the one who leads it; the others are added afterwards."""

    leader_name = Line(_("Name of the group leader"), validators=needed(120, _("Write who leads the team.")))
    leader_title = Line(_("Post of the group leader"), validators=voluntary(120))
    leader_email = Email(_("E-mail address of the group leader"), validators=voluntary(320))
    leader_days = Tenths(
        _("Days a week for the team"), validators=needed(12, _("Write how many days a week, such as 0,5."))
    )

    def draft(self) -> TeamDraft:
        """What was filled in."""
        said = self.said()
        leader = SeatDraft(
            name=filled(self.leader_name.data),
            email=self.leader_email.data or "",
            title=self.leader_title.data or "",
            tenths=filled(self.leader_days.tenths),
            is_leader=True,
            municipality_id=said.lead_id,
        )
        return TeamDraft(**vars(said), municipality_ids=(said.lead_id,), seats=(leader,))


class SeatForm(PartForm[Seat]):
    """Somebody's place in the team, and from which day it is so."""

    name = Line(_("Name"), validators=needed(120, _("Write the name.")))
    title = Line(_("Post"), validators=voluntary(120))
    email = Email(_("E-mail address"), validators=voluntary(320))
    municipality = Pick(_("For which municipality"), validators=[required(_("Choose the municipality."))])
    days = Tenths(_("Days a week for the team"), validators=needed(12, _("Write how many days a week, such as 0,5.")))
    on = Day(_("From which day?"), validators=needed(40, _("Write a date such as 21.11.2026.")))

    def offer(self, municipalities: Iterable[Municipality]) -> None:
        """Offer the municipalities that take part."""
        self.municipality.choices = choices_of(municipalities)

    def draft(self) -> SeatDraft:
        """What was filled in; who leads is chosen elsewhere."""
        return SeatDraft(
            name=filled(self.name.data),
            email=self.email.data or "",
            title=self.title.data or "",
            tenths=filled(self.days.tenths),
            is_leader=False,
            municipality_id=int(filled(self.municipality.data)),
        )

    @property
    def day(self) -> date:
        """From which day it is so."""
        return filled(self.on.day)

    @classmethod
    def kept(cls, content: Seat) -> dict[str, Any]:
        """What stands in the fields of a place that is taken already."""
        return {
            "name": content.name,
            "title": content.title,
            "email": content.email,
            "municipality": str(content.municipality_id),
            "days": content.tenths,
        }


class LeaveForm(BaseForm):
    """The day from which somebody is no longer in the team."""

    on = Day(_("From which day?"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    version = Version()

    @property
    def day(self) -> date:
        """The first day without a place."""
        return filled(self.on.day)


class MunicipalityForm(BaseForm):
    """A municipality that takes part from now on."""

    municipality = Pick(_("Municipality"), validators=[required(_("Choose the municipality."))])


class GuestForm(BaseForm):
    """An organisation that may read what the team does."""

    organisation = Pick(_("Organisation"), validators=[required(_("Choose the organisation."))])

    @property
    def organisation_id(self) -> int:
        """The one that was chosen among those that were offered."""
        return int(filled(self.organisation.data))


def choices_of(municipalities: Iterable[Municipality]) -> list[tuple[str, str]]:
    """Municipalities as choices."""
    return [(str(each.id), each.name) for each in municipalities]
