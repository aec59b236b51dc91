"""Which postcodes have no offer within reach."""

import re
from math import acos, cos, radians, sin

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from activities.gaps.reach import REACHES, Stand, distances
from activities.offers.models import OfferMode, OfferStatus
from activities.places.distance import Position
from activities.places.postcodes import of_municipality
from tests.activities.builders import FRAIL, an_offer, shown
from tests.activities.conftest import Town
from tests.builders import a_municipality, sign_in

GAPS = "/activities/offers/municipalities/{}/gaps/"
NEAR = st.builds(Position, st.floats(61.8, 62.4), st.floats(5.5, 6.8))


def by_cosines(one: Position, other: Position) -> float:
    """The same distance by another formula: the law of cosines on a sphere, times 1.3."""
    north, south = radians(one.latitude), radians(other.latitude)
    between = radians(one.longitude - other.longitude)
    return 1.3 * 6371 * acos(min(1.0, sin(north) * sin(south) + cos(north) * cos(south) * cos(between)))


@given(positions=st.lists(NEAR, max_size=12), reach=st.sampled_from(REACHES))
def test_the_figures_are_always_those_of_trying_every_pair(positions: list[Position], reach: int) -> None:
    stands = [Stand(number, f"Tilbod {number}", position) for number, position in enumerate(positions)]
    for found in distances(of_municipality("1577"), stands):
        tried = [by_cosines(found.postcode.position, each.position) for each in stands]
        if not tried:
            assert found.kilometres is None
            assert not found.is_within(reach)
            continue
        assert found.kilometres == pytest.approx(min(tried), abs=0.01)
        if abs(min(tried) - reach) > 0.01:
            assert found.is_within(reach) == (min(tried) <= reach)


def missing(text: str) -> list[str]:
    """The postcodes of the table."""
    return re.findall(r'<th scope="row">(\d{4}) ', text)


def test_a_wider_reach_never_leaves_more_out(client: FlaskClient, session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    sign_in(client, session, town.kom)
    found = [set(missing(shown(client, f"{GAPS.format('1577')}?reach={reach}"))) for reach in REACHES]
    assert found[0] >= found[1] >= found[2] >= found[3]
    assert found[1] == set(missing(shown(client, f"{GAPS.format('1577')}?reach=9999")))
    assert "6763" in found[2]
    assert "6100" not in found[0]


def test_the_numbers_on_the_map_are_those_of_the_table(client: FlaskClient, session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    sign_in(client, session, town.kom)
    text = shown(client, GAPS.format("1577"))
    numbers = [int(each) for group in re.findall(r'data-numbers="([^"]+)"', text) for each in group.split()]
    assert sorted(numbers) == list(range(1, len(missing(text)) + 1))


def test_what_nobody_can_go_to_fills_no_gap(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, town.kom)
    everywhere = len(of_municipality("1577"))
    an_offer(session, town.venene, town.volda, actor=town.leader, mode=OfferMode.DIGITAL)
    an_offer(session, town.venene, town.volda, actor=town.leader, status=OfferStatus.DRAFT)
    session.commit()
    assert len(missing(shown(client, GAPS.format("1577")))) == everywhere
    an_offer(session, town.venene, town.volda, actor=town.leader, groups=FRAIL)
    session.commit()
    assert len(missing(shown(client, GAPS.format("1577")))) < everywhere
    assert len(missing(shown(client, f"{GAPS.format('1577')}?group=relatives"))) == everywhere


def test_only_those_who_share_a_municipalitys_offers_see_its_gaps(
    client: FlaskClient, session: Session, town: Town
) -> None:
    a_municipality(session, "Hareid", "1517")
    session.commit()
    for person, number, status in [
        (town.kom, "1577", 200),
        (town.nurse, "1577", 200),
        (town.kom, "1517", 404),
        (town.kom, "9999", 404),
        (town.leader, "1577", 404),
    ]:
        sign_in(client, session, person)
        assert client.get(GAPS.format(number)).status_code == status, (person.name, number)
