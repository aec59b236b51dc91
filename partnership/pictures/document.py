"""What is printed: the staircase of a relation, and the conversation sheet."""

from kernel.i18n import gettext as _
from kernel.i18n import language
from kernel.pdf.blocks import Paragraph
from kernel.pdf.document import Document
from partnership.assessments.picture import Picture
from partnership.pictures.sketch import Sketch
from partnership.relations.models import Relation


def staircase(relation: Relation, picture: Picture, drawn: Sketch, title: str, *, mark: str | None) -> Document:
    """The staircase of a relation."""
    return Document(title, language(), str(relation.id), [Paragraph(drawn.description)], _("Trinn"), mark=mark)


def conversation_sheet(relation: Relation, picture: Picture, title: str, *, mark: str | None) -> Document:
    """The conversation sheet."""
    return Document(title, language(), str(relation.id), [Paragraph(title)], _("Trinn"), mark=mark, compact=True)
