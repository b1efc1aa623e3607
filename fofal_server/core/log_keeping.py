"""How long log files are kept, and how much room all of them may take."""

import datetime as dt
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fofal_server.core import clock


@dataclass(frozen=True)
class Keeping:
    """A file goes ``days`` after its last line; before that the oldest go, where all weigh over ``most_bytes``."""

    days: int = 90
    most_bytes: int = 2 * 1024**3


def forget(folder: Path, keeping: Keeping) -> int:
    """Remove what has had its time, also in folders below; answers how many files.

    What was written last in each folder stays: somebody may be writing it.
    """
    first = (clock.now() - dt.timedelta(days=keeping.days)).timestamp()
    weight = sum(status.st_size for _, status in _files(folder))
    gone = 0
    for path, status in _finished(folder):
        if status.st_mtime < first or weight > keeping.most_bytes:
            path.unlink(missing_ok=True)
            weight -= status.st_size
            gone += 1
    return gone


def _finished(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """The oldest first."""
    every = sorted(_files(folder), key=lambda one: (str(one[0].parent), one[1].st_mtime_ns))
    groups = itertools.groupby(every, key=lambda one: one[0].parent)
    finished = [one for _, group in groups for one in list(group)[:-1]]
    return sorted(finished, key=lambda one: one[1].st_mtime_ns)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.rglob("*.log"):
        try:
            yield path, path.stat()
        except FileNotFoundError:  # another process was faster
            continue
