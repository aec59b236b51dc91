"""What a decision says, in plain sentences that applicant and partner both can read."""

from grants.applications.models import Application
from grants.applications.saying import kroner
from grants.calls.queries import content_of
from grants.decisions.appeals import appeal_until
from grants.decisions.models import AppealRight, Decision, Outcome
from kernel.i18n import day, ngettext, together
from kernel.i18n import gettext as _


def parties(application: Application) -> list[str]:
    """Whom a decision is for: the applicant, and in a joint application for a place all who had confirmed it.

    They are the municipalities that had confirmed when it was sent. Where money is given, the applicant alone gets it.
    """
    partners = [] if content_of(application.call).has_money else (application.snapshot or {}).get("partners", [])
    joint = [str(each["name"]) for each in partners if each["confirmed"] and each.get("is_municipality")]
    return [application.applicant.full_name, *joint]


def outcome_sentence(decision: Decision, eligible: int) -> str:
    """What is decided; `eligible` is what could have been funded of the first year, NOK."""
    name, amount = decision.application.applicant.full_name, kroner(decision.amount)
    if not content_of(decision.application.call).has_money and decision.outcome is not Outcome.DISMISSED:
        return _place_sentence(decision)
    match decision.outcome:
        case Outcome.GRANTED:
            return str(_("%(name)s gets %(amount)s for the first year.", name=name, amount=amount))
        case Outcome.PARTLY:
            return str(
                _(
                    "%(name)s gets %(amount)s for the first year, of the %(eligible)s that could be funded.",
                    name=name,
                    amount=amount,
                    eligible=kroner(eligible),
                )
            )
        case Outcome.REJECTED:
            return str(_("The application is rejected. %(name)s gets no money from this call.", name=name))
        case Outcome.DISMISSED:
            return str(_("The application is dismissed. It was not judged, because it did not pass the formal check."))


def _place_sentence(decision: Decision) -> str:
    """Who has a place in a programme, or has none; those who apply together have one together."""
    names = parties(decision.application)
    if decision.outcome is Outcome.GRANTED:
        said = ngettext(
            "%(names)s is chosen to take part in the programme.",
            "%(names)s are chosen to take part in the programme together.",
            len(names),
            names=together(names),
        )
    else:
        said = ngettext(
            "The application is rejected. %(names)s gets no place in the programme this time.",
            "The application is rejected. %(names)s get no place in the programme this time.",
            len(names),
            names=together(names),
        )
    return str(said)


def further_sentence(decision: Decision) -> str:
    """What is said of later years, if anything; it is no promise."""
    if not decision.further_years:
        return ""
    return str(
        ngettext(
            "Support for %(num)d more year is indicated. It depends on the state budget of that year and on your "
            "report, and is no promise.",
            "Support for %(num)d more years is indicated. It depends on the state budgets of those years and on your "
            "reports, and is no promise.",
            decision.further_years,
        )
    )


def appeal_sentence(decision: Decision) -> str:
    """Whether a decision that is made can be appealed, and until when."""
    until = appeal_until(decision)
    if until is None or decision.appeal_right is AppealRight.NO:
        return str(_("This decision cannot be appealed."))
    if decision.appeal_right is AppealRight.UNDER_REVIEW:
        return str(
            _(
                "Whether this decision can be appealed is being looked into. Send an appeal by %(day)s all the same.",
                day=day(until),
            )
        )
    return str(_("The applicant can appeal this decision by %(day)s.", day=day(until)))


def next_sentence(decision: Decision) -> str:
    """What happens after the decision."""
    if decision.outcome is Outcome.GRANTED and not decision.amount:
        return str(_("The centre writes to you about the first gathering. Your core team has its own page in Trinn."))
    if decision.amount:
        return str(_("The directorate sends the applicant the terms. The money is paid when they are accepted."))
    return str(_("You need do nothing. You may ask the contact person below why it went as it did, and apply again."))
