"""All that was ever said and shown about a relation, and what of it stood at a moment."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from partnership.assessments.material import Joint, Material, Placed, Said, Shown
from partnership.relations.sides import Side
from partnership.staircase.content import Content


@dataclass(frozen=True)
class Sent:
    """A side's assessment, with its answers by the codes of its own version."""

    id: int
    side: Side
    at: datetime
    shown_alone_at: datetime | None
    content: Content
    answers: Mapping[str, Said]


@dataclass(frozen=True)
class Spell:
    """What was said about a point for a time: by a body, in a dispute (then by a side), or by both together."""

    key: str
    said: Said
    since: datetime
    until: datetime | None
    side: Side | None = None

    def holds(self, moment: datetime | None) -> bool:
        """Whether it stood at a moment; None is now."""
        return _holds(self.since, self.until, moment)


@dataclass(frozen=True)
class Exhibit:
    """A piece of evidence for a point, and while it has been shown."""

    key: str
    shown: Shown
    added_at: datetime
    withdrawn_at: datetime | None

    def holds(self, moment: datetime | None) -> bool:
        """Whether it was shown at a moment; None is now."""
        return _holds(self.added_at, self.withdrawn_at, moment)


@dataclass(frozen=True)
class Chronicle:
    """What was said and shown about one relation; placements are kept only as they are now."""

    has_organisation: bool
    sent: tuple[Sent, ...]
    bodies: Mapping[Side, tuple[Spell, ...]]
    disputes: tuple[Spell, ...]
    joint: tuple[Spell, ...]
    evidence: tuple[Exhibit, ...]
    placements: Mapping[Side, Placed]

    def latest(self, moment: datetime | None) -> dict[Side, Sent]:
        """The assessment of each side that stood at a moment."""
        known = [each for each in self.sent if moment is None or each.at <= moment]
        return {each.side: each for each in sorted(known, key=lambda each: (each.at, each.id))}

    def material(self, content: Content, moment: datetime | None = None) -> Material:
        """What stood at a moment, with the answers by the codes of a version; None is now."""
        latest = self.latest(moment)
        alone = {side: sent.shown_alone_at for side, sent in latest.items()}
        evidence: dict[str, list[Shown]] = defaultdict(list)
        for exhibit in self.evidence:
            if exhibit.holds(moment):
                evidence[exhibit.key].append(exhibit.shown)
        disputes = [spell for spell in self.disputes if spell.holds(moment)]
        return Material(
            has_organisation=self.has_organisation,
            submitted={side: sent.at for side, sent in latest.items()},
            shown_alone=frozenset(
                side for side, at in alone.items() if at is not None and (moment is None or at <= moment)
            ),
            answers={side: _in_words_of(content, sent) for side, sent in latest.items()},
            bodies={
                side: {spell.key: spell.said for spell in spells if spell.holds(moment)}
                for side, spells in self.bodies.items()
            },
            disputes={side: {each.key: each.said for each in disputes if each.side is side} for side in Side},
            joint={spell.key: Joint(spell.said, spell.since) for spell in self.joint if spell.holds(moment)},
            evidence={key: tuple(lines) for key, lines in evidence.items()},
            placements=self.placements,
            older=frozenset(side for side, sent in latest.items() if sent.content.code != content.code),
        )


def _holds(since: datetime, until: datetime | None, moment: datetime | None) -> bool:
    if moment is None:
        return until is None
    return since <= moment and (until is None or until > moment)


def _in_words_of(content: Content, sent: Sent) -> Mapping[str, Said]:
    if sent.content.code == content.code:
        return sent.answers
    codes = sent.content.codes_in(content)
    return {codes[code]: said for code, said in sent.answers.items() if code in codes}
