"""What it is called how an estimate came about; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from volunteers.roads.estimate import Known

KNOWN = {
    Known.WRITTEN: _l("written by hand"),
    Known.SERVED: _l("the map server"),
    Known.WORKED_OUT: _l("worked out"),
}
