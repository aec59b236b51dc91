"""A short memory of what somebody else's register answered, so that it is asked once and not by every page."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

KEPT = 600
FAULT_KEPT = 20
MOST = 500

Answer = dict[str, Any] | None


class Answers:
    """What was answered, for ten minutes; that it did not answer, for twenty seconds."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, Answer, Exception | None]] = {}
        self._lock = Lock()

    def of(self, key: str, ask: Callable[[], Answer], *, keeps: type[Exception]) -> Answer:
        """What is remembered under a key, else what asking gives; a fault of the kind that it keeps is remembered."""
        kept = self._kept.get(key)
        if kept is None or kept[0] < time.monotonic():
            kept = self._asked(ask, keeps)
            self._keep(key, kept)
        if kept[2] is not None:
            raise keeps from kept[2]
        return kept[1]

    def forget(self) -> None:
        """Remember nothing."""
        with self._lock:
            self._kept.clear()

    @staticmethod
    def _asked(ask: Callable[[], Answer], keeps: type[Exception]) -> tuple[float, Answer, Exception | None]:
        try:
            return time.monotonic() + KEPT, ask(), None
        except keeps as fault:
            return time.monotonic() + FAULT_KEPT, None, fault

    def _keep(self, key: str, kept: tuple[float, Answer, Exception | None]) -> None:
        with self._lock:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = kept
