"""Why an application has a place or not, in sentences: for those who choose, and for those who applied."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from directory.bodies.models import LanguageForm
from directory.municipalities.models import Municipality
from grants.calls.content import Content, Scale
from grants.reviews.labels import exact
from grants.selections.labels import FLOORS
from grants.selections.models import SelectionLine
from grants.selections.weighing import Facts, Ground, Loss, read
from kernel.i18n import force_locale, language, ngettext, together
from kernel.i18n import gettext as _


def unfit(facts: Facts, scale: Scale) -> str:
    """Why an application may not have a place; empty where it may."""
    match facts.ground:
        case Ground.NOT_PASSED:
            return str(_("It has not passed the formal check."))
        case Ground.KNOCKED_OUT:
            return " ".join(_lacking(code, scale) for code in facts.knocked_out)
        case Ground.BELOW:
            said = {"score": exact(facts.exact), "threshold": facts.threshold}
            return str(_("The application got %(score)s of 100 points. A place needs at least %(threshold)d.", **said))
        case _:
            return ""


def _lacking(code: str, scale: Scale) -> str:
    criterion = f"{code} {scale.criterion(code).title.pick(language())[0]}"
    said = {"criterion": criterion, "least": scale.knock_outs[code], "most": scale.most}
    return str(_("Too few points on %(criterion)s: at least %(least)d of %(most)d are needed.", **said))


def why(
    reference: str, facts: Facts, scale: Scale, *, is_proposed: bool, called: Mapping[str, str] | None = None
) -> list[str]:
    """Why it is computed as it is, for those who choose; `called` names the others by their references."""
    if not facts.is_fit:
        return [unfit(facts, scale)]
    if facts.loss is None:
        return [str(_("There is a place for everybody who may have one."))]
    return [_moved(reference, facts.loss, called or {}, is_proposed=is_proposed), *_lost(facts.loss)]


def names(facts: Mapping[str, Facts]) -> dict[str, str]:
    """What applications are called among those who choose: the responsible municipality, and the reference."""
    return {key: f"{each.municipalities[0]} ({key})" for key, each in facts.items() if each.municipalities}


def _moved(reference: str, loss: Loss, called: Mapping[str, str], *, is_proposed: bool) -> str:
    comes = ", ".join(called.get(each, each) for each in loss.comes if each != reference)
    goes = ", ".join(called.get(each, each) for each in loss.goes if each != reference)
    if is_proposed and goes:
        return str(_("Without it %(comes)s would come in and %(goes)s go out.", comes=comes, goes=goes))
    if is_proposed:
        return str(_("Without it %(comes)s would come in.", comes=comes))
    if comes:
        return str(_("With it %(comes)s would come in and %(goes)s go out.", comes=comes, goes=goes))
    return str(_("With it %(goes)s would go out.", goes=goes))


def _lost(loss: Loss) -> Iterator[str]:
    """What would be lost, the heaviest first, and what would be gained for it."""
    if loss.shortfall:
        yield str(_("Then a place would be lacking for %(floors)s.", floors=floors(loss.floors)))
    if loss.counties > 0:
        yield str(
            ngettext("There would be %(num)d county fewer.", "There would be %(num)d counties fewer.", loss.counties)
        )
    if loss.counties < 0:
        yield str(
            ngettext("There would be %(num)d county more.", "There would be %(num)d counties more.", -loss.counties)
        )
    if loss.score > 0:
        yield str(_("The sum of points would be %(points)s lower.", points=exact(loss.score)))
    if loss.score < 0:
        yield str(_("The sum of points would be %(points)s higher.", points=exact(-loss.score)))
    if not (loss.shortfall or loss.counties or loss.score):
        yield str(_("They are equal in all that counts, and then the earlier reference comes first."))


def floors(names: tuple[str, ...]) -> str:
    """The floors by name in one line."""
    return ", ".join(_(FLOORS[name]) for name in names)


def team_name(municipalities: Sequence[Municipality], year: int | None, written: str) -> str:
    """What people call the team of some municipalities, in the language form of the responsible one, the first.

    A year tells it apart from a team that the municipality has already; `written` is the language of the application,
    which counts where the municipality uses either.
    """
    form = municipalities[0].language_form
    with force_locale(written if form is LanguageForm.NEUTRAL else form.value):
        said = {"municipalities": together([each.name for each in municipalities]), "year": year}
        if year is None:
            return str(_("The core team in %(municipalities)s", **said))
        return str(_("The core team in %(municipalities)s %(year)s", **said))


def to_applicant(
    line: SelectionLine, lines: Sequence[SelectionLine], content: Content, refused: Sequence[tuple[str, str]] = ()
) -> str:
    """Why it became so, to the applicant, in the language in force; no other applicant is named.

    `refused` are the formal rules that are not met, by what they ask, each with the reason. That an application is
    rejected or dismissed, the decision itself says.
    """
    facts = read(line.facts)
    told = list(_grounds(line, facts, content, refused))
    if facts.is_fit and facts.loss and not line.is_chosen and not line.overruled:
        told.append(_compared(facts, facts.loss, lines))
    if facts.is_fit:
        chosen = sum(1 for each in lines if each.is_chosen)
        told.append(str(_("%(places)d of %(sent)d applications have a place.", places=chosen, sent=len(lines))))
    return " ".join(told)


def _grounds(line: SelectionLine, facts: Facts, content: Content, refused: Sequence[tuple[str, str]]) -> Iterator[str]:
    if line.is_chosen:
        yield str(_("You are chosen to take part in %(title)s.", title=content.title.pick(language())[0]))
    if line.overruled:
        yield line.overruled
    elif facts.ground is Ground.NOT_PASSED:
        for rule, reason in refused:
            yield str(_("Not met: %(rule)s. %(reason)s", rule=_(rule), reason=reason))
        if not refused:
            yield unfit(facts, content.scale)
    elif not facts.is_fit:
        yield unfit(facts, content.scale)
    elif not line.is_chosen:
        yield str(
            _(
                "The application is good enough, but there are more such applications than places. The places are "
                "given for a good mix, in this order: how far the municipalities have come and their sizes, then as "
                "many counties as possible, and last the points."
            )
        )


def _compared(facts: Facts, loss: Loss, lines: Sequence[SelectionLine]) -> str:
    """What is computed holds only where nobody has chosen otherwise."""
    if any(each.overruled for each in lines):
        return str(_("Some are chosen for other reasons, which are written down."))
    return _instead(facts, loss, {read(each.facts).county for each in lines if each.is_chosen})


def _instead(facts: Facts, loss: Loss, counties: Collection[str]) -> str:
    """What it would have cost to give the applicant a place."""
    if loss.shortfall:
        return str(_("With you among them, a place would be lacking for %(floors)s.", floors=floors(loss.floors)))
    if loss.counties > 0 and facts.county in counties:
        county = facts.county_name
        return str(
            _("%(county)s has a place already. With you among them, fewer counties would take part.", county=county)
        )
    if loss.counties > 0:
        return str(_("With you among them, fewer counties would take part."))
    if loss.score > 0:
        return str(_("With you among them, the sum of points would be lower."))
    return str(_("You are equal with others in all that counts, and they are before you in the order of applications."))
