"""Turns that the processes of an installation take: so many at a time, whichever process it is.

A file's lock is the turn: the system gives it back even after kill -9, and waiting for it costs nothing.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_A_TIME = max(1, (os.cpu_count() or 2) // 2)
"""Half of the processors stay free for everybody else."""


class Turns:
    """``places`` turns, each a file in ``folder``."""

    def __init__(self, folder: Path, name: str, places: int = AT_A_TIME) -> None:
        self._files = [folder / f"{name}-{place}.lock" for place in range(places)]

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn and hold it: a free one, else the one that this process always waits for."""
        with _opened(self._files) as files:
            if not any(_lock(file, wait=False) for file in files):
                while not _lock(files[os.getpid() % len(files)], wait=True):
                    pass  # Windows gives up after ten seconds
            yield


@contextmanager
def _opened(paths: list[Path]) -> Iterator[list[int]]:
    """Closing a file gives its turn back."""
    files = [os.open(path, os.O_RDWR | os.O_CREAT, 0o600) for path in paths]
    try:
        yield files
    finally:
        for file in files:
            os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int, *, wait: bool) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
