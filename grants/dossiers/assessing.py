"""What the directorate has found: the formal check, the reviews and the decision."""

from collections.abc import Iterator

from grants.applications import saying
from grants.applications.answers import uneven_years
from grants.decisions.appeals import appeal_until
from grants.decisions.labels import OUTCOMES
from grants.decisions.models import Decision, Outcome
from grants.decisions.wording import parties
from grants.dossiers import labels
from grants.dossiers.answering import language_of
from grants.dossiers.queries import Record
from grants.dossiers.rules import Edition
from grants.eligibility.checking import rules_of
from grants.eligibility.labels import VERDICTS
from grants.eligibility.models import FormalCheck
from grants.eligibility.rules import eligible_amount, outcome_of
from grants.reviews.labels import exact
from grants.reviews.models import Review, ReviewStatus
from grants.reviews.rules import counts
from grants.reviews.scoring import Scoring
from kernel.clock import local_date
from kernel.i18n import day, ngettext, number, together
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Heading, KeyValues, Paragraph, Phrase, Table, Words

RULE_WIDTHS = (3.4, 1.3, 4)
REASON_WIDTHS = (2.6, 1, 5)
NOTE_WIDTHS = (1, 3)
FIRST_YEAR = "1"


def money(record: Record) -> Iterator[Block]:
    """What the first year's amount comes to when the unconfirmed is set aside, and where the budget differs."""
    kept = record.application.snapshot or {}
    if not record.folder.content.has_money:
        return
    rows = [
        (_("Applied for, first year"), kept.get("asked", {}).get(FIRST_YEAR, 0)),
        (_("Set aside for partners that had not confirmed"), kept.get("set_aside", 0)),
        (_("Eligible when it was sent"), kept.get("eligible", 0)),
    ]
    yield KeyValues([(name, saying.kroner(amount)) for name, amount in rows])
    for year, asked, planned in uneven_years(record.folder.content, record.folder.answers):
        facts = {"year": year, "asked": number(asked), "planned": number(planned)}
        yield Paragraph(
            _(
                "Year %(year)s: the application asks for %(asked)s kroner, and the budget adds up to %(planned)s.",
                **facts,
            )
        )


def formal_check(record: Record) -> Iterator[Block]:
    """Each rule with its verdict, and what can be funded of the first year."""
    if record.check is None:
        return
    yield Paragraph(_(labels.CHECKS[outcome_of(record.check, record.application)]))
    header = [_("Rule"), _("Verdict"), _("Reason")]
    rows: list[list[Words]] = []
    for rule in rules_of(record.folder.content.kind):
        said = record.verdicts.get(rule.code)
        verdict = _(VERDICTS[said.verdict].msgid) if said else "–"
        rows.append([f"{rule.code} {_(rule.label)}", verdict, _own_words(record, said.reason if said else "")])
    yield Table(_("The formal rules"), header, rows, RULE_WIDTHS)
    if record.folder.content.has_money:
        yield from _eligible(record, record.check)


def _eligible(record: Record, check: FormalCheck) -> Iterator[Block]:
    eligible = saying.kroner(eligible_amount(record.application, check))
    yield KeyValues(
        [
            (_("Cannot be funded"), saying.kroner(check.excluded_amount)),
            (_("Eligible, first year"), Phrase(eligible, strong=True)),
        ]
    )


def reviews(record: Record) -> Iterator[Block]:
    """The points and reasons of the reviews that the edition shows, and what they come to."""
    if record.edition is Edition.REVIEWER:
        for review in record.reviews:
            yield from _reasons(record, review, str(_("Your review")))
        return
    standing = [review for review in record.reviews if review.status is not ReviewStatus.DISQUALIFIED]
    if away := len(record.reviews) - len(standing):
        yield Paragraph(ngettext("%(num)d reviewer is disqualified.", "%(num)d reviewers are disqualified.", away))
    named = {review.id: str(_("Reviewer %(number)d", number=place)) for place, review in enumerate(standing, 1)}
    sent = [review for review in standing if counts(review, record.application)]
    if sent and record.scoring:
        yield from _points(record, record.scoring, {named[review.id]: review for review in sent})
    for review in standing:
        if review in sent:
            yield from _reasons(record, review, named[review.id])
        else:
            yield Paragraph(_("%(reviewer)s has not sent a review that counts yet.", reviewer=named[review.id]))
    yield from _notes(record)


