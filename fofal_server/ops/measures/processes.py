"""Memory and processor time of all our processes, told apart by what they are; from ``/proc``, so on Linux only."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fofal_server.config import Settings
from fofal_server.core.measures import Row, Seen

_PROC = Path("/proc")
_LAUNCHER = "FOFAL_LAUNCHER"
_HEIRS = {"launcher": "server", "server": "work", "work": "work", "database": "database"}
"""What the ended children of each role were."""


@dataclass(frozen=True)
class Process:
    """One line of the table: processor time in ticks, its own and that of its ended children; sizes are bytes."""

    pid: int
    parent: int
    name: str
    ticks: int
    inherited: int
    resident: int
    shared: int


def ours() -> Mapping[str, list[Process]]:
    """The launcher's whole family, or that of this process when it has no launcher, by role."""
    root = int(os.environ.get(_LAUNCHER) or os.getpid())
    children, known = defaultdict[int, list[Process]](list), {one.pid: one for one in _all()}
    for one in known.values():
        children[one.parent].append(one)
    found, left = defaultdict[str, list[Process]](list), [known[root]] if root in known else []
    while left:
        one = left.pop()
        found[_role(one, root)].append(one)
        left += children[one.pid]
    return found


def _role(process: Process, root: int) -> str:
    if process.name.startswith("postgres"):
        return "database"
    if process.pid == os.getpid() or (process.parent == root and process.pid != root):
        return "server"
    return "launcher" if process.pid == root else "work"


def _all() -> Iterator[Process]:
    page = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    for folder in _PROC.glob("[0-9]*") if page else ():
        try:
            name, _, rest = (folder / "stat").read_text().partition("(")[2].rpartition(")")
            memory = (folder / "statm").read_text().split()
        except OSError:  # gone while we looked
            continue
        values = rest.split()
        ticks = [int(one) for one in values[11:15]]
        resident, shared = int(memory[1]) * page, int(memory[2]) * page
        yield Process(int(folder.name), int(values[1]), name, sum(ticks[:2]), sum(ticks[2:]), resident, shared)


def _seconds(_: Settings) -> Iterable[Row]:
    """A child's time passes to its parent when it ends: told with the role it had, a role's sum only ever grows."""
    ticks = dict.fromkeys(_HEIRS, 0)
    for role, group in ours().items():
        ticks[role] += sum(one.ticks for one in group)
        ticks[_HEIRS[role]] += sum(one.inherited for one in group)
    second = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 1
    return [(role, spent / second) for role, spent in ticks.items()]


def _memory(_: Settings) -> Iterable[Row]:
    """What each has for itself, and what they share once."""
    return [
        (role, sum(one.resident - one.shared for one in group) + max(one.shared for one in group))
        for role, group in ours().items()
    ]


def _largest(_: Settings) -> Iterable[Row]:
    return [(role, max(one.resident for one in group)) for role, group in ours().items()]


def _number(_: Settings) -> Iterable[Row]:
    return [(role, len(group)) for role, group in ours().items()]


MEASURES = (
    Seen("fofal_process_seconds_total", "Processor time of our processes.", _seconds, ("role",), grows=True),
    Seen("fofal_process_memory_bytes", "Memory of our processes together.", _memory, ("role",)),
    Seen("fofal_process_largest_bytes", "Memory of the largest of them.", _largest, ("role",)),
    Seen("fofal_processes", "How many of them there are.", _number, ("role",)),
)
