"""Long computing that takes what others leave of the processors, so that nobody else's call waits for it."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")
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
        # The idle class gives way in the moment somebody else wakes up; a merely nice thread first ends its slice.
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetThreadPriority(kernel.GetCurrentThread(), LOWEST)
