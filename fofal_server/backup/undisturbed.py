"""A few steps during which a word to end waits: what is begun by halves at that moment nobody would take back."""

import contextlib
import signal
import threading
from collections.abc import Iterator

_TOLD = (signal.SIGINT, signal.SIGTERM)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hear a signal to end only after the block; for what is over in a moment.

    Python lets a signal into the main thread alone, between any two of its steps.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = list[int]()
    before = {one: signal.signal(one, lambda number, _frame: came.append(number)) for one in _TOLD}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        for number in came:
            signal.raise_signal(number)
