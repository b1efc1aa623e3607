"""Ending a PostgreSQL whose supervisor was killed, so that a new one can be our child again.

The data folder's lock is held while this runs: what is found here has no supervisor any more.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.installation import Installation
from fofal_server.cluster.program import environment
from fofal_server.cluster.server import stop_by_pg_ctl

log = logging.getLogger(__name__)

_POLL = 0.02
FAST_STOP_WITHIN = 30.0
HARD_STOP_WITHIN = 10.0


def end(installation: Installation) -> None:
    """Stop whatever still runs on the cluster's files; raises `ClusterError` where it does not go."""
    if sys.platform != "linux":
        _end_by_pg_ctl(installation)
        return
    leader = leader_of(installation.pgdata)
    if processes_of(installation.pgdata):
        log.warning("PostgreSQL survived its supervisor, stopping it (pid %s)", leader)
        _end_all(installation.pgdata, leader)
    _forget(installation.pgdata, leader)


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
    """Tell the leader by its program and its children by the title they give themselves."""
    name = os.fsdecode(_arguments_of(number)[0])
    return name.startswith("postgres:") or Path(name).name == "postgres"


def _arguments_of(number: int) -> list[bytes]:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return [b""]  # gone meanwhile


def _end_all(pgdata: Path, leader: int | None) -> None:
    """Ask the leader first; its children leave with it, or by themselves when it is gone."""
    steps = (
        (signal.SIGINT, FAST_STOP_WITHIN),
        (signal.SIGQUIT, HARD_STOP_WITHIN),
        (signal.SIGKILL, HARD_STOP_WITHIN),
    )
    for number, patience in steps:
        for process in processes_of(pgdata):
            if process == leader or number != signal.SIGINT:
                _signal(process, number)
        if _are_gone(pgdata, patience):
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


def _end_by_pg_ctl(installation: Installation) -> None:
    status = subprocess.run(
        [str(installation.binaries.program("pg_ctl")), "status", "-D", str(installation.pgdata)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
        check=False,
    )
    if status.returncode == 0:
        stop_by_pg_ctl(installation)
