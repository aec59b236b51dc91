"""What is allowed, and what follows: codes, needs, the practical text, and how a consent stands."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum

from kernel.lifecycle import NotAllowed, _l
from volunteers.service_users.diagnoses import found_in
from volunteers.service_users.models import Consent, Need, Purpose, ServiceUser

LONGEST_PRACTICAL = 200
NATIONAL_LENGTH = 8
TOLD_AHEAD = timedelta(days=60)
OLDEST = timedelta(days=366)


class Standing(StrEnum):
    """How somebody's answer for one purpose stands on a day."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


def code_of(number: int) -> str:
    """What somebody is called where no name is shown."""
    return f"B-{number:04}"


def national(phone: str) -> str:
    """A telephone number as it is looked up: without the country's own code before it."""
    return phone.removeprefix("+").removeprefix("00").removeprefix("47") if len(phone) > NATIONAL_LENGTH else phone


def codes(needs: str) -> tuple[Need, ...]:
    """The needs that a column holds; a code that is none is left out."""
    kept = set(needs.split(","))
    return tuple(need for need in Need if need.value in kept)


def joined(needs: Iterable[Need]) -> str:
    """Needs as a column holds them, each once and in their order."""
    kept = set(needs)
    return ",".join(need.value for need in Need if need in kept)


def ensure_practical(text: str) -> None:
    """A practical text is short and says what helps, never why. Source: domain 5.2."""
    if len(text) > LONGEST_PRACTICAL:
        raise NotAllowed(_l("Shorten the text to at most %(max)d characters."), max=LONGEST_PRACTICAL)
    if word := found_in(text):
        raise NotAllowed(
            _l("Write what helps, not why. «%(word)s» tells of an illness, and those who help need not know."),
            word=word,
        )


def ensure_kept(user: ServiceUser) -> None:
    """Whoever is erased is not written about again."""
    if user.erased_at is not None:
        raise NotAllowed(_l("This person's details are erased. Begin anew if the person asks for help again."))


def standing(consent: Consent | None, today: date) -> Standing:
    """How an answer stands on a day; the latest for a purpose is the one that counts."""
    if consent is None:
        return Standing.NOT_ASKED
    return answer_stands(
        is_given=consent.is_given,
        valid_to=consent.valid_to,
        is_withdrawn=consent.withdrawn_at is not None,
        today=today,
    )


def answer_stands(*, is_given: bool, valid_to: date | None, is_withdrawn: bool, today: date) -> Standing:
    """How an answer stands, by what it says."""
    if is_withdrawn:
        return Standing.WITHDRAWN
    if not is_given:
        return Standing.REFUSED
    if valid_to is not None and valid_to < today:
        return Standing.ENDED
    return Standing.ENDS_SOON if valid_to is not None and valid_to <= today + TOLD_AHEAD else Standing.GIVEN


def is_standing(consent: Consent | None, today: date) -> bool:
    """Whether an answer is a yes that holds."""
    return standing(consent, today) in {Standing.GIVEN, Standing.ENDS_SOON}


def ensure_consent(given: Collection[Purpose], purpose: Purpose = Purpose.TRANSPORT) -> None:
    """Nothing is done for a purpose without a yes that holds. Source: T2."""
    if purpose not in given:
        raise NotAllowed(_l("The person has not said yes to this. Ask for consent first."))


def ensure_may_record(given_on: date, valid_to: date | None, today: date) -> None:
    """An answer has been given, within a year, and a yes does not end before it is given."""
    if given_on > today:
        raise NotAllowed(_l("Write the day when the answer was given, not a day to come."))
    if today - given_on > OLDEST:
        raise NotAllowed(_l("This is more than a year ago. Check the date."))
    if valid_to is not None and valid_to < today:
        raise NotAllowed(_l("It cannot have ended already. Write a day to come, or leave it open."))


def ensure_may_withdraw(consent: Consent) -> None:
    """What is withdrawn is a yes that has not been withdrawn before."""
    if not consent.is_given or consent.withdrawn_at is not None:
        raise NotAllowed(_l("This has already been done, or is no longer possible. Look at the page again."))
