"""Long computing that takes what others leave of the processors, so that nobody else's call waits for it."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")
NICE = 15
"""Linux: about a thirtieth of what an ordinary thread gets while both want the same processor."""
LOWEST = -2
"""Windows: THREAD_PRIORITY_LOWEST."""


def quietly(work: Callable[[], Result]) -> Result:
    """Do the work on a thread of its own with low priority, and wait for it.

    Worth its tenth of a millisecond only for work that lets the interpreter's lock go. A thread that has lowered
    itself may not rise again, so it ends with its work.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="quiet", initializer=_step_back) as one:
        return one.submit(work).result()


def _step_back() -> None:
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
    elif sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetThreadPriority(kernel.GetCurrentThread(), LOWEST)
