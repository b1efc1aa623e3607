"""A process that must not outlive the one that started it, also when that one was killed."""

import os
import signal
import threading

SECONDS = 0.5


def follow() -> None:
    """End this process politely as soon as its parent has gone (POSIX; on Windows a job object does it)."""
    if os.name != "posix":
        return
    threading.Thread(target=_watch, args=(os.getppid(),), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    never = threading.Event()
    while os.getppid() == parent:
        never.wait(SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
