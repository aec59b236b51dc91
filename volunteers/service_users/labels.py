"""What needs, ages, consents and places are called; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.service_users.models import AgeBand, GivenHow, Need, Place, Purpose
from volunteers.service_users.rules import Standing

AGES = {
    AgeBand.UNDER_67: _l("Under 67 years"),
    AgeBand.FROM_67: _l("67 to 79 years"),
    AgeBand.FROM_80: _l("80 to 89 years"),
    AgeBand.FROM_90: _l("90 years or more"),
    AgeBand.UNKNOWN: _l("Not known"),
}

NEEDS = {
    Need.WALKS_ALONE: _l("Walks alone"),
    Need.STICK: _l("Walks with a stick"),
    Need.ROLLATOR: _l("Rollator that folds"),
    Need.LIGHT_WHEELCHAIR: _l("Light wheelchair that folds"),
    Need.HEAVY_WHEELCHAIR: _l("Heavy wheelchair"),
    Need.NO_STAIRS: _l("Cannot manage stairs"),
    Need.ARM: _l("Needs an arm to hold"),
    Need.POOR_HEARING: _l("Hears poorly"),
    Need.POOR_SIGHT: _l("Sees poorly"),
    Need.FETCH_INSIDE: _l("Is fetched inside the door"),
    Need.HANDOVER: _l("Is handed over to somebody by name"),
    Need.UNSURE: _l("Unsure in new places"),
    Need.ALLERGY: _l("Does not tolerate pets"),
    Need.PAUSES: _l("Needs pauses on the way"),
}

PURPOSES = {
    Purpose.TRANSPORT: _l("To be helped to get there"),
    Purpose.ARRIVAL_TO_HOME_CARE: _l("Home care may see whether the person arrived"),
    Purpose.NUMBER_TO_NEXT_OF_KIN: _l("The telephone number may be given to next of kin"),
    Purpose.ANONYMOUS_NUMBERS: _l("Trips may be counted without a name"),
}

GIVEN = {
    GivenHow.ORAL: _l("Said on the telephone or in person"),
    GivenHow.SIGNED: _l("Signed on paper"),
}

PLACES = {
    Place.PROFILE: _l("The profile"),
    Place.REQUEST: _l("A request"),
    Place.TRIP: _l("A trip"),
    Place.BOARD: _l("The day board"),
    Place.SLIP: _l("A trip slip on paper"),
    Place.HOME_CARE: _l("Home care's page"),
}

STANDINGS = {
    Standing.NOT_ASKED: Label(_l("Not asked")),
    Standing.GIVEN: Label(_l("Said yes"), "success"),
    Standing.ENDS_SOON: Label(_l("Yes, ends soon"), "warning"),
    Standing.ENDED: Label(_l("Ended"), "danger"),
    Standing.REFUSED: Label(_l("Said no"), "danger"),
    Standing.WITHDRAWN: Label(_l("Withdrawn"), "danger"),
}
