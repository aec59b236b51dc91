"""The answers of an application in words: as blocks, which a page, a document and a plain text all show."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from directory.bodies.rules import spaced
from grants.applications import labels
from grants.applications.forms import years
from grants.applications.models import Partner
from grants.applications.prefill import Proven
from grants.applications.queries import Folder
from grants.applications.rules import is_waiting
from grants.calls.content import Automatic, Content, Option, Part, PartKind, Question
from kernel.i18n import day, language, number
from kernel.i18n import gettext as _
from kernel.orm import Translated
from kernel.pdf.blocks import Block, KeyValues, Paragraph, Table, phrase

Namer = Callable[[str], str]
MOST_COLUMNS = 6
SPARED = {PartKind.MUNICIPALITY, PartKind.EMAIL}


def words(text: Translated) -> str:
    """A text of the data in the reader's language, or the nearest there is."""
    return text.pick(language())[0]


def heading_of(question: Question) -> str:
    """A question with its number."""
    return f"{question.code} {words(question.text)}"


def answer(question: Question, given: Mapping[str, Any], content: Content, municipality: Namer) -> list[Block]:
    """What was answered to a question; `municipality` names one by its number."""
    blocks: list[Block] = []
    facts: list[tuple[str, str]] = []
    for part in question.parts:
        value = given.get(part.name)
        if value in (None, "", [], {}):
            if part.is_needed:
                facts.append((words(part.label or question.text), _("Not answered")))
            continue
        if part.kind in WHOLE_BLOCKS:
            caption = words(part.label or question.text)
            blocks += WHOLE_BLOCKS[part.kind](caption, part, value, content, municipality)
        elif part.kind is PartKind.TEXT and part.label is None:
            blocks.append(Paragraph(str(value)))
        else:
            facts.append((words(part.label or question.text), _plain(part, value, municipality)))
    if len(facts) == 1 and not blocks and len(question.parts) == 1:
        return [Paragraph(facts[0][1])]
    return [*blocks, KeyValues(facts)] if facts else blocks


def whole_answer(
    question: Question, folder: Folder, municipality: Namer, standings: Sequence[Mapping[str, Any]]
) -> list[Block]:
    """What stands by itself in a question's answer, and what was answered."""
    given = folder.answers.get(question.code, {})
    return [*by_itself(question, folder, standings), *answer(question, given, folder.content, municipality)]


def by_itself(question: Question, folder: Folder, standings: Sequence[Mapping[str, Any]]) -> list[Block]:
    """What stands by itself in a question's answer."""
    match question.automatic:
        case Automatic.APPLICANT:
            body = folder.application.applicant
            number_ = [(_("Organisation number"), spaced(body.org_number))] if body.org_number else []
            return [KeyValues([(_("Applicant"), body.full_name), *number_])]
        case Automatic.PARTNERS:
            return partners_table(folder.partners, has_money=folder.content.has_money)
        case Automatic.CONFIRMATIONS:
            return [Paragraph(confirmations(folder.partners))]
        case Automatic.STAIRCASE:
            return standings_table(standings)
        case _:
            return []


def confirmations(partners: Sequence[Partner]) -> str:
    """How many partners have confirmed."""
    if not partners:
        return str(_("No partner takes part."))
    done = sum(1 for partner in partners if partner.confirmed_at)
    return str(_("%(done)d of %(all)d partners have confirmed.", done=done, all=len(partners)))


def standings_table(standings: Sequence[Mapping[str, Any]]) -> list[Block]:
    """Where each cooperation stands on the staircase in both parties' eyes."""
    if not standings:
        return [Paragraph(_("No cooperation between the applicant and a partner stands on the staircase yet."))]
    header = [_("Cooperation"), _("The municipality"), _("The organisation"), _("Agreed"), _("Wished step")]
    rows = [
        [
            _("%(one)s and %(other)s", one=each["municipality"], other=each["organisation"]),
            *(step(each["levels"][name], each["top"]) for name in ("municipality", "organisation", "agreed")),
            step(each["wished_step"], each["top"]) if each["wished_step"] else "–",
        ]
        for each in standings
    ]
    return [Table(_("Where the cooperation stands on the involvement staircase"), header, rows)]


def step(number_: int | None, top: int) -> str:
    """A step in words; a side that has not answered has none yet."""
    if number_ is None:
        return str(_("Not answered yet"))
    return str(_("Step %(number)d of %(top)d", number=number_, top=top))


def _plain(part: Part, value: Any, municipality: Namer) -> str:
    if part.kind is PartKind.WHOLE:
        return _with_unit(part, value)
    if part.kind is PartKind.PHONE:
        return _in_pairs(str(value))
    if part.kind is PartKind.MUNICIPALITIES:
        return ", ".join(municipality(each) for each in value)
    if part.kind in IN_WORDS:
        return IN_WORDS[part.kind](value, municipality)
    if part.kind is PartKind.CHOICES:
        return "; ".join(_option(part.choices, each) for each in value)  # some hold commas
    return _option(part.choices, value) if part.kind is PartKind.CHOICE else str(value)


IN_WORDS: Mapping[PartKind, Callable[[Any, Namer], str]] = {
    PartKind.DAY: lambda value, _namer: day(date.fromisoformat(value)),
    PartKind.DAYS: lambda value, _namer: days(value),
    PartKind.MUNICIPALITY: lambda value, namer: namer(value),
}


