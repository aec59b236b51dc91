"""What people fill in to begin a relation."""

from dataclasses import dataclass

from kernel.forms import BaseForm, Choice, Line, Pick, Text, filled, required, voluntary
from kernel.i18n import lazy_gettext as _
from partnership.relations.models import CoordinationModel

OWN_VOLUNTEERS = "own"
MODELS = [
    (CoordinationModel.ORGANISATION.value, _("The organisation organises its volunteers itself")),
    (CoordinationModel.VOLUNTEER_CENTRE.value, _("A volunteer centre mediates")),
]


@dataclass(frozen=True)
class RelationDraft:
    """A relation that shall begin."""

    municipality_id: int
    organisation_id: int | None
    model: CoordinationModel
    scope: str
    about: str


class RelationForm(BaseForm):
    """Begin a relation."""

    municipality = Pick(_("Municipality"), validators=[required(_("Choose the municipality."))])
    organisation = Pick(_("Organisation"), validators=[required(_("Choose the organisation."))])
    model = Choice(
        _("Who organises the volunteers?"), choices=MODELS, validators=[required(_("Choose one of the answers."))]
    )
    scope = Line(_("Only one area of the cooperation"), validators=voluntary(120))
    about = Text(_("What the cooperation is about"), validators=voluntary(500))

    def draft(self) -> RelationDraft:
        """What was filled in; the municipality's own volunteers have a model of their own."""
        organisation = filled(self.organisation.data)
        is_own = organisation == OWN_VOLUNTEERS
        return RelationDraft(
            municipality_id=int(filled(self.municipality.data)),
            organisation_id=None if is_own else int(organisation),
            model=CoordinationModel.MUNICIPAL_REFLEXIVE if is_own else CoordinationModel(filled(self.model.data)),
            scope=self.scope.data or "",
            about=self.about.data or "",
        )
