"""What is said of resources, needs and opportunities, in the reader's language."""

from kernel.i18n import gettext as _
from volunteers.senior_resources.labels import NUMBERED, THEMES
from volunteers.senior_resources.models import Connection, LocalNeed, Opportunity, SeniorResource
from volunteers.senior_resources.rules import split

LONGEST = 80


def called(resource: SeniorResource) -> str:
    """What stands in headings and addresses: an organisation's name, else a number that tells nothing of anybody."""
    if resource.organisation is not None:
        return resource.organisation.full_name
    return str(_(NUMBERED[resource.kind], number=resource.id))


def known_as(resource: SeniorResource) -> str:
    """What the team knows them by, on its own pages only."""
    return resource.name or called(resource)


def themes(codes: str) -> str:
    """Themes by their names."""
    return ", ".join(str(_(THEMES[each])) for each in split(codes))


def shortened(text: str) -> str:
    """A text as it stands in a list of choices."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def local(row: LocalNeed | Opportunity) -> str:
    """A need or an opportunity with its place."""
    return f"{row.text} ({row.place})" if row.place else row.text


def about(connection: Connection) -> str:
    """What a connection is about."""
    return "; ".join(local(each) for each in (connection.need, connection.opportunity) if each is not None)
