"""What hours were given to; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from volunteers.hours.models import Work

WORKS = {
    Work.ACTIVITY: _l("An activity"),
    Work.TRANSPORT: _l("Driving or going along"),
    Work.COORDINATION: _l("Coordination and meetings"),
}
