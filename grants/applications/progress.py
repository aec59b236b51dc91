"""How far a page of an application has come; pure."""

from enum import StrEnum

from grants.applications.answers import Answers, asked, gaps, municipalities, uneven_years, years_in_order
from grants.applications.team import ensure_team_is_led
from grants.calls.content import Automatic, Content, Meaning, Page, PartKind
from kernel.lifecycle import refusal_of


class PageState(StrEnum):
    """How far a page has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    NEEDS_PARTNER = "needs_partner"


def state_of(page: Page, content: Content, answers: Answers, *, partners: int, waiting: int) -> PageState:
    """How far a page has come; `partners` and, of those, `waiting` ones count where the partners stand on it."""
    if any(question.automatic is Automatic.PARTNERS for question in page.questions):
        if not partners:
            return PageState.COMPLETE if _is_alone(content, answers) else PageState.NOT_STARTED
        return PageState.NEEDS_PARTNER if waiting else PageState.COMPLETE
    asking = [question for question in page.questions if question.parts]
    missing = any(gaps(question, answers) for question in asking)
    if not missing and _fits(page, content, answers):
        return PageState.COMPLETE
    is_begun = any(answers.get(question.code) for question in asking)
    return PageState.IN_PROGRESS if is_begun else PageState.NOT_STARTED


def _fits(page: Page, content: Content, answers: Answers) -> bool:
    """Whether what stands on a page could be sent: its money adds up, and its core team is led by one."""
    if any(question.meaning is Meaning.TEAM for question in page.questions):
        return refusal_of(ensure_team_is_led, content, answers) is None
    return not _has_money(page) or _money_fits(content, answers)


def _is_alone(content: Content, answers: Answers) -> bool:
    """Whether nobody needs to join: a place in a programme that one municipality applies for."""
    return not content.has_money and len(municipalities(content, answers)) == 1


def _money_fits(content: Content, answers: Answers) -> bool:
    """Whether each year, from the first on, is within what the call gives, and the budget adds up to it."""
    years, money = asked(content, answers), content.money
    is_within = all(money.least <= amount <= money.most for amount in years.values())
    return is_within and years_in_order(years) and not uneven_years(content, answers)


def _has_money(page: Page) -> bool:
    return any(part.kind is PartKind.BUDGET for question in page.questions for part in question.parts)
