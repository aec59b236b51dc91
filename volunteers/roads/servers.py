"""A map server of one's own: OSRM or Valhalla, asked for a table of ways; nobody waits long for it.

Only positions go out, rounded to about a hundred metres, and only to an address on this machine or network.
Source: https://project-osrm.org/docs (table service), https://valhalla.github.io/valhalla (sources_to_targets).
"""

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from math import ceil
from typing import Any
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from activities.places.distance import Position
from kernel.config import Settings
from volunteers.roads.estimate import Asked

TIMEOUT = 2  # seconds
REST = 60.0  # seconds in which a server that did not answer is left alone
KEPT = 24 * 3600.0  # seconds
MOST_KEPT = 50_000
MOST_TARGETS = 50
DECIMALS = 3  # of a degree, about a hundred metres
LARGEST = 1_000_000

Way = tuple[int, int]
Point = tuple[float, float]


class MapServerDown(Exception):
    """The map server did not answer in time, or not in a way that can be read."""


class _NoRedirect(HTTPRedirectHandler):
    """Nothing leads to another address than the one in the settings."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """Follow nothing."""


_opener = build_opener(_NoRedirect, ProxyHandler({}))


@dataclass
class MapServer:
    """One server with what it has answered; `rests_until` counts from when it did not."""

    kind: str
    base_url: str
    rests_until: float = 0.0
    known: dict[tuple[Point, Point], tuple[float, Way | None]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_resting(self) -> bool:
        """Whether it did not answer a moment ago, so that estimates stand in for it."""
        return time.monotonic() < self.rests_until

    def way(self, start: Position, end: Position, around: Sequence[Position] = ()) -> Way | None:
        """Metres and minutes between two places; on the way, those to the places around are learnt as well."""
        one, other = _rounded(start), _rounded(end)
        if one == other:
            return None
        found = self.known.get((one, other))
        if found is None or found[0] < time.monotonic():
            if self.is_resting:
                return None
            self._learn(one, list(dict.fromkeys([other, *map(_rounded, around)]))[:MOST_TARGETS])
            found = self.known.get((one, other))
        return found[1] if found else None

    def _learn(self, start: Point, ends: list[Point]) -> None:
        try:
            ways = READERS[self.kind](self.base_url, start, ends)
        except MapServerDown:
            self.rests_until = time.monotonic() + REST
            return
        until = time.monotonic() + KEPT
        with self.lock:
            if len(self.known) + len(ends) > MOST_KEPT:
                self.known.clear()
            for end, way in zip(ends, ways, strict=True):
                self.known[start, end] = self.known[end, start] = (until, way)


def _rounded(place: Position) -> Point:
    return round(place.latitude, DECIMALS), round(place.longitude, DECIMALS)


def _osrm(base_url: str, start: Point, ends: list[Point]) -> list[Way | None]:
    points = ";".join(f"{longitude},{latitude}" for latitude, longitude in [start, *ends])
    found = _ask(f"{base_url}/table/v1/driving/{points}?sources=0&annotations=duration,distance")
    try:
        seconds, metres = found["durations"][0][1:], found["distances"][0][1:]
        return _ways(metres, seconds, len(ends))
    except (KeyError, IndexError, TypeError, ValueError, OverflowError) as fault:
        raise MapServerDown from fault


def _valhalla(base_url: str, start: Point, ends: list[Point]) -> list[Way | None]:
    places = [{"lat": latitude, "lon": longitude} for latitude, longitude in [start, *ends]]
    asked = {"sources": places[:1], "targets": places[1:], "costing": "auto", "units": "kilometers"}
    found = _ask(f"{base_url}/sources_to_targets", json.dumps(asked).encode())
    try:
        row = found["sources_to_targets"][0]
        metres = [None if each.get("distance") is None else each["distance"] * 1000 for each in row]
        return _ways(metres, [each.get("time") for each in row], len(ends))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as fault:
        raise MapServerDown from fault


READERS: Mapping[str, Callable[[str, Point, list[Point]], list[Way | None]]] = {"osrm": _osrm, "valhalla": _valhalla}


def _ways(metres: Sequence[Any], seconds: Sequence[Any], count: int) -> list[Way | None]:
    if len(metres) != count or len(seconds) != count:
        raise ValueError(count)
    pairs = zip(metres, seconds, strict=True)
    return [None if far is None or long is None else (round(far), ceil(long / 60)) for far, long in pairs]


def _ask(address: str, body: bytes | None = None) -> Mapping[str, Any]:
    headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "Trinn"}
    request = Request(address, data=body, headers=headers)  # noqa: S310  the settings' address
    latest, got = time.monotonic() + TIMEOUT, b""
    try:
        with _opener.open(request, timeout=TIMEOUT) as response:
            while piece := response.read1(65_536):
                got += piece
                if len(got) > LARGEST or time.monotonic() > latest:
                    raise MapServerDown
        found = json.loads(got)
    except (OSError, HTTPException, ValueError, RecursionError) as fault:
        raise MapServerDown from fault
    if not isinstance(found, dict):
        raise MapServerDown
    return found


_chosen: dict[str, MapServer] = {}


def init(settings: Settings) -> None:
    """Take the map server of the settings, if there is one."""
    choose(settings.roads_url)


def choose(url: str | None) -> None:
    """Use the map server at an address such as osrm+http://127.0.0.1:5000 from now on, or none."""
    _chosen.clear()
    if url:
        kind, _, base_url = url.partition("+")
        _chosen["server"] = MapServer(kind, base_url)


def chosen() -> MapServer | None:
    """The map server in use."""
    return _chosen.get("server")


def ask(around: Sequence[Position] = ()) -> Asked | None:
    """What answers for two places, learning those around on the way; None where there is no server."""
    server = chosen()
    return partial(server.way, around=around) if server else None
