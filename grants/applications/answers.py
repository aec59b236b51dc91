"""What the answers of an application amount to: what is missing, what is asked for, and whom it is about."""

from collections.abc import Iterator, Mapping
from typing import Any

from grants.calls.content import Content, Page, Part, PartKind, Question

Values = Mapping[str, Any]
Answers = Mapping[str, Values]

TITLE, SUMMARY, LONGEST_TITLE = "1", "2", 120
ONE_TEXT, CONTACT_NAME, CONTACT_EMAIL = "text", "contact_name", "contact_email"
EMPTY: tuple[Any, ...] = (None, "", [], {})


def gaps(question: Question, answers: Answers) -> list[Part]:
    """The parts of a question that must be answered and are not, or not in every row."""
    given = answers.get(question.code, {})
    return [part for part in question.parts if _lacks(part, given.get(part.name))]


def _lacks(part: Part, value: Any) -> bool:
    if value in EMPTY:
        return part.is_needed
    inner = [each for each in part.parts if each.is_needed]
    return any(row.get(each.name) in EMPTY for each in inner for row in value)


def part_of_kind(content: Content, kind: PartKind) -> tuple[Question, Part] | None:
    """The form's part of a kind that it has at most one of."""
    for question in content.questions:
        for part in question.parts:
            if part.kind is kind:
                return question, part
    return None


def _by_year(content: Content, answers: Answers, kind: PartKind) -> dict[str, Any]:
    found = part_of_kind(content, kind)
    return dict(answers.get(found[0].code, {}).get(found[1].name, {})) if found else {}


def asked(content: Content, answers: Answers) -> dict[str, int]:
    """What is asked for each year, NOK by the year's number from 1."""
    return dict(sorted(_by_year(content, answers, PartKind.AMOUNTS).items()))


def budget(content: Content, answers: Answers) -> dict[str, dict[str, int]]:
    """The budget, NOK by category and year."""
    return _by_year(content, answers, PartKind.BUDGET)


def budget_sums(content: Content, answers: Answers) -> dict[str, int]:
    """The budget's sum for each year, NOK."""
    sums: dict[str, int] = {}
    for years in budget(content, answers).values():
        for year, amount in years.items():
            sums[year] = sums.get(year, 0) + amount
    return dict(sorted((year, amount) for year, amount in sums.items() if amount))


def uneven_years(content: Content, answers: Answers) -> list[tuple[str, int, int]]:
    """The years whose budget is not what is asked for: the year's number, what is asked, the budget's sum; NOK."""
    if part_of_kind(content, PartKind.BUDGET) is None:
        return []
    wanted, planned = asked(content, answers), budget_sums(content, answers)
    years = sorted(wanted.keys() | planned.keys())
    return [
        (year, wanted.get(year, 0), planned.get(year, 0))
        for year in years
        if wanted.get(year, 0) != planned.get(year, 0)
    ]


def years_in_order(years: Mapping[str, int]) -> bool:
    """Whether money is asked for from the first year on, without a gap."""
    return sorted(years) == [str(number) for number in range(1, len(years) + 1)]


def all_gaps(content: Content, answers: Answers) -> Iterator[tuple[Page, Question, Part]]:
    """Every part that must be answered and is not, in the order of the form."""
    for page in content.pages:
        for question in page.questions:
            for part in gaps(question, answers):
                yield page, question, part


def municipalities(content: Content, answers: Answers) -> set[str]:
    """The numbers of the municipalities that the measure is for."""
    found = part_of_kind(content, PartKind.MUNICIPALITIES)
    return set(answers.get(found[0].code, {}).get(found[1].name, ())) if found else set()


def asks_in_rows(page: Page) -> bool:
    """Whether a page has rows that are each about a municipality."""
    parts = (part for question in page.questions for part in question.parts)
    return any(inner.kind is PartKind.MUNICIPALITY for part in parts for inner in part.parts)


def contact(answers: Answers) -> tuple[str, str]:
    """The name and the e-mail address of the contact person, wherever the form asks for them."""
    said = {name: value for values in answers.values() for name, value in values.items()}
    return str(said.get(CONTACT_NAME, "")), str(said.get(CONTACT_EMAIL, ""))


def title_of(answers: Answers) -> str:
    """The name of the measure, or nothing yet."""
    return str(answers.get(TITLE, {}).get(ONE_TEXT, ""))
