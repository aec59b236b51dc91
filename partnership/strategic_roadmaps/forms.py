"""What people fill in: where the team leads, goals, measures, what councils decide, and what was learnt."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms.validators import ValidationError

from directory.municipalities.models import Municipality
from kernel.forms import (
    BaseForm,
    Checks,
    Choice,
    Day,
    Line,
    Pick,
    Text,
    Tick,
    Version,
    Whole,
    at_most,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import day
from kernel.i18n import gettext as translate
from kernel.i18n import lazy_gettext as _
from partnership.roadmaps.forms import otherwise
from partnership.roadmaps.labels import DOMAINS
from partnership.strategic_roadmaps import rules
from partnership.strategic_roadmaps.models import Lesson, StrategicGoal, StrategicMeasure
from partnership.strategic_roadmaps.rules import AdoptionDraft, GoalDraft, LessonDraft, MeasureDraft

YES, NO = "yes", "no"
A_DATE = _("Write a date such as 21.11.2026.")


class AimForm(BaseForm):
    """Where the team leads its municipalities."""

    aim = Text(_("Where does the roadmap lead?"), validators=needed(1500, _("Write it in a few sentences.")))
    version = Version()

    def draft(self) -> str:
        """What was filled in."""
        return str(filled(self.aim.data))


class GoalForm(BaseForm):
    """A goal: what shall be different, how one sees it, and by when."""

    text = Text(_("What shall be different, and for whom?"), validators=needed(300, _("Write the goal in a sentence.")))
    seen_by = Text(_("How will you see that you have got there?"), validators=voluntary(500))
    due_on = Day(_("By when?"), validators=needed(40, A_DATE))
    version = Version()

    def draft(self) -> GoalDraft:
        """What was filled in."""
        return GoalDraft(filled(self.text.data), self.seen_by.data or "", filled(self.due_on.day))

    def show_theirs(self, goal: StrategicGoal) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        words = {"text": goal.text, "seen_by": goal.seen_by, "due_on": day(goal.due_on)}
        self.show_saved(otherwise(words, rules.goal_draft(goal), self.draft()), goal.version)


class MeasureForm(BaseForm):
    """A measure: what, who, between which days, for how much, and the decision it rests on."""

    what = Text(_("What shall be done?"), validators=needed(300, _("Write in a sentence what shall be done.")))
    municipality_id = Pick(_("Which municipality sees to it?"))
    owner = Line(
        _("Name or role of who sees to it"), validators=needed(120, _("Write who sees to it, by name or role."))
    )
    begins_on = Day(_("When does it begin?"), validators=needed(40, A_DATE))
    due_on = Day(_("By when shall it be done?"), validators=needed(40, A_DATE))
    is_new_service = Choice(
        _("Is it a new type of service?"), validators=[required(_("Say whether it is a new type of service."))]
    )
    why_new_service = Text(_("If it is: why does it stand here all the same?"), validators=[at_most(500)])
    budget = Whole(_("What does it cost, in whole kroner?"), validators=voluntary(40))
    payer = Line(_("Who pays?"), validators=voluntary(120))
    anchoring = Line(_("Which adopted plan or decision does it rest on?"), validators=voluntary(200))
    case_number = Line(_("Case number"), validators=voluntary(60))
    decided_on = Day(_("Date of the decision"), validators=voluntary(40))
    domains = Checks(_("Which domains of an age-friendly community does it belong to?"))
    version = Version()

    def offer(self, municipalities: Sequence[Municipality], kept: Municipality | None = None) -> None:
        """Offer the municipalities that take part, the one that has the measure, and the domains by their names."""
        known = {each.id: each.name for each in municipalities} | ({kept.id: kept.name} if kept else {})
        self.municipality_id.choices = [("", _("All together")), *((str(key), name) for key, name in known.items())]
        self.is_new_service.choices = [(NO, _("No")), (YES, _("Yes"))]
        self.domains.choices = [(domain.value, translate(label.msgid)) for domain, label in DOMAINS.items()]

    def validate_due_on(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        if self.begins_on.day and field.day and field.day < self.begins_on.day:
            raise ValidationError(translate(rules.ENDS_TOO_EARLY))

    def validate_why_new_service(self, field: Any) -> None:
        """Ask for the reason where it is a new type of service."""
        if self.is_new_service.data == YES and not field.data:
            raise ValidationError(translate(rules.NEEDS_REASON))

    def draft(self) -> MeasureDraft:
        """What was filled in; the reason belongs to a new type of service only."""
        is_new = self.is_new_service.data == YES
        return MeasureDraft(
            what=filled(self.what.data),
            municipality_id=int(self.municipality_id.data) if self.municipality_id.data else None,
            owner=filled(self.owner.data),
            begins_on=filled(self.begins_on.day),
            due_on=filled(self.due_on.day),
            is_new_service=is_new,
            why_new_service=(self.why_new_service.data or "") if is_new else "",
            budget=self.budget.number,
            payer=self.payer.data or "",
            anchoring=self.anchoring.data or "",
            case_number=self.case_number.data or "",
            decided_on=self.decided_on.day,
            domains=tuple(self.domains.data or ()),
        )

    def show_theirs(self, measure: StrategicMeasure) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        saved = rules.measure_draft(measure)
        days = {
            name: day(known) if known else ""
            for name, known in (
                ("begins_on", saved.begins_on),
                ("due_on", saved.due_on),
                ("decided_on", saved.decided_on),
            )
        }
        told = {
            "municipality_id": measure.municipality.name if measure.municipality else translate("All together"),
            "is_new_service": translate("Yes") if saved.is_new_service else translate("No"),
        }
        self.show_saved(otherwise(vars(saved) | days | told, saved, self.draft()), measure.version)


class AdoptionForm(BaseForm):
    """That a municipality has adopted a wording of the roadmap."""

    municipality_id = Pick(_("Which municipality has adopted it?"), validators=[required(_("Choose a municipality."))])
    wording = Whole(
        _("Which wording?"), validators=needed(10, _("Write the number of the wording.")), least=1, most=999
    )
    decided_by = Line(_("Who decided?"), validators=needed(120, _("Write who decided.")))
    case_number = Line(_("Case number"), validators=needed(60, _("Write the case number.")))
    decided_on = Day(_("Date of the decision"), validators=needed(40, A_DATE))

    def offer(self, municipalities: Iterable[Municipality]) -> None:
        """Offer the municipalities for which the writer may say it."""
        self.municipality_id.choices = [(str(each.id), each.name) for each in municipalities]

    def draft(self) -> AdoptionDraft:
        """What was filled in."""
        return AdoptionDraft(
            municipality_id=int(filled(self.municipality_id.data)),
            wording=filled(self.wording.number),
            decided_by=filled(self.decided_by.data),
            case_number=filled(self.case_number.data),
            decided_on=filled(self.decided_on.day),
        )


class LessonForm(BaseForm):
    """What was learnt, from what, and what is done otherwise now."""

    learnt = Text(_("What have you learnt?"), validators=needed(1000, _("Write what you have learnt.")))
    changed = Text(_("What do you do otherwise now?"), validators=voluntary(1000))
    measure_id = Pick(_("From which measure?"))
    learnt_on = Day(_("When?"), validators=needed(40, A_DATE))
    is_shared = Tick(_("Share it with the other teams of the programme"))
    version = Version()

    def offer(self, measures: Iterable[StrategicMeasure]) -> None:
        """Offer the measures of the roadmap."""
        own = ((str(each.id), each.what) for each in measures)
        self.measure_id.choices = [("", _("None in particular")), *own]

    def draft(self) -> LessonDraft:
        """What was filled in."""
        return LessonDraft(
            learnt_on=filled(self.learnt_on.day),
            learnt=filled(self.learnt.data),
            changed=self.changed.data or "",
            is_shared=bool(self.is_shared.data),
            measure_id=int(self.measure_id.data) if self.measure_id.data else None,
        )

    def show_theirs(self, lesson: Lesson) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        saved = rules.lesson_draft(lesson)
        measures = {choice.value: str(choice.label) for choice in self.measure_id.choices}
        told = {"learnt_on": day(saved.learnt_on), "measure_id": measures.get(str(saved.measure_id or ""), "")}
        self.show_saved(otherwise(vars(saved) | told, saved, self.draft()), lesson.version)
