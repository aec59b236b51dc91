"""How what a form says is kept: what happens when somebody else was quicker, or a rule says no."""

from collections.abc import Callable
from typing import Any

from werkzeug.exceptions import NotFound

from kernel.forms import BaseForm
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale


def keep(form: BaseForm, write: Callable[[], Any], show_theirs: Callable[[], None], field: str = "") -> int:
    """Write what a form says; the status to answer with, 303 where it is kept or stood there already.

    What a rule says no with stands at the field, or at the form as a whole where none is named.
    """
    try:
        write()
    except Stale:
        show_theirs()
        return 409 if form.conflicts else 303
    except NotFound:
        form.refuse(_("Somebody else has taken this away meanwhile. Your text stands here: copy it if you need it."))
        return 409
    except NotAllowed as refusal:
        told = sentence(refusal)
        if field:
            form.complain(field, told)
        else:
            form.refuse(told)
        return 422
    return 303
