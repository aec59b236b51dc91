"""A loop that goes on whatever happens, and says calmly when it cannot do its work and when it can again."""

import logging
from collections.abc import Callable
from threading import Event

log = logging.getLogger(__name__)


def keep_going(step: Callable[[], object], *, wait: Callable[[], object], stop: Event, what: str) -> None:
    """Take one step after the other until told to stop; `what` names the loop in the log."""
    trouble = ""
    while not stop.is_set():
        try:
            step()
        except Exception as error:
            if type(error).__name__ != trouble:
                trouble = type(error).__name__
                log.warning("%s waits: %s. It tries again until this is over.", what, trouble)
        else:
            if trouble:
                log.warning("%s goes on after %s.", what, trouble)
                trouble = ""
        wait()
