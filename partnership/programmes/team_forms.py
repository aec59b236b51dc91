"""What teams fill in, and what the centre says to them: homework, questions, the network list, and who was there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from kernel.forms import (
    BaseForm,
    Checks,
    Choice,
    Line,
    Pick,
    Text,
    Tick,
    Version,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _
from partnership.programmes.comparing import compare
from partnership.programmes.labels import TOPICS
from partnership.programmes.models import Guidance, GuidanceTopic, HandIn, Participation
from partnership.programmes.rules import HandInDraft, Question

LONGEST_TEXT, LONGEST_ANSWER = 2000, 6000


class HandInForm(BaseForm):
    """What a team answers to a homework task."""

    text = Text(_("What you did and what you found"), validators=voluntary(LONGEST_ANSWER))
    address = Line(_("Address of what you have made elsewhere"), validators=voluntary(500))
    version = Version()

    def draft(self) -> HandInDraft:
        """What was written."""
        return HandInDraft(self.text.data or "", self.address.data or "")

    @classmethod
    def kept(cls, hand_in: HandIn) -> dict[str, Any]:
        """What stands in the fields of an answer that is begun already."""
        return {"text": hand_in.text, "address": hand_in.address, "version": str(hand_in.version)}

    def show_theirs(self, hand_in: HandIn) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        compare(self, self.kept(hand_in))


class FeedbackForm(BaseForm):
    """What the centre says of what a team has handed in."""

    feedback = Text(_("Feedback to the team"), validators=voluntary(LONGEST_TEXT))
    version = Version()

    def show_theirs(self, hand_in: HandIn) -> None:
        """Show what somebody else said meanwhile beside what stands here."""
        compare(self, {"feedback": hand_in.feedback, "version": hand_in.version})


class QuestionForm(BaseForm):
    """What a team asks the centre."""

    topic = Choice(_("What is it about?"), validators=[required(_("Choose what it is about."))])
    question = Text(
        _("What do you need help with?"),
        validators=needed(LONGEST_TEXT, _("Write in a few sentences what you need help with.")),
    )

    def offer(self) -> None:
        """Offer the topics by their names."""
        self.topic.choices = [(each.value, gettext(label)) for each, label in TOPICS.items()]

    def draft(self) -> Question:
        """What was asked."""
        return Question(GuidanceTopic(filled(self.topic.data)), filled(self.question.data))


class TelephoneForm(QuestionForm):
    """What a team asked by telephone, and what was answered."""

    question = Text(
        _("What did the team ask?"), validators=needed(LONGEST_TEXT, _("Write in a few sentences what the team asked."))
    )
    answer = Text(_("What did you answer?"), validators=needed(LONGEST_TEXT, _("Write what you answered.")))


class AnswerForm(BaseForm):
    """What the centre answers."""

    answer = Text(_("The answer to the team"), validators=needed(LONGEST_TEXT, _("Write your answer.")))
    version = Version()

    def show_theirs(self, guidance: Guidance) -> None:
        """Show what somebody else answered meanwhile beside what stands here."""
        compare(self, {"answer": guidance.answer, "version": guidance.version})


class NetworkForm(BaseForm):
    """Whether a team is found by the others, and what it is good at."""

    is_listed = Tick(_("The other teams may find us in the network list"))
    good_at = Text(_("What are you good at, and gladly share?"), validators=voluntary(500))
    version = Version()

    def draft(self) -> tuple[bool, str]:
        """What was filled in."""
        return bool(self.is_listed.data), self.good_at.data or ""

    @classmethod
    def kept(cls, part: Participation) -> dict[str, Any]:
        """What stands in the fields now."""
        return {"is_listed": part.is_listed, "good_at": part.good_at, "version": str(part.version)}

    def show_theirs(self, part: Participation) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        compare(self, self.kept(part))


class JoinForm(BaseForm):
    """Which team takes part."""

    team = Pick(_("Team"), validators=[required(_("Choose a team."))])


class AttendanceForm(BaseForm):
    """Who was there: a field for each team, and who was noted when the page was opened."""

    seen = HiddenField()

    @property
    def teams(self) -> list[Checks]:
        """The fields of the teams."""
        return [field for field in self if isinstance(field, Checks)]

    @property
    def offered(self) -> set[int]:
        """About whom something may be said."""
        return {int(choice.value) for field in self.teams for choice in field.choices}

    def draft(self) -> tuple[set[int], set[int]]:
        """Who was there, and about whom something is said that was not noted before."""
        chosen = {int(seat_id) for field in self.teams for seat_id in field.data or ()}
        texts = str(self.seen.data or "").split(",")
        before = {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10}
        return chosen, chosen ^ before


def attendance_form(
    benches: Sequence[tuple[int, str, Mapping[int, str]]], present: Iterable[int], sent: Any
) -> AttendanceForm:
    """The form for some teams, each its id, its name, and who sat in it by the seats' ids."""
    fields = {
        f"team_{team_id}": Checks(name, choices=[(str(seat_id), person) for seat_id, person in seats.items()])
        for team_id, name, seats in benches
    }
    there = {str(seat_id) for seat_id in present}
    kept = {f"team_{team_id}": [str(one) for one in seats if str(one) in there] for team_id, _name, seats in benches}
    form: AttendanceForm = type("AttendanceForm", (AttendanceForm,), fields)(sent, data=kept)
    if sent is None:
        form.seen.data = ",".join(sorted(there))
    return form
