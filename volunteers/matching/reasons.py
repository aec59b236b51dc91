"""Why somebody cannot take a trip: each reason with its code and its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kernel.lifecycle import _l


class Code(StrEnum):
    """What stands in the way, in the order in which it is told."""

    HAS_IT = "has_it"
    SAID_NO = "said_no"
    ASKED = "asked"
    BUSY = "busy"
    TIME = "time"
    PAUSED = "paused"
    KIND = "kind"
    AREA = "area"
    REACH = "reach"
    WEEK_TRIPS = "week_trips"
    WEEK_HOURS = "week_hours"
    AGE_LIMIT = "age_limit"
    NO_ACCIDENT_COVER = "no_accident_cover"
    LICENCE = "licence"
    BASIC_TRAINING = "basic_training"
    SPECIAL_TRAINING = "special_training"
    CONFIDENTIALITY = "confidentiality"
    VEHICLE = "vehicle"


SENTENCES = {
    Code.HAS_IT: _l("Has this trip now"),
    Code.SAID_NO: _l("Has said no to this trip, and is not asked again"),
    Code.ASKED: _l("Is asked, and has not answered"),
    Code.BUSY: _l("Has another trip then, from %(starts)s to %(ends)s"),
    Code.TIME: _l("Is not available at that time"),
    Code.PAUSED: _l("Has a pause until %(day)s"),
    Code.KIND: _l("Does not give this kind of help"),
    Code.AREA: _l("Helps in other areas"),
    Code.REACH: _l("Lives farther away than the %(reach)s kilometres of the wish"),
    Code.WEEK_TRIPS: _l("Wishes at most %(most)s trips a week, and has them"),
    Code.WEEK_HOURS: _l("Wishes at most %(most)s hours a week, and this would be more"),
    Code.AGE_LIMIT: _l("Is over the insurance's age limit of %(limit)s and cannot drive, but can be an escort"),
    Code.NO_ACCIDENT_COVER: _l("Is over the insurance's age limit of %(limit)s, and there is no accident insurance"),
    Code.LICENCE: _l("Has no valid driving licence that was seen"),
    Code.BASIC_TRAINING: _l("Lacks valid basic training on that day"),
    Code.SPECIAL_TRAINING: _l("Lacks the special training that this trip asks for"),
    Code.CONFIDENTIALITY: _l("Has not signed the declaration of confidentiality"),
    Code.VEHICLE: _l("No vehicle that is free fits: seats, wheelchair or rollator"),
}

GROUPS = {
    Code.HAS_IT: _l("Has this trip now"),
    Code.SAID_NO: _l("Said no"),
    Code.ASKED: _l("Asked, not answered"),
    Code.BUSY: _l("Has another trip then"),
    Code.TIME: _l("Not available then"),
    Code.PAUSED: _l("Has a pause"),
    Code.KIND: _l("Another kind of help"),
    Code.AREA: _l("Other areas"),
    Code.REACH: _l("Too far away"),
    Code.WEEK_TRIPS: _l("Enough trips this week"),
    Code.WEEK_HOURS: _l("Enough hours this week"),
    Code.AGE_LIMIT: _l("Over the age limit for drivers"),
    Code.NO_ACCIDENT_COVER: _l("Not covered by the insurance"),
    Code.LICENCE: _l("Driving licence"),
    Code.BASIC_TRAINING: _l("Basic training"),
    Code.SPECIAL_TRAINING: _l("Special training"),
    Code.CONFIDENTIALITY: _l("Confidentiality declaration"),
    Code.VEHICLE: _l("No vehicle that fits"),
}


@dataclass(frozen=True)
class Reason:
    """One reason, with what its sentence takes."""

    code: Code
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def msgid(self) -> str:
        """Its sentence."""
        return SENTENCES[self.code]
