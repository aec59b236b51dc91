"""What people fill in: a proposed decision with a reason for each criterion, and why one is returned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.calls.content import Criterion
from grants.decisions.appeals import STANDARD_DAYS
from grants.decisions.labels import APPEAL_RIGHTS, MEANINGS, OUTCOMES, PLACE_MEANINGS
from grants.decisions.models import AppealRight, Outcome
from grants.decisions.rules import LONGEST_APPEAL, WITH_MONEY, Grounds, Proposal
from grants.eligibility.models import CheckStatus
from kernel.forms import BaseForm, Choice, Text, Version, Wanted, Whole, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _

LONGEST_SUMMARY = 3000
LONGEST_BASIS = 1000
LONGEST_REASON = 3000
LONGEST_NUMBER = 40


@dataclass(frozen=True)
class Remark:
    """Why a proposal is returned."""

    version: int
    text: str


class MakeForm(BaseForm):
    """Making a decision, with the version that was seen."""

    version = Version()


class ReturnForm(BaseForm):
    """Returning a proposal."""

    version = Version()
    remark = Text(_("What must be changed?"), validators=needed(LONGEST_BASIS, _("Write what must be changed.")))

    def draft(self) -> Remark:
        """Why it is returned."""
        return Remark(self.version.number, filled(self.remark.data))


class ProposalForm(BaseForm):
    """A proposed decision; its fields for each criterion are made by `proposal_form`."""

    version = Version()
    outcome = Choice(_("What is proposed?"), validators=[required(_("Choose what is proposed."))])
    amount = Whole(_("Amount for the first year"), validators=voluntary(LONGEST_NUMBER))
    further_years = Whole(_("Further years that are indicated"), validators=voluntary(LONGEST_NUMBER))
    summary = Text(
        _("What is decided, and why, in a few sentences"),
        validators=needed(LONGEST_SUMMARY, _("Write what is decided and why.")),
    )
    legal_basis = Text(_("Legal basis"), validators=needed(LONGEST_BASIS, _("Write the legal basis.")))
    appeal_right = Choice(
        _("Can it be appealed?"),
        choices=[(right.value, _(msgid)) for right, msgid in APPEAL_RIGHTS.items()],
        validators=[required(_("Choose whether it can be appealed."))],
    )
    appeal_days = Whole(
        _("Days for an appeal"),
        validators=[required(_("Write the number of days, usually 21."))],
        least=1,
        most=LONGEST_APPEAL,
    )
    criteria: Sequence[Criterion]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the amount and the reasons that the outcome needs."""
        is_valid = super().validate(extra_validators)
        if self.outcome.errors or not self.outcome.data:
            return is_valid
        outcome = Outcome(self.outcome.data)
        if outcome in WITH_MONEY and "amount" in self and not self.amount.number and not self.amount.errors:
            self.complain("amount", str(_("Write the amount.")))
            is_valid = False
        for criterion in self.criteria if outcome is not Outcome.DISMISSED else ():
            field = self[reason_of(criterion.code)]
            if not field.data and not field.errors:
                self.complain(
                    reason_of(criterion.code), str(_("Write the reason on %(criterion)s.", criterion=criterion.code))
                )
                is_valid = False
        return is_valid

    def draft(self) -> Proposal:
        """What is proposed; what does not go with the outcome is left out."""
        outcome = Outcome(filled(self.outcome.data))
        has_money, is_judged = outcome in WITH_MONEY and "amount" in self, outcome is not Outcome.DISMISSED
        reasons = {each.code: self[reason_of(each.code)].data or "" for each in self.criteria}
        return Proposal(
            outcome=outcome,
            summary=filled(self.summary.data),
            legal_basis=filled(self.legal_basis.data),
            amount=(self.amount.number or 0) if has_money else 0,
            further_years=(self.further_years.number or 0) if has_money else 0,
            appeal_right=AppealRight(filled(self.appeal_right.data)),
            appeal_days=filled(self.appeal_days.number),
            reasons=reasons if is_judged else {},
        )


def reason_of(code: str) -> str:
    """The name of the field with the reason on a criterion."""
    return f"{code}_reason"


def proposal_form(
    sent: Any, criteria: Sequence[Criterion], grounds: Grounds, kept: Mapping[str, Any], version: int
) -> ProposalForm:
    """A proposal on an application; a failed check leaves only one outcome, without reasons on the criteria."""
    is_judged = grounds.check is not CheckStatus.FAILED
    judged = criteria if is_judged else ()
    fields: dict[str, Any] = {"criteria": judged}
    for criterion in judged:
        label = _("Reason on %(criterion)s, as the applicant reads it", criterion=criterion.code)
        fields[reason_of(criterion.code)] = Text(label, validators=[Wanted(), *voluntary(LONGEST_REASON)])
    form: ProposalForm = type("DecisionForm", (ProposalForm,), fields)(sent, **kept, version=str(version))
    offered = [each for each in Outcome if (each is not Outcome.DISMISSED) == is_judged]
    if not grounds.has_money:
        offered = [each for each in offered if each is not Outcome.PARTLY]
        del form.amount, form.further_years
    else:
        form.further_years.most = max(0, grounds.years - 1)
    form.outcome.choices = [(each.value, _(OUTCOMES[each].msgid)) for each in offered]
    return form


def meanings(*, has_money: bool = True) -> dict[str, list[str]]:
    """What each outcome means, for the cards to choose among."""
    told = MEANINGS if has_money else {**MEANINGS, **PLACE_MEANINGS}
    return {outcome.value: [str(_(msgid))] for outcome, msgid in told.items()}


def values_of(proposal: Proposal) -> dict[str, Any]:
    """What is proposed, by the names of the fields."""
    return {
        "outcome": proposal.outcome.value,
        "amount": proposal.amount or None,
        "further_years": proposal.further_years,
        "summary": proposal.summary,
        "legal_basis": proposal.legal_basis,
        "appeal_right": proposal.appeal_right.value,
        "appeal_days": proposal.appeal_days,
        **{reason_of(code): text for code, text in proposal.reasons.items()},
    }


def first_values(outcome: Outcome | None, appeal_right: AppealRight) -> dict[str, Any]:
    """What stands in a new proposal."""
    chosen = {"outcome": outcome.value} if outcome else {}
    return {**chosen, "further_years": 0, "appeal_right": appeal_right.value, "appeal_days": STANDARD_DAYS}
