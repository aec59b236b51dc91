"""Which days figures are of: any for one's own, whole calendar years for everybody else's.

Two periods that overlap would tell a small number by their difference, however well each hides its own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from wtforms import Field
from wtforms.validators import ValidationError

from kernel.forms import BaseForm, Day, Pick, at_most
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _

THIS_YEAR, TWELVE_MONTHS, CHOSEN = "this-year", "twelve-months", "from-to"
YEARS_BACK = 4


@dataclass(frozen=True)
class Period:
    """From a day to another, both of them counted."""

    first: date
    last: date

    @staticmethod
    def year(year: int) -> "Period":
        """A whole calendar year."""
        return Period(date(year, 1, 1), date(year, 12, 31))


def twelve_months(today: date) -> Period:
    """The last twelve months until today."""
    try:
        before = today.replace(year=today.year - 1)
    except ValueError:  # the 29th of February
        before = date(today.year - 1, 2, 28)
    return Period(before + timedelta(days=1), today)


class PeriodForm(BaseForm):
    """Any period, for one's own figures."""

    period = Pick(
        _("Period"),
        choices=[
            (THIS_YEAR, _("This year")),
            (TWELVE_MONTHS, _("The last twelve months")),
            (CHOSEN, _("From one day to another")),
        ],
        default=THIS_YEAR,
    )
    first = Day(_("From"), validators=[at_most(40)])
    last = Day(_("To"), validators=[at_most(40)])

    def validate_last(self, field: Field) -> None:  # noqa: ARG002  wtforms hands the field in
        """Both days are there and in their order, where they are asked for."""
        if self.period.data != CHOSEN:
            return
        if self.first.day is None or self.last.day is None:
            raise ValidationError(gettext("Write both days."))
        if self.first.day > self.last.day:
            raise ValidationError(gettext("The first day must come before the last."))

    def chosen(self, today: date) -> Period:
        """The period that was asked for; this year where that is none."""
        if self.period.data == TWELVE_MONTHS:
            return twelve_months(today)
        if self.period.data == CHOSEN and self.first.day and self.last.day and self.first.day <= self.last.day:
            return Period(self.first.day, self.last.day)
        return Period.year(today.year)


class YearForm(BaseForm):
    """A calendar year, for figures in which small numbers are hidden."""

    year = Pick(_("Year"))

    def offer(self, today: date) -> None:
        """Offer this year and some before."""
        years = [str(today.year - back) for back in range(YEARS_BACK + 1)]
        self.year.choices = [(each, each) for each in years]
        if self.year.data not in years:
            self.year.data = years[0]

    def chosen(self, today: date) -> Period:
        """The year that was asked for."""
        return Period.year(int(self.year.data or today.year))


def query_of(form: "PeriodForm | YearForm") -> str:
    """What was asked for, as the beginning of an address's query, for the links that download the same."""
    asked = urlencode({field.name: field.data for field in form if field.data})
    return f"{asked}&" if asked else ""


def period_form(sent: object, today: date, *, is_plain: bool) -> PeriodForm | YearForm:
    """The form that a page of figures may offer."""
    if is_plain:
        return PeriodForm(sent)
    form = YearForm(sent)
    form.offer(today)
    return form
