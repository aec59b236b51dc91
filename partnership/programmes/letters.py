"""What a mail says of the meetings that are new, moved or cancelled, in its reader's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from partnership.programmes import saying
from partnership.programmes.models import ProgrammeEvent
from partnership.programmes.news import Facts

PLANNED, MOVED = _l("New meeting: %(title)s"), _l("New time: %(title)s")
CHANGED, CANCELLED = _l("The meeting is changed: %(title)s"), _l("The meeting is cancelled: %(title)s")


@dataclass(frozen=True)
class Word:
    """What people are told of an event, and what they were told before; it may have changed since."""

    event: ProgrammeEvent
    facts: Facts
    before: Facts | None


def subject(told: Sequence[Word]) -> str:
    """What the mail is about: the one meeting, or how many."""
    if len(told) == 1:
        (only,) = told
        return f"{_headed(only)}, {saying.when(only.facts)}"
    return str(_("News about %(number)d meetings", number=len(told)))


def text(told: Sequence[Word], base: str) -> str:
    """All that is new, a meeting at a time, each with the address of its page where there are several."""
    parts = ["\n".join(_lines(each, f"{base}meetings/{each.event.id}/" if len(told) > 1 else "")) for each in told]
    if not all(each.facts.is_cancelled for each in told):
        parts.append(str(_("You find it here, and can put it in your calendar:")))
    return "\n\n".join(parts)


def path(told: Sequence[Word]) -> str:
    """Where below the programme one reads on: at the one meeting, or at all of them."""
    return f"meetings/{told[0].event.id}/" if len(told) == 1 else "meetings/"


def _headed(each: Word) -> str:
    if each.facts.is_cancelled:
        said = CANCELLED
    elif each.before is None:
        said = PLANNED
    else:
        said = MOVED if _times(each.facts) != _times(each.before) else CHANGED
    return str(_(said, title=each.event.title))


def _times(facts: Facts) -> tuple[object, object]:
    return facts.starts_at, facts.ends_at


def _lines(each: Word, address: str) -> Iterator[str]:
    facts, before = each.facts, each.before
    yield _headed(each)
    yield from _line(_("Time"), saying.when(facts), saying.when(before) if before else "")
    if not facts.is_cancelled:
        yield from _line(_("How one meets"), saying.where(facts), saying.where(before) if before else "")
        yield saying.travel(facts)
        if facts.link:
            yield from _line(_("Video meeting"), facts.link, before.link if before else "")
    if address:
        yield address


def _line(name: str, now: str, before: str) -> Iterator[str]:
    """A fact, and what it was where it has changed."""
    yield f"{name}: {now}"
    if before and before != now:
        yield str(_("Before: %(words)s", words=before))
