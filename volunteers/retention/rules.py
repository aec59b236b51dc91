"""What follows: from which day on something is no longer needed. Source: T14."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from kernel.lifecycle import NotAllowed, _l
from volunteers.safeguards import rules as safeguards
from volunteers.safeguards.models import Safeguard

READINGS_KEPT = 5  # years after somebody is erased


def _moved(day: date, months: int) -> date:
    """A day some months later or, with a minus, earlier; the last of the month where there is no such day."""
    found: date = day + relativedelta(months=months)
    return found


@dataclass(frozen=True)
class Terms:
    """For how long a body keeps what."""

    trip_days: int = safeguards.TRIP_DAYS
    profile_months: int = safeguards.PROFILE_MONTHS
    incident_months: int = safeguards.INCIDENT_MONTHS

    @staticmethod
    def of(safeguard: Safeguard | None) -> "Terms":
        """What a body has recorded, or the usual times."""
        if safeguard is None:
            return Terms()
        return Terms(safeguard.trip_days, safeguard.profile_months, safeguard.incident_months)

    def trips_due(self, trip_on: date) -> date:
        """The day on which the addresses of a trip are erased."""
        return trip_on + timedelta(days=self.trip_days + 1)

    def profiles_due(self, last_on: date) -> date:
        """The day on which somebody is erased whose last trip was on a day."""
        return _moved(last_on, self.profile_months) + timedelta(days=1)

    def incidents_due(self, happened_on: date) -> date:
        """The day on which the link between an incident and its trip is cut."""
        return _moved(happened_on, self.incident_months) + timedelta(days=1)

    def trips_before(self, today: date) -> date:
        """Trips before this day have their addresses erased today."""
        return today - timedelta(days=self.trip_days)

    def profiles_before(self, today: date) -> date:
        """Those whose last trip was before this day are erased today."""
        return _moved(today, -self.profile_months)

    def incidents_before(self, today: date) -> date:
        """Incidents before this day are cut from their trips today."""
        return _moved(today, -self.incident_months)


def consents_due(until: date) -> date:
    """The day on which somebody is erased who is kept by a consent until a day."""
    return until + timedelta(days=1)


def readings_before(today: date) -> date:
    """The readings of somebody who was erased before this day are erased today."""
    return _moved(today, -12 * READINGS_KEPT)


def ensure_may_erase(ahead: int) -> None:
    """Nobody is erased whom somebody is to fetch."""
    if ahead:
        raise NotAllowed(
            _l("There are trips or requests to come. Cancel them first, so that nobody waits for somebody in vain.")
        )
