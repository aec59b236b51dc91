"""What maturity and kinds of work are called; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.core_teams.models import Maturity, WorkKind

MATURITIES = {
    Maturity.STARTING: _l("Starting out"),
    Maturity.WELL_ON_THE_WAY: _l("Well on the way"),
}

WORKS = {
    WorkKind.LOCAL_MEETING: _l("Local meeting"),
    WorkKind.PROGRAMME: _l("Gathering, webinar or working meeting"),
    WorkKind.HOMEWORK: _l("Homework"),
    WorkKind.LOCAL_WORK: _l("Other work for the team"),
}
