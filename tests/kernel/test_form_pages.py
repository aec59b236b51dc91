"""What the macros draw: every box has a name, every error a link, and every id is there once."""

import re
from collections import Counter

import pytest
from flask import Flask

from tests import pages
from tests.kernel.form_sample import PlanForm, a_plan, in_english, page_of

WRONG = [
    ("amount", "1,9 mill"),
    ("groups", "z"),
    ("activities-0-kind", "walk"),
    ("activities-0-count", "mange"),
    ("activities-1-kind", "trip"),
    ("activities-1-count", "3"),
    ("budget-wages-1", "240 tusen"),
    ("phone", "ring"),
]
LINKED = [
    "amount",
    "groups",
    "activities-0-count",
    "activities-1-hours",
    "budget-wages-1",
    "phone",
    "agreed",
]


def refused(app: Flask) -> str:
    """The page after a form that was wrong in every field."""
    with in_english(app):
        form = a_plan(WRONG)
        form.validate()
        return page_of(app, form)


def stale(app: Flask) -> str:
    """The page after somebody else was quicker."""
    with in_english(app):
        form = a_plan(WRONG)
        form.show_saved({"groups": ["a"], "activities": "3 trips", "budget": "Rent: 5"}, 3)
        return page_of(app, form)


def fresh(app: Flask) -> str:
    """The page as it is first shown."""
    with in_english(app):
        return page_of(app, a_plan(activities=[{"kind": "trip", "count": 1200, "hours": None}], groups=["b"]))


def ids(html: str) -> Counter[str]:
    return Counter(re.findall(r'\sid="([^"]*)"', html))


@pytest.mark.parametrize("page", [fresh, refused, stale])
def test_every_id_is_there_once_and_whatever_is_pointed_at_exists(app: Flask, page: object) -> None:
    assert callable(page)
    html = page(app)
    there = ids(html)
    assert {name for name, times in there.items() if times > 1} == set()
    pointed = re.findall(r'(?:aria-describedby|aria-labelledby|\sfor)="([^"]*)"', html)
    assert {name for names in pointed for name in names.split()} <= set(there)
    assert {link[1:] for link in pages.read(html).links if link.startswith("#")} <= set(there)


@pytest.mark.parametrize("page", [fresh, refused])
def test_every_box_has_a_name(app: Flask, page: object) -> None:
    assert callable(page)
    html = page(app)
    form = html[html.index('<form class="form"') :]
    form = form[: form.index("</form>")]
    labelled = set(re.findall(r'\sfor="([^"]*)"', form))
    boxes = [box for box in re.findall(r"<(?:input|select|textarea)\s[^>]*>", form) if 'type="hidden"' not in box]
    assert len(boxes) > 15
    for box in boxes:
        found = re.search(r'\sid="([^"]*)"', box)
        assert found
        assert found[1] in labelled or "aria-labelledby=" in box, box


def test_the_summary_leads_to_each_refused_field_once_and_says_where_it_stands(app: Flask) -> None:
    html = refused(app)
    summary = html[html.index("<ds-error-summary") : html.index("</ds-error-summary>")]
    assert re.findall(r'href="#([^"]*)"', summary) == LINKED
    assert "Activity 1: Write a whole number such as 12." in summary
    assert "Wages, 2027: We read this as 240,000." in summary


def test_each_refused_box_is_marked_and_described_by_its_error(app: Flask) -> None:
    html = refused(app)
    for name in ("amount", "activities-0-count", "activities-1-hours", "budget-wages-1", "phone", "agreed"):
        found = re.search(rf'<input[^>]*\sid="{name}"[^>]*>', html)
        assert found, name
        assert 'aria-invalid="true"' in found[0], name
        assert f"{name}-error" in found[0], name
        assert f'id="{name}-error"' in html
    assert 'aria-invalid="true" aria-labelledby="budget-row-rent' not in html


def test_what_was_typed_stays_on_the_page(app: Flask) -> None:
    form = pages.read(refused(app)).forms[-1]
    assert form.values["amount"] == "1,900,000"
    assert form.values["activities-0-count"] == "mange"
    assert form.values["activities-1-kind"] == "trip"
    assert form.values["phone"] == "ring"


def test_what_is_known_comes_back_as_it_was_when_the_page_is_sent(app: Flask) -> None:
    with in_english(app):
        known = {"activities": [{"kind": "trip", "count": 200, "hours": 5}], "budget": {"rent": {"2": 12_000}}}
        page = pages.read(page_of(app, a_plan(amount=1_900_000, groups=["b"], agreed=True, **known))).forms[-1]
        back = a_plan(list(page.values.items()))
        assert back.validate(), back.errors
        assert (back.amount.number, back.groups.data) == (1_900_000, ["b"])
        assert {"activities": back.activities.data, "budget": back.budget.data} == known


def test_rows_are_named_and_offer_another_while_there_is_room(app: Flask) -> None:
    html = fresh(app)
    assert ">Activity 2</legend>" in html
    assert '<button class="ds-button" data-variant="secondary" type="submit" name="add" value="activities">' in html
    with in_english(app):
        full: PlanForm = a_plan([(f"activities-{index}-count", "1") for index in range(4)])
        assert 'name="add"' not in page_of(app, full)


def test_the_table_has_headers_and_numeric_boxes(app: Flask) -> None:
    html = fresh(app)
    assert '<th scope="row" id="budget-row-wages">Wages</th>' in html
    assert '<th scope="col" id="budget-column-1">2027</th>' in html
    box = re.search(r'<input[^>]*id="budget-wages-1"[^>]*>', html)
    assert box
    assert 'aria-labelledby="budget-row-wages budget-column-1"' in box[0]
    assert 'inputmode="numeric"' in box[0]
    assert 'type="text"' in box[0]


def test_a_telephone_number_gets_its_keyboard(app: Flask) -> None:
    box = re.search(r'<input[^>]*id="phone"[^>]*>', fresh(app))
    assert box
    assert {'type="tel"', 'inputmode="tel"', 'autocomplete="tel"'} <= set(box[0].split())


def test_what_somebody_else_saved_stands_at_the_choices_the_rows_and_the_table(app: Flask) -> None:
    html = stale(app)
    for name, text in (("groups", "Alone"), ("activities", "3 trips"), ("budget", "Rent: 5")):
        assert re.search(rf'id="{name}-conflict"><p>{text}</p>', html)
        assert re.search(rf'aria-describedby="[^"]*{name}-conflict"', html)
