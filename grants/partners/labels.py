"""How a partner's confirmation stands, as a tag."""

from grants.applications.models import Partner
from grants.applications.saying import standing_of


def badge_of(partner: Partner) -> tuple[str, str, str]:
    """The words, the colour and the code of a partner's tag."""
    if partner.confirmed_at:
        return standing_of(partner), "success", "confirmed"
    if partner.declined_at:
        return standing_of(partner), "danger", "declined"
    if partner.invited_at:
        return standing_of(partner), "warning", "asked"
    return standing_of(partner), "neutral", "not_asked"
