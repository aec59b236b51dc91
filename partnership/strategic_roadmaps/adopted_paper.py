"""What is printed of a wording that was adopted: its exact words, and who adopted them when."""

from collections.abc import Iterator, Sequence

from kernel import clock
from kernel.i18n import day, number
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Heading, KeyValues, Paragraph, Table, Words
from kernel.pdf.document import Document
from partnership.agreements.wording import grouped
from partnership.pictures.saying import document_language
from partnership.roadmaps.saying import anchored, cost, domain_names
from partnership.strategic_roadmaps import saying
from partnership.strategic_roadmaps.document import headed
from partnership.strategic_roadmaps.models import StrategicAdoption, StrategicWording
from partnership.strategic_roadmaps.wording import WordedGoal, WordedMeasure, Wording

MEASURE_WIDTHS = (8, 34, 28, 30)
MORE_WIDTHS = (8, 26, 36, 30)


def printed(
    row: StrategicWording, wording: Wording, adoptions: Sequence[StrategicAdoption], *, mark: str | None
) -> Document:
    """A wording of a team's roadmap, in the language that the words are given in."""
    return Document(
        title=str(_("Strategic roadmap: %(team)s", team=wording.team)),
        lang=document_language(),
        reference=str(_("Trinn · wording %(wording)d as it was kept", wording=wording.number)),
        blocks=list(_blocks(row, wording, adoptions)),
        footer=str(_("Trinn · strategic roadmap")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
    )


def _blocks(row: StrategicWording, wording: Wording, adoptions: Sequence[StrategicAdoption]) -> Iterator[Block]:
    if wording.aim:
        yield Paragraph(wording.aim, style="lead")
    yield KeyValues(
        [
            (str(_("Municipalities")), ", ".join(wording.municipalities)),
            (str(_("Wording")), number(wording.number)),
            (str(_("Written on")), day(clock.local_date(row.frozen_at))),
            *(
                (str(_("Adopted by %(municipality)s", municipality=each.municipality.name)), saying.adopted(each))
                for each in adoptions
            ),
        ]
    )
    for goal in wording.goals:
        yield from _goal(goal)
    told = str(_("The fingerprint (SHA-256) of the exact text:"))
    yield Paragraph(f"{told}\n{grouped(row.fingerprint)}", style="small")


def _goal(goal: WordedGoal) -> Iterator[Block]:
    yield from headed(goal.said)
    if not goal.measures:
        yield Paragraph(str(_("No measure has been written yet.")))
        return
    header = [_("No."), _("Measure"), _("Who"), _("When")]
    yield Table("", list(map(str, header)), [_row(each) for each in goal.measures], MEASURE_WIDTHS)
    more = [row for each in goal.measures if any((row := _more(each))[1:])]
    if more:
        header = [_("No."), _("Cost"), _("Anchored in"), _("Age-friendly community")]
        yield Heading(str(_("More about the measures")), level=3)
        yield Table("", list(map(str, header)), more, MORE_WIDTHS)
    new = [each for each in goal.measures if each.said.is_new_service]
    outside: list[list[Words]] = [[str(each.number), each.said.what, each.said.why_new_service] for each in new]
    if outside:
        yield Heading(str(_("New types of services")), level=3)
        header = [_("No."), _("Measure"), _("Why it stands here all the same")]
        yield Table("", list(map(str, header)), outside, (8, 44, 48))


def _row(measure: WordedMeasure) -> list[Words]:
    said = measure.said
    return [
        str(measure.number),
        said.what,
        saying.who(measure.municipality, said.owner),
        saying.when(said.begins_on, said.due_on),
    ]


def _more(measure: WordedMeasure) -> list[Words]:
    said = measure.said
    return [str(measure.number), cost(said.budget, said.payer), anchored(said), domain_names(said.domains)]
