"""The client of the registers at Brønnøysund, against a stand-in on this machine."""

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.organisations import brreg
from directory.organisations.brreg import RegisterDown, Standing
from tests.directory.organisations.conftest import UNIT, VOLUNTARY, Reply, StandIn, sample

NUMBER = "310000027"


def test_an_association_is_read_from_both_registers(stand_in: StandIn) -> None:
    entry = brreg.look_up(stand_in.url, NUMBER)
    assert entry is not None
    assert (entry.org_number, entry.name) == (NUMBER, "EKSEMPELBYGDA BESØKSVENNER (OPPDIKTET)")
    assert (entry.form, entry.standing, entry.municipality_number) == ("FLI", Standing.ACTIVE, "4640")
    assert (entry.written_form, entry.is_voluntary) == ("Nynorsk", True)
    assert entry.about == "Motverke einsemd blant eldre gjennom besøksven-ordning."
    assert entry.categories == ("4100", "8200")
    assert stand_in.asked == [UNIT, VOLUNTARY]


def test_the_first_category_is_the_one_of_lowest_order(stand_in: StandIn) -> None:
    told = json.loads(sample("frivillig_organisasjon_sample"))
    told["icnpoKategorier"].reverse()
    stand_in.says(VOLUNTARY, json.dumps(told))
    entry = brreg.look_up(stand_in.url, NUMBER)
    assert entry is not None
    assert entry.categories == ("4100", "8200")


@pytest.mark.parametrize("status", [404, 410])
def test_an_unknown_number_is_nobody(stand_in: StandIn, status: int) -> None:
    stand_in.replies[UNIT] = Reply(status=status)
    assert brreg.look_up(stand_in.url, NUMBER) is None


def test_a_deleted_entity_says_so_with_little_else(stand_in: StandIn) -> None:
    entry = brreg.look_up(stand_in.url, "821227062")
    assert entry is not None
    assert (entry.standing, entry.municipality_number, entry.is_voluntary) == (Standing.DELETED, "", None)


@pytest.mark.parametrize(
    ("field", "standing"),
    [
        ("konkurs", Standing.BANKRUPT),
        ("underAvvikling", Standing.WINDING_UP),
        ("underTvangsavviklingEllerTvangsopplosning", Standing.WINDING_UP),
    ],
)
def test_what_is_ending_says_so(stand_in: StandIn, field: str, standing: Standing) -> None:
    stand_in.says(UNIT, json.dumps({"organisasjonsnummer": NUMBER, field: True}))
    entry = brreg.look_up(stand_in.url, NUMBER)
    assert entry is not None
    assert entry.standing is standing


def test_every_field_but_the_number_may_be_absent(stand_in: StandIn) -> None:
    stand_in.says(UNIT, json.dumps({"organisasjonsnummer": NUMBER}))
    stand_in.replies[VOLUNTARY] = Reply(status=404)
    entry = brreg.look_up(stand_in.url, NUMBER)
    assert entry is not None
    assert (entry.name, entry.form, entry.about, entry.is_voluntary) == ("", "", "", False)


@pytest.mark.parametrize(("said", "known"), [(True, True), (False, False), (None, None)])
def test_where_the_second_register_is_down_the_first_ones_word_counts(
    stand_in: StandIn, said: bool | None, known: bool | None
) -> None:
    stand_in.says(UNIT, json.dumps({"organisasjonsnummer": NUMBER, "registrertIFrivillighetsregisteret": said}))
    stand_in.replies[VOLUNTARY] = Reply(status=503)
    entry = brreg.look_up(stand_in.url, NUMBER)
    assert entry is not None
    assert entry.is_voluntary is known


def test_a_search_gives_hits_and_none_where_embedded_is_absent(stand_in: StandIn) -> None:
    path = "/enhetsregisteret/api/enheter?navn=Digitaliserings+%26+%C3%B8&size=10"
    stand_in.says(path, sample("enheter_sok_sample"))
    assert [hit.org_number for hit in brreg.search(stand_in.url, "Digitaliserings & ø")] == ["991825827"]
    stand_in.says("/enhetsregisteret/api/enheter?navn=ingen&size=10", '{"page": {"totalElements": 0}}')
    assert brreg.search(stand_in.url, "ingen") == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(status=429),
        Reply(b"{broken"),
        Reply(b"\xff\xfe"),
        Reply(b"[]"),
        Reply(b"null"),
        Reply(b"[" * 100_000),
        Reply(json.dumps({"organisasjonsnummer": "310000035"}).encode()),
        Reply(status=302, headers={"Location": "/elsewhere"}),
        Reply(status=301, headers={"Location": "http://169.254.169.254/latest/meta-data"}),
        Reply(status=307, headers={"Location": "file:///etc/passwd"}),
        Reply(b"{}", headers={"Content-Length": "9000"}),
        Reply(b"{" + b" " * 2_000_000 + b"}"),
        Reply(manner="endless"),
    ],
    ids=range(14),
)
def test_an_answer_that_cannot_be_used_is_a_register_that_is_down(stand_in: StandIn, reply: Reply) -> None:
    stand_in.replies[UNIT] = reply
    stand_in.says("/elsewhere", sample("enhet_forening_sample"))
    with pytest.raises(RegisterDown):
        brreg.look_up(stand_in.url, NUMBER)
    assert stand_in.asked == [UNIT]


@pytest.mark.parametrize("manner", ["hangs", "drips"])
def test_nobody_waits_longer_than_a_few_seconds(
    stand_in: StandIn, manner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert brreg.TIMEOUT <= 3
    monkeypatch.setattr(brreg, "TIMEOUT", 0.3)
    stand_in.replies[UNIT] = Reply(manner=manner)
    began = time.monotonic()
    with pytest.raises(RegisterDown):
        brreg.look_up(stand_in.url, NUMBER)
    assert time.monotonic() - began < 10  # either would never end


def test_a_register_that_is_not_there_is_down() -> None:
    brreg.forget()
    with pytest.raises(RegisterDown):
        brreg.look_up("http://127.0.0.1:1", NUMBER)


def test_the_same_is_asked_once_in_a_while(stand_in: StandIn) -> None:
    for _ in range(3):
        brreg.look_up(stand_in.url, NUMBER)
    assert stand_in.asked == [UNIT, VOLUNTARY]
    brreg.forget()
    stand_in.replies[UNIT] = Reply(status=500)
    for _ in range(3):
        with pytest.raises(RegisterDown):
            brreg.look_up(stand_in.url, NUMBER)
    assert stand_in.asked == [UNIT, VOLUNTARY, UNIT]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (*json.loads(sample("enhet_forening_sample")), "slettedato", "_embedded")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=6), voluntary=ANYTHING)
def test_no_answer_in_json_does_more_than_be_read_or_refused(
    stand_in: StandIn, told: dict[str, Any], voluntary: Any
) -> None:
    brreg.forget()
    stand_in.says(UNIT, json.dumps({"organisasjonsnummer": NUMBER, **told}))
    stand_in.says(VOLUNTARY, json.dumps({"icnpoKategorier": voluntary}))
    try:
        entry = brreg.look_up(stand_in.url, NUMBER)
    except RegisterDown:
        return
    assert entry is not None
    assert entry.org_number == NUMBER
