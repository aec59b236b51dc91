"""What selections, their floors and what is done with an application are called, and the colours of their tags."""

from collections.abc import Mapping

from directory.municipalities.models import SIZE_BAND_LABELS, SizeBand
from grants.selections.mix import MULTI
from grants.selections.models import SelectionStatus
from grants.selections.vacancies import Gone
from kernel.lifecycle import _l
from partnership.core_teams.labels import MATURITIES as TEAM_MATURITIES
from partnership.core_teams.models import Maturity
from partnership.staircase.labels import Label

SELECTIONS: Mapping[SelectionStatus, Label] = {
    SelectionStatus.PROPOSED: Label(_l("Proposed"), "info"),
    SelectionStatus.RETURNED: Label(_l("Returned"), "warning"),
    SelectionStatus.MADE: Label(_l("Selection made"), "success"),
}

IN, OUT, UNFIT = (
    Label(_l("Has a place"), "success"),
    Label(_l("No place"), "neutral"),
    Label(_l("Cannot have a place"), "warning"),
)

GONE: Mapping[Gone, str] = {
    Gone.WITHDRAWN: _l("The application is withdrawn."),
    Gone.REFUSED: _l("It was decided on by itself, and got no place."),
    Gone.LEFT: _l("The team left before the programme began."),
}

MATURITIES: Mapping[str, str] = {each.value: label for each, label in TEAM_MATURITIES.items()} | {"": _l("Not said")}

SIZES: Mapping[str, str] = {each.value: label for each, label in SIZE_BAND_LABELS.items()}
BANDS: Mapping[str, str] = {**SIZES, MULTI: _l("Several sizes")}

FLOORS: Mapping[str, str] = {
    Maturity.WELL_ON_THE_WAY.value: _l("municipalities that are well on the way"),
    Maturity.STARTING.value: _l("municipalities that are starting"),
    SizeBand.SMALL.value: _l("small municipalities"),
    SizeBand.MEDIUM.value: _l("medium-sized municipalities"),
    SizeBand.LARGE.value: _l("large municipalities"),
}
