"""The best mix is what trying every mix finds, and each explanation is what trying every other mix finds."""

import random
import time
from collections.abc import Callable, Sequence
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from grants.selections.mix import (
    BANDS,
    LARGE,
    MEDIUM,
    MULTI,
    SMALL,
    Candidate,
    Change,
    Floor,
    Weighed,
    floors_of,
    weigh,
)

WELL, STARTING = "well_on_the_way", "starting"


def candidate(
    key: str, points: int = 700, *, maturity: str = STARTING, band: str = MEDIUM, county: str = "50"
) -> Candidate:
    return Candidate(key, points, maturity, band, county)


def tried(candidates: Sequence[Candidate], places: int, fits: Callable[[set[str]], bool] | None = None) -> set[str]:
    """The best of all mixes of the right size that fit, written straight from the claim."""
    places = min(places, len(candidates))
    best: tuple[object, set[str]] | None = None
    for mix in combinations(sorted(candidates, key=lambda each: each.key), places):
        keys = {each.key for each in mix}
        if fits is not None and not fits(keys):
            continue
        merit = (lacking(candidates, mix, places), -counties(mix), -points(mix), [each.key for each in mix])
        if best is None or merit < best[0]:  # type: ignore[operator]  # two merits are of the same form
            best = merit, keys
    return best[1] if best else set()


