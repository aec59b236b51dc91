"""What people see: the report of a programme, on a page and on paper."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from directory.accounts.guard import requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.pdf.document import render
from kernel.web.files import answer_with
from kernel.web.page import demo_mark
from partnership.programmes import document, following, queries
from partnership.programmes.doors import context, managed
from partnership.programmes.models import Programme
from partnership.strategic_roadmaps.queries import lessons_of

blueprint = Blueprint("report", __name__, url_prefix="/<code>")


def account_of(programme: Programme) -> document.Account:
    """All that the report tells as of today."""
    today = clock.local_date(clock.now())
    parts = queries.participations(session(), programme)
    records = following.records_of(session(), programme)
    return document.Account(
        programme=programme,
        records=records,
        courses=following.courses(session(), programme, parts, records, today),
        lessons=lessons_of(session(), [part.team_id for part in parts], only_shared=True),
        as_of=today,
    )


@blueprint.get("/report/")
@requires(Permission.PROGRAMME_MANAGE)
def show(code: str) -> ResponseReturnValue:
    """Show the report."""
    programme = managed(code)
    made = document.report(account_of(programme), mark=None)
    return render_template("partnership/programmes/report.html", document=made, **context(programme))


@blueprint.get("/report.pdf")
@requires(Permission.PROGRAMME_MANAGE)
def pdf(code: str) -> ResponseReturnValue:
    """Give the report on paper."""
    programme = managed(code)
    made = document.report(account_of(programme), mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"{programme.code}.pdf")