def days(tenths: int) -> str:
    """Tenths of a day as days, with a decimal where there is one."""
    return number(tenths // 10 if tenths % 10 == 0 else tenths / 10)


def _in_pairs(phone: str) -> str:
    """A Norwegian telephone number as people read it; any other as it is."""
    return " ".join(phone[at : at + 2] for at in range(0, 8, 2)) if len(phone) == 8 and phone.isdigit() else phone


def units(part: Part) -> dict[str, str]:
    """The units of the fields in a row, by their names."""
    return {inner.name: words(inner.unit) for inner in part.parts if inner.unit}


def _with_unit(part: Part, value: int) -> str:
    return f"{number(value)} {words(part.unit)}" if part.unit else number(value)


def _option(options: Sequence[Option], code: str) -> str:
    return next((words(option.label) for option in options if option.code == code), code)


def _rows(
    caption: str, part: Part, value: Sequence[Mapping[str, Any]], _content: Content, municipality: Namer
) -> list[Block]:
    """Rows as a table, or each as facts where they would be too wide for paper; what is spared may be left out."""
    shown = [each for each in part.parts if each.kind not in SPARED or any(row.get(each.name) for row in value)]
    header = [words(inner.label) if inner.label else inner.name for inner in shown]
    rows = [[_cell(each, row.get(each.name), municipality) for each in shown] for row in value]
    if len(shown) > MOST_COLUMNS:
        return [KeyValues(list(zip(header, row, strict=True))) for row in rows]
    return [Table(caption, header, rows)]


def _cell(part: Part, value: Any, municipality: Namer) -> str:
    return "–" if value is None else _plain(part, value, municipality)


def _amounts(caption: str, _part: Part, value: Mapping[str, int], content: Content, _namer: Namer) -> list[Block]:
    named = dict(years(content))
    rows = [[str(named.get(year, year)), number(amount)] for year, amount in sorted(value.items())]
    return [Table(caption, [_("Year"), _("Kroner")], [*rows, [_("In all"), number(sum(value.values()))]])]


def _budget(
    caption: str, _part: Part, value: Mapping[str, Mapping[str, int]], content: Content, _namer: Namer
) -> list[Block]:
    asked = sorted({year for row in value.values() for year in row})
    named = dict(years(content))
    rows = [
        [words(category.label), *(number(value[category.code].get(year, 0)) for year in asked)]
        for category in content.money.categories
        if category.code in value
    ]
    sums = [number(sum(row.get(year, 0) for row in value.values())) for year in asked]
    header = [_("Category"), *(str(named.get(year, year)) for year in asked)]
    return [Table(caption, header, [*rows, [_("In all"), *sums]])]


WHOLE_BLOCKS: Mapping[PartKind, Callable[[str, Part, Any, Content, Namer], list[Block]]] = {
    PartKind.ROWS: _rows,
    PartKind.AMOUNTS: _amounts,
    PartKind.BUDGET: _budget,
}


def kroner(amount: int) -> str:
    """An amount as people read it: 850 000 kroner."""
    return str(_("%(amount)s kroner", amount=number(amount)))


def standing_of(partner: Partner) -> str:
    """How a partner's confirmation stands."""
    if not is_waiting(partner):
        return str(_("Confirmed") if partner.confirmed_at else _("Not taking part"))
    return str(_("Asked, not confirmed") if partner.invited_at else _("Not asked yet"))


def partners_table(partners: Sequence[Partner], *, has_money: bool = True) -> list[Block]:
    """Who does what, and whether each has confirmed it; with its part of the money where the call gives any."""
    if not partners:
        return [Paragraph(_("No partner takes part."))]
    money = [_("Kroner a year")] if has_money else []
    header = [_("Partner"), _("Task"), _("How it is shared"), _("Hours a year"), *money, _("Confirmation")]
    rows = [
        [
            partner.name,
            partner.task or "–",
            _(labels.TASK_MODES[partner.mode]),
            "–" if partner.hours is None else number(partner.hours),
            *([number(partner.amount)] if has_money else []),
            standing_of(partner),
        ]
        for partner in partners
    ]
    return [Table(_("Partners and what each does"), header, rows)]


def as_text(question: Question, given: Mapping[str, Any], content: Content, municipality: Namer) -> str:
    """What was answered to a question as plain text."""
    return plain(answer(question, given, content, municipality))


def plain(blocks: Sequence[Block]) -> str:
    """Blocks as plain text, a line for each row."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, KeyValues):
            lines += [f"{key}: {phrase(value).text}" for key, value in block.rows]
        elif isinstance(block, Table):
            heads = [phrase(head).text for head in block.header]
            for row in block.rows:
                told = [f"{head}: {phrase(cell).text}" for head, cell in zip(heads, row, strict=True)]
                lines.append("; ".join(told))
    return "\n".join(lines)


def proven_words(point: Proven) -> str:
    """What the staircase says, as a sentence to write on from."""
    question, _lang = point.question.pick(language())
    return str(
        _(
            "%(question)s Yes, with %(partner)s: %(reference)s (valid until %(day)s).",
            question=question,
            partner=point.partner,
            reference=point.reference,
            day=day(point.valid_to),
        )
    )
