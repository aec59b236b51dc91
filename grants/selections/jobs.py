"""What happens later: a selection that is made is carried out, one application at a time, and applicants are told."""

from datetime import datetime

from sqlalchemy.orm import Session

from grants.calls.queries import content_of
from grants.selections import deciding, queries, wording
from grants.selections.models import Selection, SelectionLine
from kernel.i18n import force_locale
from kernel.jobs import outbox
from kernel.registry import job


@job("grants.carry_out_selection")
def carry_out_selection(session: Session, *, key: str, now: datetime, selection_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Promise that each application is decided on as the selection says."""
    for line in queries.lines_of(session, selection_id):
        outbox.promise(session, "grants.carry_out_line", at=now, line_id=line.id)


@job("grants.carry_out_line")
def carry_out_line(session: Session, *, key: str, now: datetime, line_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Decide on one application, in its own language, and found its team if it is chosen."""
    line = session.get_one(SelectionLine, line_id)
    selection = session.get_one(Selection, line.selection_id)

    def write(each: SelectionLine) -> str:
        with force_locale(each.application.language):
            lines, refused = queries.lines_of(session, selection.id), queries.refused(session, each.application_id)
            return wording.to_applicant(each, lines, content_of(selection.call), refused)

    deciding.carry_out(session, line, selection, write=write, at=now)
