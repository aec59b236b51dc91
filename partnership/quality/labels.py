"""What states, legal bases and kinds of preparation are called and coloured; msgids, translated where shown."""

from kernel.lifecycle import _l
from partnership.quality.models import LegalBasis, PreparationKind
from partnership.quality.rules import State
from partnership.staircase.labels import Label

STATES = {
    State.IN_PLACE: Label(_l("In place"), "success"),
    State.TO_RENEW: Label(_l("In place, must be renewed"), "warning"),
    State.PARTLY: Label(_l("Partly in place"), "warning"),
    State.NOT_YET: Label(_l("Not in place"), "danger"),
}

BASES = {
    LegalBasis.SERVICE_FOR_MUNICIPALITY: Label(_l("Health and care service on behalf of the municipality (§ 5-4)")),
    LegalBasis.MINORS_OR_DISABILITY: Label(_l("Minors or people with intellectual disability (§ 34-1)")),
    LegalBasis.NONE: Label(_l("No legal basis")),
}

BASES_TOLD = {
    LegalBasis.SERVICE_FOR_MUNICIPALITY: _l(
        "The volunteer gives services under the Health and Care Services Act, section 5-4. The municipality asks."
    ),
    LegalBasis.MINORS_OR_DISABILITY: _l(
        "The Police Databases Regulations, section 34-1. The organisation may ask, and says each time why."
    ),
    LegalBasis.NONE: _l("Most volunteers with older people. Then nobody asks, and nothing is noted."),
}

KINDS = {
    PreparationKind.CONFIDENTIALITY: Label(_l("Confidentiality declaration")),
    PreparationKind.BASIC_TRAINING: Label(_l("Basic training")),
    PreparationKind.SPECIAL_TRAINING: Label(_l("Special training")),
}
