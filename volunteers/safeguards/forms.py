"""What people fill in: a body's papers with their days, and how long it keeps what."""

from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from kernel.forms import BaseForm, Day, Line, Version, Whole, at_most, filled, needed
from kernel.i18n import day, gettext
from kernel.i18n import lazy_gettext as _
from volunteers.safeguards.actions import Recorded

MOST_DAYS, MOST_MONTHS, MOST_INCIDENT_MONTHS = 365, 36, 60
LEAST_DAYS = 7


class SafeguardForm(BaseForm):
    """What a body records; a paper and its day go together."""

    controller_agreement = Line(_("The agreement"), validators=[at_most(200)])
    agreed_on = Day(_("Signed on"), validators=[at_most(40)])
    dpia_reference = Line(_("The assessment of privacy (DPIA)"), validators=[at_most(200)])
    dpia_on = Day(_("Finished on"), validators=[at_most(40)])
    home_care_basis = Line(_("By what right home care may register for others"), validators=[at_most(200)])
    home_care_basis_on = Day(_("Decided on"), validators=[at_most(40)])
    trip_days = Whole(
        _("Days that trips are kept"),
        validators=needed(40, _("Write a number of days.")),
        least=LEAST_DAYS,
        most=MOST_DAYS,
    )
    profile_months = Whole(
        _("Months that people are kept after their last trip"),
        validators=needed(40, _("Write a number of months.")),
        least=1,
        most=MOST_MONTHS,
    )
    incident_months = Whole(
        _("Months that incidents are kept"),
        validators=needed(40, _("Write a number of months.")),
        least=1,
        most=MOST_INCIDENT_MONTHS,
    )
    version = Version()

    def validate_controller_agreement(self, field: Field) -> None:
        """The agreement has its day, and the day its agreement."""
        _ensure_both(field, self.agreed_on)

    def validate_dpia_reference(self, field: Field) -> None:
        """So has the assessment."""
        _ensure_both(field, self.dpia_on)

    def validate_home_care_basis(self, field: Field) -> None:
        """So has home care's right."""
        _ensure_both(field, self.home_care_basis_on)

    def leave_out_home_care(self) -> None:
        """Only a municipality has a home care service."""
        del self.home_care_basis
        del self.home_care_basis_on

    def fill(self, said: Recorded, version: int) -> None:
        """Show what is recorded already."""
        for name, value in vars(said).items():
            if name in self:
                self[name].process_data(value)
        self.version.data = str(version)

    def draft(self) -> Recorded:
        """What was filled in."""
        has_basis = "home_care_basis" in self
        return Recorded(
            controller_agreement=self.controller_agreement.data or "",
            agreed_on=self.agreed_on.day,
            dpia_reference=self.dpia_reference.data or "",
            dpia_on=self.dpia_on.day,
            home_care_basis=(self.home_care_basis.data or "") if has_basis else "",
            home_care_basis_on=self.home_care_basis_on.day if has_basis else None,
            trip_days=filled(self.trip_days.number),
            profile_months=filled(self.profile_months.number),
            incident_months=filled(self.incident_months.number),
        )

    def show_theirs(self, said: Recorded, version: int) -> None:
        """Show what somebody else recorded meanwhile beside what stands here."""
        typed = vars(self.draft())
        told: dict[str, Any] = {
            name: (day(value) if name.endswith("_on") and value else value) or gettext("The other has left this empty.")
            for name, value in vars(said).items()
            if name in self and value != typed[name]
        }
        self.show_saved(told, version)


def _ensure_both(paper: Field, its_day: Field) -> None:
    if bool(paper.data) != bool(its_day.data):
        raise ValidationError(gettext("Write both which one it is and its date, or neither."))
