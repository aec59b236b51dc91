"""What a relation is called."""

from kernel.i18n import gettext as _
from partnership.relations.models import Relation
from partnership.relations.sides import Side


def title_of(relation: Relation) -> str:
    """The two parties of a relation, in the reader's language."""
    other = relation.organisation.name if relation.organisation else _("own volunteers")
    title = str(_("%(one)s and %(other)s", one=relation.municipality.full_name, other=other))
    return f"{title}: {relation.scope}" if relation.scope else title


def side_name(relation: Relation, side: Side) -> str:
    """What a side of a relation is called."""
    if side is Side.MUNICIPALITY:
        return relation.municipality.full_name
    return relation.organisation.name if relation.organisation else str(_("The volunteers"))
