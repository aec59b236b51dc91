"""What is printed: the dossier of an application."""

from grants.dossiers import claims
from grants.dossiers.front import front
from grants.dossiers.parts import parts
from grants.dossiers.queries import Record
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, PageBreak, Reference
from kernel.pdf.document import Document
from kernel.pdf.theme import Theme, large_print
from partnership.pictures.saying import document_language


def dossier(record: Record, *, mark: str | None, large: bool = False) -> Document:
    """The dossier: its front, the claims on a page of their own, then part by part."""
    application, label = record.application, str(_("{text}, page {page}"))
    told = list(parts(record))
    named = [reference for reference, _blocks in told]
    bodies = [block for _reference, blocks in told for block in blocks]
    contents = [Reference(claims.ANCHOR, claims.title(record)), *named]
    page = claims.page(record, large_print() if large else Theme(), label)
    blocks: list[Block] = [*front(record, contents, large=large), PageBreak(), *page, PageBreak(), *bodies]
    return Document(
        title=application.title or application.reference,
        lang=document_language(),
        reference=f"{application.reference} · {application.applicant.full_name}",
        blocks=blocks,
        footer=str(_("Trinn · dossier")),
        page_label=str(_("Page {page} of {pages}")),
        reference_label=label,
        mark=mark,
        created=application.submitted_at,
        large_print=large,
    )
