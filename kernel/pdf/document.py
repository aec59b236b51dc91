"""A document: its blocks between a title and the running head and foot, made into a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from kernel.pdf import figures, tables  # noqa: F401  # each registers how its block is laid out
from kernel.pdf.blocks import Block, Heading
from kernel.pdf.canvas import TaggedCanvas
from kernel.pdf.drawing import Ink
from kernel.pdf.flow import Flow
from kernel.pdf.layout import lay, opening
from kernel.pdf.theme import COMPACT_STEPS, Theme, compact, half_sheet, large_print
from kernel.pdf.typeface import one_line, shorten

# reportlab keeps the state of a font in the process: two threads must not make a document at once.
_ONE_AT_A_TIME = Lock()
HEAD = "/Type/Pagination/Subtype/Header"
FOOT = "/Type/Pagination/Subtype/Footer"


@dataclass(frozen=True)
class Document:
    """Blocks with what stands on every page; all words are in the document's language unless they say another.

    The page label names the page with {page} and {pages}, the reference label names the {text} of a reference and the
    {page} it leads to. A document with no time of creation carries none.
    """

    title: str
    lang: str
    reference: str
    blocks: Sequence[Block]
    footer: str
    page_label: str = "{page} / {pages}"
    reference_label: str = "{text}, {page}"
    mark: str | None = None
    created: datetime | None = None
    large_print: bool = False
    compact: bool = False
    half_sheet: bool = False


def render(document: Document) -> bytes:
    """Make the PDF: tagged, archivable, and the same bytes for the same document.

    A compact document is set smaller, within reason, until it fits one sheet. Raises ValueError when a reference leads
    to an anchor that no heading has, or that two have.
    """
    with _ONE_AT_A_TIME:
        for theme in _themes(document):
            flow = _flow(document, theme)
            if flow.canvas.sheets == 1:
                break
        return flow.canvas.finish(lambda page, pages: _furniture(document, flow, page, pages))


def _themes(document: Document) -> list[Theme]:
    if document.large_print:
        return [large_print()]
    if document.half_sheet:
        return [half_sheet()]
    return [compact(step) for step in COMPACT_STEPS] if document.compact else [Theme()]


def _flow(document: Document, theme: Theme) -> Flow:
    canvas = TaggedCanvas(one_line(document.title), document.lang, size=theme.paper, created=document.created)
    flow = Flow(canvas, theme, document.reference_label)
    title = one_line(document.title)
    canvas.bookmark(title, 0, flow.y)
    flow.write(canvas.element("H1"), theme.title.wrap_evenly(title, flow.width), theme.title)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            flow.need(_kept_together(document.blocks[index:], flow))
        lay(block, flow)
    return flow


def _kept_together(blocks: Sequence[Block], flow: Flow) -> float:
    """The height of headings in a row and the beginning of what they introduce."""
    height = 0.0
    for block in blocks:
        height += opening(block, flow)
        if not isinstance(block, Heading):
            break
    return height


def _furniture(document: Document, flow: Flow, page: int, pages: int) -> None:
    canvas, style = flow.canvas, flow.theme.furniture
    right, head, foot = flow.left + flow.width, flow.theme.paper[1] - 44, flow.theme.bottom - 30
    with canvas.artifact(HEAD):
        canvas.lines([shorten(document.reference, flow.width * 0.41, size=style.size)], flow.left, head, style)
        if document.mark:
            _mark(document.mark, flow, right, head)
    label = one_line(document.page_label.replace("{page}", str(page)).replace("{pages}", str(pages)))
    with canvas.artifact(FOOT):
        canvas.rule(flow.left, foot + style.leading, flow.width)
        canvas.lines([label], right - style.measure(label), foot - 2, style)
        room = flow.width - style.measure(label) - 20
        canvas.lines([shorten(document.footer, room, size=style.size)], flow.left, foot - 2, style)


def _mark(mark: str, flow: Flow, right: float, baseline: float) -> None:
    style = flow.theme.furniture.emphasised()
    text = shorten(mark, flow.width * 0.55, size=style.size, strong=True)
    width = style.measure(text) + 12
    flow.canvas.box(right - width, baseline - style.size * 0.5, width, style.size * 1.7, Ink.WARNING_TINT)
    flow.canvas.lines([text], right - width + 6, baseline, replace(style, ink=Ink.TEXT))
