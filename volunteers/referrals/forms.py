"""What home care fills in: the telephone page's fields, and what the person has said yes to."""

from kernel.forms import Tick, ticked
from kernel.i18n import lazy_gettext as _
from volunteers.desk.forms import AskForm


class ReferForm(AskForm):
    """A request on behalf of somebody who has said yes to it."""

    channel = None  # type: ignore[assignment]  # home care is the channel
    known = None  # type: ignore[assignment]  # home care is not shown whether somebody is known
    has_said_yes = Tick(_("The person has said yes to our asking for this"), validators=[ticked()])
    tells_arrival = Tick(_("The person has also said yes to our seeing whether the trips arrive"))
