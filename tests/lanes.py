"""``python3 run.py test``: all tests, in two lanes side by side, their files in memory where that has room."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from run import any_terminal, begun, say

# What two lanes take in turn, longest first. Windows have a process of their own, so that nothing else's threads or
# garbage disturb them; whatever is named nowhere belongs to the first.
APART = [
    ["tests/server/console", "tests/deployment"],
    ["tests/desktop"],
    ["tests/server/ops", "tests/server/backup", "tests/server/replica"],
    ["tests/conformance"],
    ["tests/server/agronomy", "tests/server/inventory"],
]
REST = ["tests", *(f"--ignore={room}" for rooms in APART for room in rooms)]
LANES = 2
MEMORY, ROOM = Path("/dev/shm"), 8 * 1024**3  # noqa: S108 - a folder of its own is made there
"""Where files lie in memory, and how many bytes must be free for what the tests write to go there."""


def main() -> int:
    """Run all of them; 1 if any did not go well."""
    left, running, codes = deque([REST, *APART]), list[subprocess.Popen[str]](), list[int]()

    def end(*_: object) -> None:
        left.clear()
        for one in running:
            one.terminate()  # it stops what it has started, its PostgreSQL first of all

    signal.signal(signal.SIGTERM, end)
    lanes = [threading.Thread(target=_run, args=(left, running, codes)) for _ in range(LANES)]
    try:
        with _in_memory():
            for lane in lanes:
                lane.start()
            for lane in lanes:
                lane.join()
    finally:
        left.clear()  # Ctrl-C reaches those that run by itself
    return 1 if any(codes) else 0  # a process ended by a signal answers a negative number


def _run(left: deque[list[str]], running: list["subprocess.Popen[str]"], codes: list[int]) -> None:
    """Run what is next until nothing is left; each one's words are told in one piece."""
    while left:
        rooms = left.popleft()
        one = begun([sys.executable, "-m", "pytest", "-q", *rooms])
        running.append(one)
        told, _ = one.communicate()
        codes.append(one.returncode)
        say(" ".join(rooms))
        sys.stdout.write(told)
        sys.stdout.flush()


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
