"""What is said about goals and measures, in the reader's words and in the relation's."""

from collections.abc import Collection
from datetime import date
from typing import Protocol

from directory.bodies.models import LanguageForm
from directory.municipalities.models import Municipality
from kernel.i18n import DEFAULT, day, number, translated
from kernel.i18n import gettext as _
from partnership.assessments.picture import Picture
from partnership.relations.models import Relation
from partnership.roadmaps.labels import DOMAINS, OWNERS, TO_DO
from partnership.roadmaps.models import Domain, Owner
from partnership.roadmaps.rules import Suggestion
from partnership.staircase.content import Content
from partnership.staircase.labels import OWN_VOLUNTEERS
from partnership.staircase.level import Missing


class Anchored(Protocol):
    """What rests on a plan or a decision."""

    @property
    def anchoring(self) -> str:
        """The plan or decision."""

    @property
    def case_number(self) -> str:
        """Its case."""

    @property
    def decided_on(self) -> date | None:
        """Its day."""


def paper_language(municipality: Municipality) -> str:
    """The written form of a municipality's papers: its own, bokmål where it has chosen none."""
    form = municipality.language_form
    return DEFAULT if form is LanguageForm.NEUTRAL else form.value


def language_of(relation: Relation) -> str:
    """The written form that the relation's papers are in."""
    return paper_language(relation.municipality)


def owner_name(relation: Relation, owner: Owner) -> str:
    """Who sees to a measure; own volunteers are no organisation."""
    is_own = owner is Owner.ORGANISATION and relation.organisation_id is None
    return str(_((OWN_VOLUNTEERS if is_own else OWNERS[owner]).msgid))


def who(relation: Relation, owner: Owner, responsible: str) -> str:
    """Who sees to a measure, and by which name or role."""
    name = owner_name(relation, owner)
    return f"{name}: {responsible}" if responsible else name


def cost(budget: int | None, payer: str) -> str:
    """What a measure costs and who pays; nothing where no money is named."""
    if budget is None:
        return payer
    amount = str(_("%(amount)s kroner", amount=number(budget)))
    return f"{amount} ({payer})" if payer else amount


def anchored(measure: Anchored) -> str:
    """The plan or decision that a measure is anchored in, with its case and date."""
    case = _("case %(number)s", number=measure.case_number) if measure.case_number else ""
    parts = [measure.anchoring, str(case), day(measure.decided_on) if measure.decided_on else ""]
    return ", ".join(part for part in parts if part)


def domain_names(domains: Collection[str]) -> str:
    """The domains of an age-friendly community, by their names."""
    return ", ".join(str(_(DOMAINS[Domain(domain)].msgid)) for domain in domains)


def step_names(content: Content) -> dict[str, str]:
    """The steps' numbers and names, by number, the foot of the staircase included."""
    return {str(step.number): f"{step.number} {translated(step.name)[0]}" for step in content.steps}


def point_code(content: Content, key: str | None) -> str | None:
    """The code that a point has in the version in force, if it is there."""
    return next((each.point.code for each in content.questions if each.point.stable_key == key), None)


def suggestion(picture: Picture, each: Missing) -> Suggestion:
    """The measure that answers a missing point: what to do, and who is asked."""
    question = next(one for one in picture.content.questions if one.point == each.point)
    words = str(_(TO_DO[each.lack], question=translated(question.text)[0]))
    return Suggestion(each.point.stable_key, words, Owner(each.point.answered_by.value))
