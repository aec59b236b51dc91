"""What people call what is said of a relation."""

from collections.abc import Mapping

from kernel.lifecycle import _l
from partnership.relations.models import CollaborationForm, Condition, CoordinationModel, TargetGroup
from partnership.relations.queries import Lasting

MODELS: Mapping[CoordinationModel, str] = {
    CoordinationModel.ORGANISATION: _l("The organisation organises its volunteers itself"),
    CoordinationModel.MUNICIPAL_REFLEXIVE: _l("The municipality organises its own volunteers"),
    CoordinationModel.VOLUNTEER_CENTRE: _l("A volunteer centre mediates"),
}
FORMS: Mapping[CollaborationForm, str] = {
    CollaborationForm.COORDINATION: _l("Coordination: we meet and adjust to one another"),
    CollaborationForm.COOPERATION: _l("Cooperation: we carry out activities together"),
    CollaborationForm.PARTNERSHIP: _l("Partnership: we plan and evaluate together over several years"),
}
GROUPS: Mapping[TargetGroup, str] = {
    TargetGroup.ALL_OLDER: _l("All older people"),
    TargetGroup.FRAIL_HOME_DWELLING: _l("Frail older people living at home"),
    TargetGroup.DEMENTIA_INCLUSIVE: _l("People with dementia, together with others"),
    TargetGroup.REDUCED_MOBILITY: _l("Older people who find it hard to get out"),
    TargetGroup.LIVING_ALONE: _l("Older people who live alone"),
    TargetGroup.DIGITAL_BEGINNERS: _l("Digital beginners"),
    TargetGroup.RELATIVES: _l("Relatives and carers"),
    TargetGroup.MINORITY_LANGUAGE: _l("Older people with another mother tongue"),
}
CONDITIONS: Mapping[Condition, str] = {
    Condition.FRAMES: _l("Clear frames for the volunteers' effort"),
    Condition.TRAINING: _l("Training of the volunteers"),
    Condition.COORDINATION: _l("Coordination of the volunteers"),
}
LASTING: Mapping[Lasting, str] = {
    Lasting.CURRENT: _l("Those that last"),
    Lasting.ENDED: _l("Those that have ended"),
    Lasting.ALL: _l("All of them"),
}