def _points(record: Record, scoring: Scoring, named: dict[str, Review]) -> Iterator[Block]:
    """Everybody's points side by side, the points that count, and the score."""
    header = [_("Criterion"), _("Weight"), *named, _("Counts")]
    rows: list[list[Words]] = []
    for criterion in record.folder.content.scale.criteria:
        given = [record.scores[review.id][criterion.code].points for review in named.values()]
        points = [number(each) if each is not None else "–" for each in given]
        middle = Phrase(exact(scoring.points[criterion.code]), strong=True)
        rows.append([_criterion(record, criterion.code), number(criterion.weight), *points, middle])
    yield Table(_("Points on each criterion"), header, rows, (4, 1.1, *(1.4 for _each in named), 1.1))
    yield KeyValues([_score(scoring)])


def _score(scoring: Scoring) -> tuple[str, Words]:
    told = _(
        "%(score)s of 100 points. An award needs %(threshold)s.",
        score=exact(scoring.score),
        threshold=number(scoring.threshold),
    )
    return str(_("Score")), Phrase(told, strong=True)


def _reasons(record: Record, review: Review, name: str) -> Iterator[Block]:
    yield Heading(name, 3)
    if not counts(review, record.application):
        yield Paragraph(_("The review counts when it is sent."))
    given = record.scores[review.id]
    header = [_("Criterion"), _("Points"), _("Reason")]
    rows: list[list[Words]] = []
    for criterion in record.folder.content.scale.criteria:
        score = given.get(criterion.code)
        points = number(score.points) if score and score.points is not None else "–"
        rows.append([_criterion(record, criterion.code), points, (score.reason if score else "") or "–"])
    yield Table(_("Points and reasons: %(name)s", name=name), header, rows, REASON_WIDTHS)


def _notes(record: Record) -> Iterator[Block]:
    written = [
        (criterion, record.notes[criterion.code])
        for criterion in record.folder.content.scale.criteria
        if criterion.code in record.notes
    ]
    if written:
        rows = [[_criterion(record, each.code), note.text or _("Not written yet")] for each, note in written]
        yield Table(_("Where the reviewers differed widely"), [_("Criterion"), _("Note")], rows, NOTE_WIDTHS)


def decision(record: Record) -> Iterator[Block]:
    """What is decided, with the reason and the points that count on each criterion."""
    made = record.decision
    if made is None or made.made_at is None:
        return
    names = parties(record.application)
    rows: list[tuple[str, Words]] = [
        (_("Outcome"), Phrase(_(OUTCOMES[made.outcome].msgid), strong=True)),
        *([(_("Applicants"), together(names))] if len(names) > 1 else []),
        (_("Decided on"), day(local_date(made.made_at))),
        *([(_("Amount, first year"), saying.kroner(made.amount))] if record.folder.content.has_money else []),
    ]
    if record.scoring and made.outcome is not Outcome.DISMISSED:
        rows.append(_score(record.scoring))
    if made.further_years:
        further = ngettext(
            "%(num)d year, if the Storting grants it", "%(num)d years, if the Storting grants it", made.further_years
        )
        rows.append((_("Further years indicated"), further))
    rows += [(_("Appeal"), _appeal(made)), (_("Legal basis"), _own_words(record, made.legal_basis))]
    yield KeyValues(rows)
    yield Paragraph(made.summary, lang=language_of(record))
    if made.outcome is not Outcome.DISMISSED and record.reasons:
        yield from _criteria(record)


def _criteria(record: Record) -> Iterator[Block]:
    points = record.scoring.points if record.scoring else {}
    rows: list[list[Words]] = [
        [
            _criterion(record, each.code),
            exact(points.get(each.code)),
            _own_words(record, record.reasons[each.code].text if each.code in record.reasons else ""),
        ]
        for each in record.folder.content.scale.criteria
    ]
    header = [_("Criterion"), _("Points"), _("Reason")]
    yield Table(_("The reason on each criterion, and the points that count"), header, rows, REASON_WIDTHS)


def _appeal(made: Decision) -> str:
    until = appeal_until(made)
    return str(_(labels.APPEALS[made.appeal_right], day=day(until) if until else ""))


def _own_words(record: Record, text: str) -> Words:
    """What the applicant is to read, which is written in the language of the application."""
    return Phrase(text, lang=language_of(record)) if text else "–"


def _criterion(record: Record, code: str) -> str:
    return f"{code} {saying.words(record.folder.content.scale.criterion(code).title)}"
