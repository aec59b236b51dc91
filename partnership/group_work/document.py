"""What is printed: the questions of group work with what the answers come to."""

from collections.abc import Iterator, Sequence

from kernel import clock
from kernel.i18n import day, ngettext, translated
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Bullets, Heading, KeyValues, Paragraph, Words
from kernel.pdf.document import Document
from partnership.group_work.labels import HELD_BACK
from partnership.group_work.models import GroupWork
from partnership.group_work.queries import Crowd, Result
from partnership.group_work.rules import Theme
from partnership.pictures.saying import document_language


def result(work: GroupWork, results: Sequence[Result], crowd: Crowd, *, mark: str | None) -> Document:
    """What came of group work, in the reader's language."""
    return Document(
        title=str(_("Group work: %(title)s", title=work.title)),
        lang=document_language(),
        reference=str(_("Trinn · group work %(number)d", number=work.id)),
        blocks=list(_blocks(work, results, crowd)),
        footer=str(_("Trinn · group work")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
    )


def _blocks(work: GroupWork, results: Sequence[Result], crowd: Crowd) -> Iterator[Block]:
    yield Paragraph(str(_("What the groups answered. Nobody's name is kept.")), style="lead")
    yield KeyValues(list(_facts(work, crowd)))
    for each in results:
        yield from _question(each)


def _facts(work: GroupWork, crowd: Crowd) -> Iterator[tuple[str, Words]]:
    yield str(_("Programme")), translated(work.programme.title)[0]
    if work.event is not None:
        yield str(_("Meeting")), work.event.title
    if work.started_at is not None:
        yield str(_("Date")), day(clock.local_date(work.started_at))
    yield str(_("How many took part")), str(crowd.joined)
    yield str(_("How many groups")), str(len(crowd.sizes))


def _question(each: Result) -> Iterator[Block]:
    yield Heading(each.question.text)
    if each.question.summary:
        yield Paragraph(each.question.summary)
    if each.is_held_back:
        yield Paragraph(str(_(HELD_BACK)))
    elif not each.answers:
        yield Paragraph(str(_("No answers came.")))
    for theme in each.themes:
        if len(each.themes) > 1 or theme.name:
            yield Heading(_named(theme), level=3)
        yield Bullets([answer.text for answer in theme.answers])


def _named(theme: Theme) -> str:
    count = len(theme.answers)
    name = theme.name or str(_("No theme"))
    return str(ngettext("%(name)s: %(num)d answer", "%(name)s: %(num)d answers", count, name=name))
