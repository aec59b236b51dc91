"""How an agreement is drawn: its text as blocks, and on paper with the signatures below it."""

from collections.abc import Sequence
from itertools import groupby

from kernel.i18n import gettext as _
from kernel.i18n import moment
from kernel.pdf.blocks import Block, Bullets, Callout, Heading, PageBreak, Paragraph, Table
from kernel.pdf.document import Document
from partnership.agreements.models import Agreement, AgreementSignature, AgreementText
from partnership.agreements.wording import Part, Wording, grouped

ITEM = "- "
LANGUAGE_TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def blocks(wording: Wording) -> list[Block]:
    """The text as the blocks that page and paper are drawn from, its sections numbered."""
    made: list[Block] = []
    for place, part in enumerate(wording.parts, 1):
        if part.in_annex and not wording.parts[place - 2].in_annex:
            made.append(Heading(wording.annex_title))
        made += [Heading(f"{place}. {part.heading}", level=3 if part.in_annex else 2), *part_blocks(part)]
    return made


def part_blocks(part: Part) -> list[Block]:
    """One section's blocks below its heading."""
    made = text_blocks(part.text)
    return [*made, Table(part.grid.caption, part.grid.header, part.grid.rows)] if part.grid else made


def text_blocks(text: str) -> list[Block]:
    """A text's paragraphs, and its lists where lines begin with a hyphen."""
    made: list[Block] = []
    for paragraph in text.split("\n\n"):
        for is_item, lines in groupby(paragraph.splitlines(), key=lambda line: line.startswith(ITEM)):
            if is_item:
                made.append(Bullets([line.removeprefix(ITEM) for line in lines]))
            elif words := "\n".join(lines).strip():
                made.append(Paragraph(words))
    return made


def printed(
    agreement: Agreement,
    wording: Wording,
    text: AgreementText | None,
    signatures: Sequence[AgreementSignature],
    *,
    mark: str | None,
) -> Document:
    """An agreement on paper, called in its own language; one that is not signed by both says so first."""
    names = {"number": agreement.number, "template": wording.template}
    return Document(
        title=wording.heading,
        lang=LANGUAGE_TAGS[wording.language],
        reference=str(_("Agreement no. %(number)d · template %(template)s", **names)),
        blocks=[*_state(agreement), *blocks(wording), *_signed(text, signatures)],
        footer=str(_("Trinn · relation %(number)d", number=agreement.relation_id)),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
    )


def _state(agreement: Agreement) -> list[Block]:
    if agreement.last_on is not None:
        return []
    return [Callout(str(_("Not signed")), str(_("This text has not been signed by both sides, and is not in force.")))]


def _signed(text: AgreementText | None, signatures: Sequence[AgreementSignature]) -> list[Block]:
    if text is None:
        return []
    if not signatures:
        told = str(_("The fingerprint (SHA-256) of the exact text that is signed:"))
        return [Paragraph(f"{told}\n{grouped(text.fingerprint)}", style="small")]
    rows = [
        (
            each.body_name,
            f"{each.name}, {each.title}",
            moment(each.signed_at),
            str(_("Signed in with a link by e-mail") if each.is_by_link else _("Signed in with a password")),
        )
        for each in signatures
    ]
    caption = str(_("Who has signed, and when"))
    header = [str(_("For")), str(_("Name")), str(_("Signed")), str(_("How"))]
    # on a page of their own, so that no signature stands apart from the other
    made: list[Block] = [PageBreak(), Heading(str(_("Signatures"))), Table(caption, header, rows)]
    told = str(_("The fingerprint (SHA-256) of the exact text that was signed:"))
    return [*made, Paragraph(f"{told}\n{grouped(text.fingerprint)}", style="small")]
