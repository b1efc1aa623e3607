"""``python3 run.py test``: all tests, in lanes side by side, their files in memory where that has room."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from run import any_terminal, begun, say

PARTS = [
    ["tests"],
    ["tests/desktop/screens"],
    ["tests/server/console"],
    ["tests/server/core", "tests/server/front", "tests/server/notifications", "tests/server/jobs"],
    ["tests/server/ops", "tests/server/backup", "tests/server/replica"],
    ["tests/conformance"],
    ["tests/deployment"],
    ["tests/desktop"],
    ["tests/server/agronomy", "tests/server/inventory"],
]
"""What lanes take in turn, longest first, so that they end together; a room that is named apart is left out of the one
it lies in. Windows have processes of their own, so that nothing else's threads or garbage disturb them."""
LANES = 2
"""With three a whole run took 14 minutes once; the next one failed in the windows for a cause that is not known yet."""
MEMORY, ROOM = Path("/dev/shm"), 8 * 1024**3  # noqa: S108 - a folder of its own is made there
"""Where files lie in memory, and how many bytes must be free for what the tests write to go there."""


class Lanes:
    """What is left to run, what runs, and how it ended."""

    def __init__(self, parts: Sequence[Sequence[str]]) -> None:
        self._left, self._turn = deque(parts), threading.RLock()
        self._running, self._codes = list[subprocess.Popen[str]](), list[int]()

    def run(self, count: int) -> int:
        """Run all of them, so many at a time; 1 if any did not go well."""
        lanes = [threading.Thread(target=self._lane) for _ in range(count)]
        try:
            for lane in lanes:
                lane.start()
            for lane in lanes:
                lane.join()
        finally:
            self._left.clear()  # Ctrl-C reaches those that run by itself
        return 1 if any(self._codes) else 0  # a process ended by a signal answers a negative number

    def end(self, *_: object) -> None:
        """Begin no more, and end what runs."""
        with self._turn:  # nobody is between taking a part and beginning it
            self._left.clear()
        for one in self._running:
            one.terminate()  # it stops what it has started, its PostgreSQL first of all

    def _lane(self) -> None:
        """Run what is next until nothing is left; each one's words are told in one piece."""
        while following := self._following():
            words, one = following
            told, _ = one.communicate()
            self._codes.append(one.returncode)
            say(" ".join(words))
            sys.stdout.write(told)
            sys.stdout.flush()

    def _following(self) -> tuple[list[str], "subprocess.Popen[str]"] | None:
        with self._turn:
            if not self._left:
                return None
            words = words_of(self._left.popleft())
            self._running.append(begun([sys.executable, "-m", "pytest", "-q", *words]))
            return words, self._running[-1]


def main() -> int:
    """Run all of them; 1 if any did not go well."""
    lanes = Lanes(PARTS)
    signal.signal(signal.SIGTERM, lanes.end)
    with _in_memory():
        return lanes.run(LANES)


def words_of(part: Sequence[str]) -> list[str]:
    """What pytest is told to run these rooms without those in them that other parts have."""
    others = [room for other in PARTS if other is not part for room in other]
    return [*part, *(f"--ignore={one}" for one in others if any(one.startswith(f"{room}/") for room in part))]


@contextmanager
def _in_memory() -> Iterator[None]:
    """Let what the tests write go to the memory where that has room: a disk takes ten times as long for a database."""
    if not _roomy(MEMORY):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="fofal-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        os.environ["TMPDIR"] = folder
        yield


def _roomy(folder: Path) -> bool:
    """Whether it is a file system in memory that has room and runs programs."""
    try:
        told = Path("/proc/meminfo").read_text(encoding="ascii")
        free, there = 1024 * int(told.partition("MemAvailable:")[2].split()[0]), os.statvfs(folder)
    except OSError:
        return False
    return min(free, there.f_bavail * there.f_frsize) > ROOM and not there.f_flag & os.ST_NOEXEC


if __name__ == "__main__":
    any_terminal()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
