"""The PostgreSQL process itself, as our direct child: launched, awaited, stopped."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import psycopg2

from fofal_server.cluster import orphan, pg_ctl
from fofal_server.cluster import port as ports
from fofal_server.cluster.account import privileges
from fofal_server.cluster.errors import ClusterError, PortTakenError
from fofal_server.cluster.installation import Installation
from fofal_server.cluster.program import environment
from fofal_server.cluster.url import connected

Child = subprocess.Popen[bytes]

_POLL = 0.02
_READY_WITHIN = 120.0  # recovery after a power cut reads the whole log since the last checkpoint
_FILES_FREE_WITHIN = 15.0
# After kill -9 the number of the dead process may still be taken for a second, or its memory in use.
_PASSING = ("already exists", "pre-existing shared memory")
_FAST_STOP_WITHIN = 30.0
_HARD_STOP_WITHIN = 10.0


def start(installation: Installation, port: int, superuser_url: str, cancelled: threading.Event) -> Child:
    """Launch PostgreSQL and return once it accepts connections; `cancelled` ends the wait.

    Raises `PortTakenError` where somebody else listens on the port, `ClusterError` with PostgreSQL's
    own words where it does not start.
    """
    give_up = time.monotonic() + _FILES_FREE_WITHIN
    while True:
        orphan.end(installation)
        child = launch(installation)
        try:
            if _becomes_ready(child, superuser_url, cancelled):
                return child
        except BaseException:
            stop(child, installation)
            raise
        words = _last_words(installation)
        if time.monotonic() > give_up or not any(reason in words for reason in _PASSING):
            raise _refusal(installation, port, words)


def launch(installation: Installation) -> Child:
    """Start the process, out of reach of the terminal's Ctrl-C: the application stops first, then it."""
    program = installation.binaries.program("postgres")
    try:
        with installation.start_log.open("wb") as log:
            return Child(
                [str(program), "-D", str(installation.pgdata)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment(),
                cwd=installation.pgdata.anchor,
                start_new_session=True,
                **privileges(installation.account),
            )
    except OSError as error:
        raise ClusterError(f"Impossible d’exécuter {program} : {error}") from error


def stop(child: Child, installation: Installation) -> None:
    """End it the fast way (open transactions are rolled back), harder where it does not obey."""
    if os.name == "nt":
        pg_ctl.stop(installation)  # it knows no SIGINT between processes
        child.kill()  # harmless where it has gone
        child.wait()
        return
    steps = ((signal.SIGINT, _FAST_STOP_WITHIN), (signal.SIGQUIT, _HARD_STOP_WITHIN), (signal.SIGKILL, None))
    for number, patience in steps:
        child.send_signal(number)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        return


def _becomes_ready(child: Child, superuser_url: str, cancelled: threading.Event) -> bool:
    """Wait until it answers (true) or dies (false)."""
    give_up = time.monotonic() + _READY_WITHIN
    while time.monotonic() < give_up and not cancelled.is_set():
        if _answers(superuser_url):
            return True
        try:
            child.wait(_POLL)
        except subprocess.TimeoutExpired:
            continue
        return False
    if cancelled.is_set():
        raise ClusterError("PostgreSQL n’a pas fini de démarrer : l’arrêt a été demandé.")
    raise ClusterError(f"PostgreSQL n’accepte toujours aucune connexion après {_READY_WITHIN:.0f} s.")


def _answers(superuser_url: str) -> bool:
    try:
        with connected(superuser_url, timeout=2):
            return True
    except psycopg2.OperationalError:
        return False  # not listening yet, or still recovering: the caller asks again


def _refusal(installation: Installation, port: int, words: str) -> ClusterError:
    if not ports.is_free(port):
        return PortTakenError(f"Le port {port} est pris par un autre programme.")
    return ClusterError(f"PostgreSQL n’a pas démarré (journal : {installation.log_folder}) :\n{words}")


def _last_words(installation: Installation) -> str:
    """Give the end of what it said in this start, before and after it opened its log."""
    since = installation.start_log.stat().st_mtime - 1
    logs = [path for path in installation.log_folder.glob("*.log") if path.stat().st_mtime >= since]
    return "\n".join(_end_of(path) for path in [installation.start_log, *logs])


def _end_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip()[-1500:]
