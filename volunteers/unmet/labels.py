"""What reasons and answers are called; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from volunteers.unmet.models import PublicTransport, UnmetReason

REASONS = {
    UnmetReason.NO_VOLUNTEER: _l("No volunteer"),
    UnmetReason.TOO_LATE: _l("Asked too late"),
    UnmetReason.UNSUITABLE: _l("Not suited for volunteers"),
    UnmetReason.NO_VEHICLE: _l("No vehicle that fits"),
    UnmetReason.AREA: _l("Outside the area"),
    UnmetReason.COST: _l("Too dear"),
}

PUBLIC_TRANSPORT = {
    PublicTransport.NOT_ASKED: _l("Not asked about"),
    PublicTransport.NONE_THERE: _l("There is none"),
    PublicTransport.CANNOT_USE: _l("There is, but it cannot be used"),
    PublicTransport.USES_IT: _l("Uses it for some of the way"),
}
