"""What is printed: the copy of an application."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grants.applications.queries import Folder
from grants.applications.saying import Namer, heading_of, words
from grants.submissions import portal
from grants.submissions.rules import is_sent
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Callout, Heading, KeyValues
from kernel.pdf.document import Document
from partnership.pictures.saying import document_language


def copy(folder: Folder, municipality: Namer, standings: Sequence[Mapping[str, Any]], *, mark: str | None) -> Document:
    """The copy of an application, whole; a draft says on every page that it is one."""
    application = folder.application
    reference = application.reference
    if not is_sent(application):
        reference = f"{reference} · " + str(_("Draft, not sent"))
    return Document(
        title=application.title or application.reference,
        lang=document_language(),
        reference=reference,
        blocks=list(_blocks(folder, municipality, standings)),
        footer=str(_("Trinn · copy of an application")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
        created=application.submitted_at,
    )


def _blocks(folder: Folder, municipality: Namer, standings: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    if not is_sent(folder.application):
        yield Callout(
            str(_("Draft, not sent")), str(_("This is how far the application has come. It counts when sent."))
        )
    yield KeyValues(portal.facts(folder))
    for page in folder.content.pages:
        yield Heading(words(page.title))
        for question in page.questions:
            yield Heading(heading_of(question), level=3)
            yield from portal.blocks_of(question, folder, municipality, standings)