def lacking(candidates: Sequence[Candidate], mix: Sequence[Candidate], places: int) -> int:
    wanted = [("maturity", name, places // 3) for name in (WELL, STARTING)]
    wanted += [("band", name, min(1, places)) for name in BANDS]
    lack = 0
    for kind, name, least in wanted:
        there = sum(1 for each in candidates if getattr(each, kind) == name)
        chosen = sum(1 for each in mix if getattr(each, kind) == name)
        lack += max(0, min(least, there) - chosen)
    return lack


def counties(mix: Sequence[Candidate]) -> int:
    return len({each.county for each in mix if each.county})


def points(mix: Sequence[Candidate]) -> int:
    return sum(each.points for each in mix)


@st.composite
def calls(draw: st.DrawFn, most: int = 12) -> tuple[list[Candidate], int]:
    """Some candidates, many of them alike, and a number of places."""
    one = st.builds(
        Candidate,
        key=st.just(""),
        points=st.integers(50, 54),
        maturity=st.sampled_from((WELL, STARTING, "")),
        band=st.sampled_from((*BANDS, MULTI)),
        county=st.sampled_from(("", "03", "11", "50")),
    )
    drawn = draw(st.lists(one, max_size=most))
    order = draw(st.permutations(range(len(drawn))))
    made = [
        Candidate(f"T2-{place:04}", each.points, each.maturity, each.band, each.county)
        for place, each in zip(order, drawn, strict=True)
    ]
    return made, draw(st.integers(0, most))


@settings(max_examples=300)
@given(calls())
def test_the_mix_is_what_trying_every_mix_finds(call: tuple[list[Candidate], int]) -> None:
    candidates, places = call
    assert set(weigh(candidates, places).mix.chosen) == tried(candidates, places)


@settings(max_examples=200)
@given(calls(most=9), st.data())
def test_with_some_in_it_already_the_mix_is_what_trying_every_mix_with_them_finds(
    call: tuple[list[Candidate], int], data: st.DataObject
) -> None:
    candidates, places = call
    fixed = data.draw(
        st.sets(st.sampled_from([each.key for each in candidates]), max_size=places) if candidates else st.just(set())
    )
    found = set(weigh(candidates, places, fixed).mix.chosen)
    assert found >= fixed
    assert found == tried(candidates, places, fixed.issubset)


@settings(max_examples=100)
@given(calls(most=8))
def test_each_explanation_is_what_trying_every_other_mix_finds(call: tuple[list[Candidate], int]) -> None:
    candidates, places = call
    weighed = weigh(candidates, places)
    chosen = set(weighed.mix.chosen)
    assert set(weighed.changes) == {each.key for each in candidates}
    for key, change in weighed.changes.items():
        if key in chosen:
            other = tried(candidates, places, lambda keys, key=key: key not in keys)  # type: ignore[misc]
        else:
            other = tried(candidates, places, lambda keys, key=key: key in keys)  # type: ignore[misc]
        if change is None:
            assert not other
            continue
        assert chosen - set(change.goes) | set(change.comes) == other
        assert lost(candidates, chosen, other, min(places, len(candidates))) == (
            change.shortfall,
            change.counties,
            change.points,
        )
        assert (change.shortfall, change.counties, change.points) >= (0, 0, 0)


def lost(candidates: Sequence[Candidate], chosen: set[str], other: set[str], places: int) -> tuple[int, int, int]:
    now = [each for each in candidates if each.key in chosen]
    then = [each for each in candidates if each.key in other]
    return (
        lacking(candidates, then, places) - lacking(candidates, now, places),
        counties(now) - counties(then),
        points(now) - points(then),
    )


@given(calls(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_never_matters(call: tuple[list[Candidate], int], chance: random.Random) -> None:
    candidates, places = call
    shuffled = list(candidates)
    chance.shuffle(shuffled)
    assert weigh(shuffled, places) == weigh(candidates, places)


@given(calls())
def test_there_are_never_more_than_there_are_places(call: tuple[list[Candidate], int]) -> None:
    candidates, places = call
    assert len(weigh(candidates, places).mix.chosen) == min(places, len(candidates))


@given(calls())
def test_no_floor_is_higher_than_the_candidates_can_fill(call: tuple[list[Candidate], int]) -> None:
    candidates, places = call
    for floor in floors_of(candidates, places):
        assert floor.least <= sum(1 for each in candidates if floor.name in (each.maturity, each.band))


def test_a_third_goes_to_those_who_are_starting_although_they_have_fewer_points() -> None:
    ahead = [candidate(f"A{number}", 900, maturity=WELL) for number in range(6)]
    behind = [candidate(f"B{number}", 600) for number in range(3)]
    weighed = weigh([*ahead, *behind], 6)
    assert weighed.mix.chosen == ("A0", "A1", "A2", "A3", "B0", "B1")
    assert of(weighed, "A4") == Change(("A4",), ("A3",), (), 0, 0, 0)
    assert of(weighed, "B2") == Change(("B2",), ("B1",), (), 0, 0, 0)
    assert of(weigh([*ahead, *behind[:2]], 6), "B1") == Change(("A4",), ("B1",), (STARTING,), 1, 0, -300)


def test_one_place_goes_to_each_size() -> None:
    large = [candidate(f"A{number}", 900, band=LARGE) for number in range(5)]
    weighed = weigh([*large, candidate("B", 500, band=SMALL), candidate("C", 510, band=MEDIUM)], 3)
    assert weighed.mix.chosen == ("A0", "C", "B")
    assert of(weighed, "B") == Change(("A1",), ("B",), (SMALL,), 1, 0, -400)


def test_an_application_of_several_sizes_fills_no_floor_for_size() -> None:
    several = [candidate(f"A{number}", 900, band=MULTI) for number in range(3)]
    assert "B" in weigh([*several, candidate("B", 500, band=SMALL)], 2).mix.chosen


def test_one_county_more_weighs_more_than_points() -> None:
    here = [candidate("A", 900), candidate("B", 890)]
    weighed = weigh([*here, candidate("C", 500, county="11")], 2)
    assert weighed.mix.chosen == ("A", "C")
    assert of(weighed, "C") == Change(("B",), ("C",), (), 0, 1, -390)
    assert of(weighed, "B") == Change(("B",), ("A",), (), 0, 0, 10)


def test_floors_that_cannot_all_be_filled_are_filled_as_far_as_they_go() -> None:
    weighed = weigh([candidate("A", 900, band=LARGE), candidate("B", 500, band=SMALL), candidate("C", 600)], 1)
    assert weighed.mix.chosen == ("A",)
    assert weighed.mix.shortfall == 2
    assert Floor(STARTING, 0) in weighed.floors


def test_of_equals_the_earlier_reference_comes_first() -> None:
    assert weigh([candidate("B"), candidate("A"), candidate("C")], 2).mix.chosen == ("A", "B")


def test_everybody_has_a_place_where_there_are_enough() -> None:
    weighed = weigh([candidate("A"), candidate("B")], 5)
    assert weighed.mix.chosen == ("A", "B")
    assert weighed.changes == {"A": None, "B": None}


def test_nobody_is_chosen_where_there_is_nobody() -> None:
    assert weigh([], 5).mix.chosen == ()


def test_a_hundred_candidates_for_thirteen_places_are_weighed_at_once() -> None:
    chance = random.Random(7)  # noqa: S311  no secret
    candidates = [
        candidate(
            f"T2-{number:04}",
            chance.randrange(500, 1001),
            maturity=chance.choice((WELL, STARTING, "")),
            band=chance.choice((*BANDS, MULTI)),
            county=f"{chance.randrange(15):02}",
        )
        for number in range(100)
    ]
    began = time.process_time()
    weighed = weigh(candidates, 13)
    assert time.process_time() - began < 2
    assert len(weighed.mix.chosen) == 13
    assert weighed.mix.counties == 13
    assert None not in weighed.changes.values()


def of(weighed: Weighed, key: str) -> Change:
    change = weighed.changes[key]
    assert change is not None
    return change
