"""What people fill in: goals, measures, progress, and which missing points shall have a measure."""

from collections.abc import Iterable, Mapping
from typing import Any

from kernel.forms import (
    BaseForm,
    Checks,
    Choice,
    Day,
    Line,
    Pick,
    Text,
    Version,
    Whole,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import day
from kernel.i18n import gettext as translate
from kernel.i18n import lazy_gettext as _
from kernel.lifecycle import _l
from partnership.roadmaps.labels import DOMAINS, OWNERS, PROGRESS
from partnership.roadmaps.models import Goal, Measure, Owner, Progress
from partnership.roadmaps.rules import Aim, Undertaking, aim_of, undertaking_of

NOTHING = _l("Nothing is written here.")


class GoalForm(BaseForm):
    """A goal: what, from which step to which, and by when."""

    text = Text(_("What do you want to achieve together?"), validators=needed(300, _("Write the goal in a sentence.")))
    from_step = Pick(_("Which step do you stand on?"), validators=[required(_("Choose a step."))])
    to_step = Pick(_("Which step do you want to reach?"), validators=[required(_("Choose a step."))])
    due_on = Day(_("By when?"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    version = Version()

    def offer(self, steps: Mapping[str, str]) -> None:
        """Offer the steps by their names."""
        self.from_step.choices = self.to_step.choices = list(steps.items())

    def draft(self) -> Aim:
        """What was filled in."""
        return Aim(
            filled(self.text.data),
            int(filled(self.from_step.data)),
            int(filled(self.to_step.data)),
            filled(self.due_on.day),
        )

    def show_theirs(self, goal: Goal) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        steps = {choice.value: str(choice.label) for choice in self.to_step.choices}
        words = {
            "text": goal.text,
            "from_step": steps.get(str(goal.from_step), ""),
            "to_step": steps.get(str(goal.to_step), ""),
            "due_on": day(goal.due_on),
        }
        self.show_saved(otherwise(words, aim_of(goal), self.draft()), goal.version)


class MeasureForm(BaseForm):
    """A measure: what, who, by when, for how much, and what it is anchored in."""

    what = Text(_("What shall be done?"), validators=needed(300, _("Write in a sentence what shall be done.")))
    owner = Choice(_("Who sees to it?"), validators=[required(_("Choose who sees to it."))])
    responsible = Line(_("Name or role of who is responsible"), validators=voluntary(120))
    due_on = Day(_("By when?"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    budget = Whole(_("What does it cost, in whole kroner?"), validators=voluntary(40))
    payer = Line(_("Who pays?"), validators=voluntary(120))
    anchoring = Line(_("Which adopted plan or decision is it anchored in?"), validators=voluntary(200))
    case_number = Line(_("Case number"), validators=voluntary(60))
    decided_on = Day(_("Date of the decision"), validators=voluntary(40))
    domains = Checks(_("Which domains of an age-friendly community does it belong to?"))
    version = Version()

    def offer(self) -> None:
        """Offer owners and domains by their names."""
        self.owner.choices = [(owner.value, translate(label.msgid)) for owner, label in OWNERS.items()]
        self.domains.choices = [(domain.value, translate(label.msgid)) for domain, label in DOMAINS.items()]

    def draft(self) -> Undertaking:
        """What was filled in."""
        return Undertaking(
            what=filled(self.what.data),
            owner=Owner(filled(self.owner.data)),
            responsible=self.responsible.data or "",
            due_on=filled(self.due_on.day),
            budget=self.budget.number,
            payer=self.payer.data or "",
            anchoring=self.anchoring.data or "",
            case_number=self.case_number.data or "",
            decided_on=self.decided_on.day,
            domains=tuple(self.domains.data or ()),
        )

    def show_theirs(self, measure: Measure) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        saved = undertaking_of(measure)
        words: dict[str, object] = {
            "what": saved.what,
            "owner": translate(OWNERS[saved.owner].msgid),
            "responsible": saved.responsible,
            "due_on": day(saved.due_on),
            "payer": saved.payer,
            "anchoring": saved.anchoring,
            "case_number": saved.case_number,
            "decided_on": day(saved.decided_on) if saved.decided_on else "",
            "domains": saved.domains,
            "budget": saved.budget,
        }
        self.show_saved(otherwise(words, saved, self.draft()), measure.version)


class ProgressForm(BaseForm):
    """How far a measure has come, with a word on it."""

    progress = Choice(_("How far has it come?"), validators=[required(_("Choose one of the answers."))])
    words = Text(_("A short note"), validators=voluntary(500))
    version = Version()

    def offer(self) -> None:
        """Offer how far a measure may have come."""
        self.progress.choices = [(each.value, translate(label.msgid)) for each, label in PROGRESS.items()]

    def draft(self) -> tuple[Progress, str]:
        """What was said."""
        return Progress(filled(self.progress.data)), self.words.data or ""

    def show_theirs(self, progress: Progress, words: str, version: int) -> None:
        """Show what somebody else noted meanwhile beside what stands here."""
        saved = {"words": words} if words else {}
        if self.progress.data != progress.value:
            saved["progress"] = translate(PROGRESS[progress].msgid)
        self.show_saved(saved, version)


def progress_form(sent: Any, **kept: Any) -> ProgressForm:
    """The form for how far a measure has come."""
    form = ProgressForm(sent, **kept)
    form.offer()
    return form


class AdoptForm(BaseForm):
    """That a side stands for the roadmap as it has read it."""

    wording = Version()


class MissingForm(BaseForm):
    """Which missing points shall have a measure."""

    points = Checks(_("Which of them will you do something about?"), validators=[required(_("Choose at least one."))])

    def offer(self, points: Iterable[tuple[str, str]]) -> None:
        """Offer the points that have no measure yet."""
        self.points.choices = list(points)

    def draft(self) -> frozenset[str]:
        """The codes of what was chosen."""
        return frozenset(self.points.data or ())


def otherwise(words: Mapping[str, object], saved: object, typed: object) -> dict[str, object]:
    """The words for what is saved otherwise than it was typed; an empty one says so."""
    known, own = vars(saved), vars(typed)
    said = {name: told for name, told in words.items() if known[name] != own[name]}
    return {name: translate(NOTHING) if told == "" else told for name, told in said.items()}
