"""Ending what kill -9 left running on a cluster's files, so that a new PostgreSQL can be our child.

A killed supervisor leaves a whole PostgreSQL, a killed PostgreSQL the queries it was busy with. The data
folder's lock is held while this runs: whatever is found here has no supervisor any more.
"""

import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path

from fofal_server.cluster import pg_ctl
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.installation import Installation

log = logging.getLogger(__name__)

_POLL = 0.02
FAST_STOP_WITHIN = 30.0
HARD_STOP_WITHIN = 10.0


def end(installation: Installation) -> None:
    """Stop whatever still runs on the cluster's files; raises `ClusterError` where it does not go."""
    if sys.platform != "linux":
        if pg_ctl.is_running(installation):
            pg_ctl.stop(installation)
        return
    leader = leader_of(installation.pgdata)
    if processes_of(installation.pgdata):
        log.warning("Stopping what is left of a PostgreSQL (pid %s)", leader)
        _end_all(installation.pgdata, leader)
    _forget(installation.pgdata, leader)


def end_making(draft: Path) -> None:
    """Stop an initdb whose starter was killed: it would go on writing into what is made anew in its place."""
    if sys.platform == "linux" and processes_of(draft):
        _end_all(draft, None)


def leader_of(pgdata: Path) -> int | None:
    """Read from `postmaster.pid` who says that the files are his."""
    try:
        return int((pgdata / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None  # none, or one cut short by a power cut


def processes_of(pgdata: Path) -> list[int]:
    """List PostgreSQL's processes on these files: all of them work in that folder."""
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [number for number in numbers if _works_in(number, pgdata)]


def _works_in(number: int, pgdata: Path) -> bool:
    if not _is_postgres(number):
        return False
    if os.fsencode(pgdata) in _arguments_of(number):
        return True  # the leader, also where the system hides the folder it works in
    try:
        return Path(f"/proc/{number}/cwd").readlink() == pgdata.resolve()
    except OSError:
        return False  # gone meanwhile, or somebody else's


def _is_postgres(number: int) -> bool:
    """Tell the leader, or who makes its files, by its program, and its children by the title they give themselves."""
    name = os.fsdecode(_arguments_of(number)[0])
    return name.startswith("postgres:") or Path(name).name in {"postgres", "initdb"}


def _arguments_of(number: int) -> list[bytes]:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return [b""]  # gone meanwhile


def _end_all(pgdata: Path, leader: int | None) -> None:
    """Ask the leader, who sends its children away; without one they are told to drop everything."""
    if leader is not None and leader in processes_of(pgdata):
        _signal(leader, signal.SIGINT)
        if _are_gone(pgdata, FAST_STOP_WITHIN):
            return
    for number in (signal.SIGQUIT, signal.SIGKILL):
        for process in processes_of(pgdata):
            _signal(process, number)
        if _are_gone(pgdata, HARD_STOP_WITHIN):
            return
    raise ClusterError(f"Un ancien PostgreSQL tourne encore sur {pgdata} et ne s’arrête pas. Redémarrez la machine.")


def _signal(process: int, number: signal.Signals) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return  # it went by itself


def _are_gone(pgdata: Path, patience: float) -> bool:
    give_up, pause = time.monotonic() + patience, threading.Event()
    while processes_of(pgdata):
        if time.monotonic() > give_up:
            return False
        pause.wait(_POLL)
    return True


def _forget(pgdata: Path, leader: int | None) -> None:
    """Remove a stale `postmaster.pid` whose number the system has since given to another program.

    PostgreSQL removes the file itself when nobody has the number; where somebody has, it would refuse to start.
    """
    if leader is not None and Path(f"/proc/{leader}").exists() and not _is_postgres(leader):
        (pgdata / "postmaster.pid").unlink(missing_ok=True)
