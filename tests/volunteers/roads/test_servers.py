"""Map servers of one's own, over real connections: what they answer counts, and a slow or wrong one is left alone."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from activities.places.distance import Position
from kernel.config import BadSettings, from_environment
from volunteers.roads import servers
from volunteers.roads.estimate import Known, Roads
from volunteers.roads.servers import MapServer

KEYS = {"TRINN_SECRET_KEY": "s" * 40, "TRINN_DATA_KEY": "d" * 40}
VOLDA, DALSFJORD = Position(62.14789, 6.07123), Position(62.02, 5.95)


class Map:
    """What the server was asked, and how it answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.wait = 0.0
        self.answer: object = None


@pytest.fixture
def world() -> Iterator[tuple[Map, str]]:
    """A map server on this machine."""
    known = Map()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            points = urlsplit(self.path).path.rsplit("/", 1)[-1].split(";")
            ways = [60.0 * number for number in range(len(points))]
            self._say({"code": "Ok", "durations": [ways], "distances": [[each * 10 for each in ways]]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known.asked.append(json.dumps(body))
            row = [{"distance": 1.5, "time": 90} for _target in body["targets"]]
            self._say({"sources_to_targets": [row]})

        def _say(self, answer: object) -> None:
            time.sleep(known.wait)
            said = json.dumps(answer if known.answer is None else known.answer).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield known, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_osrm_is_asked_for_a_table_once_with_rounded_places(world: tuple[Map, str]) -> None:
    known, url = world
    server = MapServer("osrm", url)
    assert server.way(VOLDA, DALSFJORD, around=[Position(62.2, 6.2)]) == (600, 1)
    assert server.way(VOLDA, Position(62.2, 6.2)) == (1200, 2)
    assert server.way(DALSFJORD, VOLDA) == (600, 1)
    assert len(known.asked) == 1
    assert known.asked[0].startswith("/table/v1/driving/6.071,62.148;5.95,62.02;6.2,62.2?sources=0")


def test_valhalla_is_asked_for_sources_and_targets(world: tuple[Map, str]) -> None:
    known, url = world
    assert MapServer("valhalla", url).way(VOLDA, DALSFJORD) == (1500, 2)
    assert json.loads(known.asked[0])["sources"] == [{"lat": 62.148, "lon": 6.071}]


def test_a_server_that_is_too_slow_is_left_alone_and_estimates_stand_in(
    world: tuple[Map, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known, url = world
    known.wait = 0.5
    monkeypatch.setattr(servers, "TIMEOUT", 0.1)
    server = MapServer("osrm", url)
    roads = Roads(ask=server.way)
    assert roads.between("6100", "6133").known is Known.WORKED_OUT
    assert server.is_resting
    assert roads.between("6100", "6110").known is Known.WORKED_OUT
    assert len(known.asked) == 1


@pytest.mark.parametrize("answer", [[], {}, {"durations": [[0]]}, {"durations": [[0, "x"]], "distances": [[0, 1]]}, 7])
def test_an_answer_that_cannot_be_read_is_none(world: tuple[Map, str], answer: object) -> None:
    known, url = world
    known.answer = answer
    server = MapServer("osrm", url)
    assert server.way(VOLDA, DALSFJORD) is None
    assert server.is_resting


def test_a_way_that_the_server_does_not_know_is_worked_out(world: tuple[Map, str]) -> None:
    known, url = world
    known.answer = {"durations": [[0, None]], "distances": [[0, None]]}
    server = MapServer("osrm", url)
    assert server.way(VOLDA, DALSFJORD) is None
    assert not server.is_resting


def test_the_settings_choose_the_server() -> None:
    try:
        servers.choose("osrm+http://127.0.0.1:5000")
        chosen = servers.chosen()
        assert chosen is not None
        assert (chosen.kind, chosen.base_url) == ("osrm", "http://127.0.0.1:5000")
        assert servers.ask() is not None
    finally:
        servers.choose(None)
    assert servers.ask() is None


@pytest.mark.parametrize(
    "url",
    [
        "osrm+http://127.0.0.1:5000",
        "osrm+http://localhost:5000/",
        "valhalla+http://10.0.0.5:8002",
        "valhalla+https://192.168.1.4",
        "osrm+http://[::1]:5000",
    ],
)
def test_a_server_on_this_machine_or_its_network_is_allowed(url: str) -> None:
    assert from_environment({**KEYS, "TRINN_ROADS_URL": url}).roads_url == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:5000",
        "osrm+http://router.project-osrm.org",
        "osrm+http://8.8.8.8",
        "osrm+ftp://127.0.0.1",
        "google+http://127.0.0.1",
        "osrm+http://127.0.0.1/?x=1",
        "osrm+http://169.254.169.254",
        "osrm+http://0.0.0.0",
        "osrm+http://",
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(BadSettings, match="TRINN_ROADS_URL"):
        from_environment({**KEYS, "TRINN_ROADS_URL": url})


def test_without_the_setting_there_is_no_server() -> None:
    assert from_environment(KEYS).roads_url is None
