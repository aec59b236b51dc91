"""What is printed for home care: all that a municipality has, in large print."""

from collections.abc import Mapping, Sequence
from datetime import date

from activities.offers import saying
from activities.offers.document import facts, large, reminder
from activities.offers.models import Offer
from activities.offers.queries import Told
from directory.municipalities.models import Municipality
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Heading, PageBreak, Paragraph
from kernel.pdf.document import Document


def all_offers(
    municipality: Municipality, offers: Sequence[Offer], told: Mapping[int, Told], today: date, *, mark: str | None
) -> Document:
    """Every public offer of a municipality, each on a page of its own that can be handed on."""
    blocks: list[Block] = [
        Paragraph(str(_("For those who visit people at home. Each offer has a page of its own, to give away."))),
        reminder(),
    ]
    if not offers:
        blocks.append(Paragraph(str(_("There are no offers in the catalogue now."))))
    for offer in offers:
        blocks += [PageBreak(), Heading(offer.neutral_name), *facts(offer, told[offer.id], today)]
    blocks += suited(offers, told)
    return large(str(_("Offers in %(name)s", name=municipality.full_name)), blocks, today, mark=mark)


def suited(offers: Sequence[Offer], told: Mapping[int, Told]) -> list[Block]:
    """Last, and to be kept by home care: whom each offer suits, and whom it does not."""
    if not offers:
        return []
    blocks: list[Block] = [
        PageBreak(),
        Heading(str(_("Whom each offer suits"))),
        Paragraph(str(_("Keep this part. Do not leave it with anybody."))),
    ]
    for offer in offers:
        lines = [(_("For whom"), saying.groups(told[offer.id].groups)), (_("Not suited for"), offer.not_suited)]
        written = [f"{name}: {text}" for name, text in lines if text]
        if written:
            blocks += [Heading(offer.neutral_name, level=3), *(Paragraph(each) for each in written)]
    return blocks
