"""What a relation is called."""

from kernel.i18n import gettext as _
from partnership.relations.models import Relation


def title_of(relation: Relation) -> str:
    """The two parties of a relation, in the reader's language."""
    other = relation.organisation.name if relation.organisation else _("own volunteers")
    title = str(_("%(one)s and %(other)s", one=relation.municipality.full_name, other=other))
    return f"{title}: {relation.scope}" if relation.scope else title
