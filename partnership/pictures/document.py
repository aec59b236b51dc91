"""What is printed: the staircase of a relation on two pages, and the conversation sheet on one."""

from collections.abc import Sequence

from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block
from kernel.pdf.document import Document
from partnership.assessments.picture import Picture
from partnership.pictures import heights, one_sheet, two_pages
from partnership.pictures.saying import document_language
from partnership.pictures.sketch import Sketch
from partnership.relations.models import Relation


def staircase(relation: Relation, picture: Picture, drawn: Sketch, title: str, *, mark: str | None) -> Document:
    """The staircase of a relation on two pages, without what the parties have written to each other."""
    heading, blocks = two_pages.laid_out(relation, picture, drawn, title)
    return _document(relation, picture, heading, blocks, mark=mark)


def conversation_sheet(relation: Relation, picture: Picture, title: str, *, mark: str | None) -> Document:
    """The conversation sheet, to be read and written on at a table; raises ValueError until both have answered."""
    heading = heights.titled(_("Conversation sheet: %(title)s", title=title))
    return _document(relation, picture, heading, one_sheet.blocks(picture), mark=mark, compact=True)


def _document(
    relation: Relation,
    picture: Picture,
    title: str,
    blocks: Sequence[Block],
    *,
    mark: str | None,
    compact: bool = False,
) -> Document:
    proposal = _("Trinn · the staircase is a proposal")
    return Document(
        title=title,
        lang=document_language(),
        reference=str(_("Trinn · relation %(number)d", number=relation.id)),
        blocks=blocks,
        footer=str(proposal if picture.content.is_proposal else _("Trinn")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
        compact=compact,
    )
