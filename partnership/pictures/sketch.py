"""The drawing of a relation: the picture's levels and progress in the reader's words."""

from dataclasses import dataclass

from kernel.i18n import gettext as _
from kernel.i18n import language, ngettext
from partnership.assessments.picture import Picture
from partnership.relations.sides import Side
from partnership.staircase.drawing import ListedStep, StepView, Words, draw, listed
from partnership.staircase.labels import side_label
from partnership.staircase.level import Level
from partnership.staircase.shapes import Drawing, Stands


@dataclass(frozen=True)
class Sketch:
    """A drawing with its title and description, and the same as a list."""

    drawing: Drawing
    title: str
    description: str
    steps: tuple[ListedStep, ...]


@dataclass(frozen=True)
class Row:
    """A relation in a list, in the reader's words; a level that is not known yet is told so."""

    id: int
    organisation_name: str
    municipality: str
    scope: str
    wished_step: int | None
    picture: Picture

    @property
    def municipality_level(self) -> int | str:
        """The municipality's level."""
        return level_words(self.picture.levels.municipality)

    @property
    def organisation_level(self) -> int | str:
        """The other side's level."""
        return level_words(self.picture.levels.organisation)

    @property
    def agreed_level(self) -> int | str:
        """The agreed level."""
        return level_words(self.picture.levels.agreed)

    @property
    def progress(self) -> str:
        """How far it is to the next step."""
        return progress_words(self.picture)


def level_words(level: Level | None) -> int | str:
    """A level, or that it waits."""
    return level.number if level else str(_("pending"))


def sketch(picture: Picture, title: str, wished: int | None) -> Sketch:
    """Draw a relation's picture in the reader's language."""
    shown = picture.levels
    stands = Stands(_number(shown.municipality), _number(shown.organisation), _number(shown.agreed), wished)
    views = [
        StepView(
            step.number,
            step.name.pick(language())[0],
            count_words(*picture.progress[step.number]),
            *picture.progress[step.number],
        )
        for step in picture.content.steps[1:]
    ]
    words = Words(
        start=picture.content.steps[0].name.pick(language())[0],
        municipality=side_name(picture, Side.MUNICIPALITY),
        organisation=side_name(picture, Side.ORGANISATION),
        agreed=_("You agree on this step"),
        wished=_("Wished step"),
    )
    return Sketch(
        draw(views, stands, words),
        _("The involvement staircase: %(title)s", title=title),
        " ".join(sentences(picture, wished)),
        listed(views, stands, words),
    )


def _number(level: Level | None) -> int | None:
    return level.number if level else None


def side_name(picture: Picture, side: Side) -> str:
    """What a side is called on this page."""
    return str(_(side_label(side, has_organisation=picture.material.has_organisation).msgid))


def count_words(met: int, of: int) -> str:
    """How much of a step is in place."""
    return str(_("%(met)d of %(of)d in place", met=met, of=of))


def step_name(picture: Picture, number: int) -> str:
    """A step's number and name."""
    return f"{number}, {picture.content.step(number).name.pick(language())[0]}"


def sentences(picture: Picture, wished: int | None) -> list[str]:
    """What the drawing says, in sentences."""
    shown = picture.levels
    said = []
    for side, level in ((Side.MUNICIPALITY, shown.municipality), (Side.ORGANISATION, shown.organisation)):
        name = side_name(picture, side)
        if level is None:
            said.append(_("%(side)s has not shown its assessment yet.", side=name))
        else:
            said.append(_("%(side)s stands on step %(step)s.", side=name, step=step_name(picture, level.number)))
    if shown.agreed is None:
        said.append(_("What you agree on is not computed before both have answered."))
    else:
        said.append(_("You agree on step %(step)s.", step=step_name(picture, shown.agreed.number)))
    if wished is not None:
        said.append(_("The wished step is %(step)s.", step=step_name(picture, wished)))
    return [str(sentence) for sentence in said]


def progress_words(picture: Picture) -> str:
    """Where one stands and how far it is to the next step, progress first."""
    if picture.basis is None:
        return str(_("Not assessed yet"))
    if picture.next_step is None:
        return str(_("The top step"))
    met, of = picture.progress[picture.next_step]
    where = {"step": picture.basis_level, "met": met, "of": of, "next": picture.next_step}
    return str(_("Step %(step)d, %(met)d of %(of)d in place towards step %(next)d", **where))


def is_as_wished(picture: Picture, wished: int | None) -> bool:
    """Whether both agree that they stand where they wish to, or higher."""
    agreed = picture.levels.agreed
    return wished is not None and agreed is not None and agreed.number >= wished


def difference_words(picture: Picture) -> str:
    """How many points the sides see differently."""
    count = len(picture.differences)
    if not picture.is_revealed:
        return str(_("One side is missing"))
    if count == 0:
        return str(_("You see it alike"))
    return str(ngettext("You see %(num)d point differently", "You see %(num)d points differently", count))
