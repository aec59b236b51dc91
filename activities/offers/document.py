"""What is printed: an offer on a sheet in large print, for those who do not use the internet."""

from datetime import date

from activities.offers import saying
from activities.offers.models import Offer
from activities.offers.queries import Told
from kernel.i18n import day
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Bullets, Callout, Paragraph
from kernel.pdf.document import Document
from partnership.pictures.saying import document_language


def sheet(offer: Offer, told: Told, today: date, *, mark: str | None) -> Document:
    """One offer under its neutral name, telling neither whom it is for nor who offers it: it may lie open on a table.

    The name of a provider, also in an address, can tell of an illness. Source: E29.
    """
    return large(offer.neutral_name, [*facts(offer, told, today), reminder()], today, mark=mark)


def large(title: str, blocks: list[Block], today: date, *, mark: str | None) -> Document:
    """A document in large print."""
    return Document(
        title=title,
        lang=document_language(),
        reference=str(_("Trinn · printed %(day)s", day=day(today))),
        blocks=blocks,
        footer=str(_("Trinn · the offer catalogue")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
        large_print=True,
    )


def facts(offer: Offer, told: Told, today: date) -> list[Block]:
    """What somebody needs to know to come, in as few lines as the large letters allow: first what, and whom to ring."""
    state = saying.state(offer, today)
    pairs = [
        (_("When"), saying.sentences(saying.when(offer.when_told, told.times), offer.season)),
        (_("Where"), saying.where(offer)),
        (_("How to get there"), saying.getting_there(offer)),
        (_("Getting in"), " · ".join(saying.access(offer))),
        (_("What it costs"), saying.price(offer.cost, offer.cost_told)),
        (_("Languages"), offer.languages),
    ]
    note: list[Block] = [Callout(str(_("Worth knowing")), state)] if state else []
    return [
        *note,
        Paragraph(offer.about),
        Callout(str(_("Ring if you want to come")), saying.ring(offer)),
        Bullets([f"{name}: {text}" for name, text in pairs if text]),
    ]


def reminder() -> Paragraph:
    """What stands on every sheet. Source: B20."""
    return Paragraph(str(_("This offer comes in addition to the municipality's services and replaces none of them.")))
