"""PostgreSQL's own way to ask for its state and its end, for systems without signals between processes."""

import subprocess

from fofal_server.cluster.installation import Installation
from fofal_server.cluster.program import environment

_WITHIN = 120.0


def is_running(installation: Installation) -> bool:
    """Tell whether a PostgreSQL runs on the cluster's files."""
    return _call(installation, "status") == 0


def stop(installation: Installation) -> None:
    """End it the fast way and wait for it; the caller sees whether it is gone."""
    _call(installation, "stop", "-m", "fast", "-w")


def _call(installation: Installation, *arguments: str) -> int:
    """Run it without pipes: a server would inherit them and keep them open for ever."""
    done = subprocess.run(
        [str(installation.binaries.program("pg_ctl")), *arguments, "-D", str(installation.pgdata)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
        check=False,
        timeout=_WITHIN,
    )
    return done.returncode
