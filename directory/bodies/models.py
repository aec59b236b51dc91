"""What exists: bodies, of which municipalities and organisations are kinds."""

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from kernel.lifecycle import _l
from kernel.orm import Base


class BodyKind(StrEnum):
    """What kind of body it is."""

    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"
    DIRECTORATE = "directorate"


class LanguageForm(StrEnum):
    """The written form that a body has chosen for letters to it."""

    NB = "nb"
    NN = "nn"
    NEUTRAL = "neutral"


LANGUAGE_FORM_LABELS: dict[LanguageForm, str] = {
    LanguageForm.NB: _l("Bokmål"),
    LanguageForm.NN: _l("Nynorsk"),
    LanguageForm.NEUTRAL: _l("Either of the two"),
}


class Body(Base):
    """A municipality, an organisation or the directorate: what a person holds a role for."""

    __tablename__ = "body"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BodyKind]
    name: Mapped[str] = mapped_column(index=True)
    org_number: Mapped[str | None] = mapped_column(unique=True)
    language_form: Mapped[LanguageForm]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {
        "polymorphic_on": "kind",
        "polymorphic_identity": BodyKind.DIRECTORATE,
        "version_id_col": version,
    }

    @property
    def full_name(self) -> str:
        """The name as it stands in a heading."""
        return self.name
