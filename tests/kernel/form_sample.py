"""A form with every kind of field, and its page, as the tests of fields use it."""

from flask import Flask, render_template_string
from flask.ctx import RequestContext
from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError

from kernel.forms import BaseForm, Checks, Grid, Phone, Pick, RowForm, Rows, Tick, Version, Whole, required, ticked
from kernel.forms import voluntary as at_will

KINDS = [("", "Choose"), ("walk", "Walk"), ("trip", "Trip")]
COSTS = [("wages", "Wages"), ("rent", "Rent")]
YEARS = [("1", "2027"), ("2", "2028")]


class ActivityRow(RowForm):
    """What is done, how often and for how long."""

    kind = Pick("Kind", validators=[required("Choose a kind.")])
    count = Whole("How many", validators=[required("Write how many.")], least=1, most=500)
    hours = Whole("Hours each time", most=24)

    def validate_hours(self, field: Whole) -> None:
        """A trip lasts."""
        if self.kind.data == "trip" and not field.number:
            raise ValidationError("Write how long the trip lasts.")


class PlanForm(BaseForm):
    """Every kind of field."""

    amount = Whole("Amount", validators=[required("Write the amount.")], most=5_000_000)
    groups = Checks("Groups", choices=[("a", "Alone"), ("b", "Bereaved"), ("c", "Carers")])
    activities = Rows(
        ActivityRow,
        "Activities",
        caption="Activity",
        most=4,
        validators=[required("Describe at least one activity.")],
    )
    budget = Grid("Budget", rows=COSTS, columns=YEARS)
    phone = Phone("Telephone", validators=at_will(40))
    agreed = Tick("We agree", validators=[ticked()])
    version = Version()


def a_plan(typed: list[tuple[str, str]] | None = None, **kept: object) -> PlanForm:
    """The form as it was sent with what was typed, or as it is shown with what is kept."""
    form = PlanForm(None if typed is None else MultiDict(typed), **kept)
    form.activities.offer(kind=KINDS)
    return form


PAGE = """{% extends "layout.html" %}
{% from "macros/forms.html" import form_frame, field, error_summary, buttons %}
{% from "macros/form_rows.html" import rows, grid %}
{% block content %}{{ error_summary(form) }}<h1>Plan</h1>
{% call form_frame(form) %}
{{ field(form.amount, affix="kr") }}
{{ field(form.groups, hint="Tick all that fit.") }}
{{ rows(form.activities, hint="One card for each.", hints={"count": "In a year."}) }}
{{ grid(form.budget, hint="Whole kroner.") }}
{{ field(form.phone) }}
{{ field(form.agreed) }}
{{ buttons("Save") }}
{% endcall %}{% endblock %}"""


def in_english(app: Flask) -> RequestContext:
    """A request of somebody who reads English, so that no test hangs on a translation."""
    return app.test_request_context(headers={"Accept-Language": "en"})


def page_of(app: Flask, form: PlanForm) -> str:
    """The page that shows the form."""
    with in_english(app):
        return render_template_string(PAGE, form=form, page_title="Plan")
