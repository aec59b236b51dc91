"""Who has seen whom: each reading is written down after the answer, in a transaction of its own."""

import logging
from collections.abc import Iterable
from datetime import datetime

from flask import Flask, Response, after_this_request, current_app
from sqlalchemy import insert

from directory.accounts.guard import current_viewer
from kernel import clock
from kernel.db import transaction
from volunteers.service_users.models import Place, Reading

log = logging.getLogger("trinn")


def note(user_ids: Iterable[int], place: Place) -> None:
    """Have it written, once this answer is sent, that the signed-in person has read about somebody."""
    ids = sorted(set(user_ids))
    if not ids:
        return
    app, person_id, at = current_app._get_current_object(), current_viewer().id, clock.now()  # type: ignore[attr-defined]  # a proxy's own

    @after_this_request
    def later(response: Response) -> Response:
        response.call_on_close(lambda: write(app, ids, place, person_id=person_id, at=at))
        return response


def write(app: Flask, ids: Iterable[int], place: Place, *, person_id: int, at: datetime) -> None:
    """Write the readings; the answer is sent already, so a fault is told in the log."""
    try:
        with app.app_context(), transaction() as opened:
            seen = {"person_id": person_id, "place": place, "read_at": at}
            opened.execute(insert(Reading), [{"service_user_id": number, **seen} for number in ids])
    except Exception:
        log.exception("A reading of service users was not written")
