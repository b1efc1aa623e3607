"""A process that must not outlive the one that started it, also when that one was killed."""

import os
import signal
import threading
from collections.abc import Callable

SECONDS = 0.5
FOLLOWS = "FOFAL_FOLLOWS"
"""In the environment of a command: the number of the process that it must not outlive."""


def follow_if_told() -> None:
    """Follow the process that the environment names; what is started from here follows nobody of itself."""
    if number := os.environ.pop(FOLLOWS, ""):
        follow(int(number))


def follow(parent: int | None = None, then: Callable[[], None] | None = None) -> None:
    """End this process politely as soon as its parent has gone (POSIX; on Windows a job object does it).

    ``parent`` is the number of who started it, for it may be gone before we look; ``then`` is done first.
    """
    if os.name != "posix":
        return
    threading.Thread(target=_watch, args=(parent or os.getppid(), then), name="parent", daemon=True).start()


def _watch(parent: int, then: Callable[[], None] | None) -> None:
    never = threading.Event()
    while os.getppid() == parent:
        never.wait(SECONDS)
    if then is not None:
        then()
    os.kill(os.getpid(), signal.SIGTERM)
