"""What actors, councils, ways of anchoring and states are called and coloured; msgids, translated where shown."""

from kernel.lifecycle import _l
from partnership.involvement.models import ActorKind, AnchoringKind, Council
from partnership.involvement.rules import State
from partnership.staircase.labels import Label

ACTORS = {
    ActorKind.RESIDENTS: _l("Residents"),
    ActorKind.VOLUNTARY: _l("Voluntary organisations"),
    ActorKind.INFORMAL_GROUP: _l("Groups outside the organisations"),
    ActorKind.BUSINESS: _l("Business"),
    ActorKind.SCHOOL: _l("Schools"),
    ActorKind.SPORT: _l("Sport"),
    ActorKind.CULTURE: _l("Culture"),
    ActorKind.PUBLIC_HEALTH: _l("Public health"),
}

COUNCILS = {
    Council.OLDER_PEOPLE: _l("Older people's council"),
    Council.YOUTH: _l("Youth council"),
    Council.DISABILITY: _l("Council for people with disabilities"),
}

ANCHORINGS = {
    AnchoringKind.PLAN_ADOPTED: _l("A plan is adopted"),
    AnchoringKind.PROCESS_DESCRIBED: _l("A process is described"),
}

HEARD = {
    Council.OLDER_PEOPLE: Label(_l("Involved"), "success"),
    Council.YOUTH: Label(_l("Consulted"), "success"),
    Council.DISABILITY: Label(_l("Consulted"), "success"),
}
INVOLVED = {
    State.DONE: Label(_l("Done"), "success"),
    State.PLANNED: Label(_l("Planned"), "info"),
    State.LATE: Label(_l("The day has passed"), "warning"),
}
