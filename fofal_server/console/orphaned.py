"""What a server process does when its launcher was killed: nobody watches over the database any more."""

import contextlib
import os
import signal
import sys
from pathlib import Path

from fofal_server.cluster import lock, orphan, state
from fofal_server.cluster.errors import ClusterError


def end_database(data_dir: Path) -> None:
    """Ask the folder's PostgreSQL to stop, unless a new launcher has taken it over already.

    The folder is held for this moment only, so that a new start is not refused; it waits for the old one to go.
    """
    if sys.platform != "linux" or not (data_dir / state.FILE).exists():
        return
    with contextlib.suppress(ClusterError, OSError), lock.hold(data_dir):
        pgdata = state.place_of(data_dir) / "postgres"
        leader = orphan.leader_of(pgdata)
        if leader is not None and leader in orphan.processes_of(pgdata):
            os.kill(leader, signal.SIGINT)
