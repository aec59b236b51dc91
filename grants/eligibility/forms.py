"""What people fill in: a verdict and a reason for each formal rule, and what cannot be funded."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from grants.calls.content import CallKind
from grants.eligibility.checking import codes_of, rules_of
from grants.eligibility.labels import VERDICTS
from grants.eligibility.models import Verdict
from grants.eligibility.rules import Ruling
from kernel.forms import BaseForm, Choice, Text, Version, Wanted, Whole, filled, required, voluntary
from kernel.i18n import lazy_gettext as _

LONGEST_REASON = 2000
LONGEST_NUMBER = 40
CONCLUDE = "conclude"


@dataclass(frozen=True)
class CheckDraft:
    """What is said about each rule, and what is excluded of the first year's amount, NOK."""

    version: int
    rulings: Mapping[str, Ruling]
    excluded: int


class CheckForm(BaseForm):
    """The formal check; its fields for each rule are made by `check_form`."""

    version = Version()
    excluded = Whole(_("Kroner that cannot be funded"), validators=voluntary(LONGEST_NUMBER))
    codes: tuple[str, ...] = ()
    doubted: Mapping[str, str] = MappingProxyType({})  # the reasons that stood there for what was not in order
    is_concluding = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a reason wherever something is not in order."""
        is_valid = super().validate(extra_validators)
        for code in self.codes:
            verdict, reason = self[verdict_of(code)], self[reason_of(code)]
            if verdict.data not in {None, Verdict.OK.value} and not reason.data and not reason.errors:
                self.complain(reason.short_name, str(_("Write the reason. The applicant may read it.")))
                is_valid = False
        return is_valid

    def draft(self) -> CheckDraft:
        """What was said; what said that a rule was not met falls away where it now is, and nobody has changed it."""
        rulings = {}
        for code in self.codes:
            verdict, reason = Verdict(filled(self[verdict_of(code)].data)), self[reason_of(code)].data or ""
            is_outdated = verdict is Verdict.OK and reason == self.doubted.get(code)
            rulings[code] = Ruling(verdict, "" if is_outdated else reason)
        return CheckDraft(self.version.number, rulings, (self.excluded.number or 0) if "excluded" in self else 0)


def verdict_of(code: str) -> str:
    """The name of the field with a rule's verdict."""
    return f"{code}_verdict"


def reason_of(code: str) -> str:
    """The name of the field with a rule's reason."""
    return f"{code}_reason"


def check_form(
    sent: Any, said: Mapping[str, Ruling], *, kind: CallKind, excluded: int, most: int, version: int
) -> CheckForm:
    """The formal check of a call's kind with what has been said; `most` is what can be excluded, NOK."""
    fields: dict[str, Any] = {"codes": codes_of(kind)}
    for rule in rules_of(kind):
        fields[verdict_of(rule.code)] = Choice(
            _("%(code)s %(rule)s", code=rule.code, rule=_(rule.label)),
            choices=[(verdict.value, _(label.msgid)) for verdict, label in VERDICTS.items()],
            validators=[required(_("Choose how it is."))],
        )
        reason = [Wanted(), *voluntary(LONGEST_REASON)]
        fields[reason_of(rule.code)] = Text(_("Reason, %(code)s", code=rule.code), validators=reason)
    form: CheckForm = type("RulesForm", (CheckForm,), fields)(
        sent, **values_of(said), excluded=excluded or None, version=str(version)
    )
    if kind is CallKind.PROGRAMME_PARTICIPATION:
        del form.excluded
    else:
        form.excluded.most = most
    form.doubted = {code: ruling.reason for code, ruling in said.items() if ruling.verdict is not Verdict.OK}
    form.is_concluding = bool(sent) and CONCLUDE in sent
    return form


def values_of(said: Mapping[str, Ruling]) -> dict[str, str]:
    """What has been said, by the names of the fields."""
    verdicts = {verdict_of(code): ruling.verdict.value for code, ruling in said.items()}
    return verdicts | {reason_of(code): ruling.reason for code, ruling in said.items()}
