"""What kinds, severities and those who were told are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.incidents.models import IncidentKind, ToldTo

KINDS = {
    IncidentKind.LATE: _l("Late"),
    IncidentKind.FALL: _l("A fall"),
    IncidentKind.NO_SHOW: _l("Nobody was there"),
    IncidentKind.GOT_LOST: _l("Somebody got lost"),
    IncidentKind.UNWELL: _l("Somebody became unwell"),
    IncidentKind.CONDUCT: _l("How somebody behaved"),
    IncidentKind.PRIVACY: _l("Something became known that should not"),
    IncidentKind.OTHER: _l("Something else"),
}

SEVERITIES = {
    1: Label(_l("1 Small: nobody was hurt, and it was put right at once"), "info"),
    2: Label(_l("2 Serious: somebody was hurt a little, or it could have gone wrong"), "warning"),
    3: Label(_l("3 Grave: somebody was hurt, or a great deal became known"), "danger"),
}

TOLD = {
    ToldTo.HOME_CARE: _l("Home care"),
    ToldTo.RELATIVE: _l("Next of kin"),
    ToldTo.POLICE: _l("The police"),
    ToldTo.NOBODY: _l("Nobody yet"),
}
