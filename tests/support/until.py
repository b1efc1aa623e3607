"""Waiting for what other processes do: asked again and again, until it is so."""

import threading
from collections.abc import Callable
from typing import TypeVar

from tests.support.patience import PATIENCE

Found = TypeVar("Found")


def until(asked: Callable[[], Found | None], *, every: float = 0.1) -> Found:
    """What ``asked`` answers as soon as that is something."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / every)):
        if found := asked():
            return found
        pause.wait(every)
    raise TimeoutError
