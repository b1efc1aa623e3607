"""A child process that is started again when it dies, until it does not get going any more."""

import subprocess
import threading
from collections.abc import Callable, Mapping

from fofal_server.cluster.deaths import Deaths

TRIES = 5
FIRST_PAUSE = 0.2
STOP_SECONDS = 20.0
HOPELESS = 78
"""Exit code of a child that would fail the same way again (EX_CONFIG of sysexits.h)."""

Child = subprocess.Popen[bytes]


class Supervised:
    """One process, kept running from ``start`` to ``end``; ``given_up`` is called once when it is not worth it.

    ``died`` is told the number of each process that has ended.
    """

    def __init__(
        self,
        command: list[str],
        environment: Mapping[str, str],
        given_up: Callable[[], None],
        died: Callable[[int], None],
        patience: float = STOP_SECONDS,
    ) -> None:
        """``patience``: seconds that it has to end politely."""
        self._command, self._environment, self._given_up = command, dict(environment), given_up
        self._died, self._patience = died, patience
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._child: Child | None = None
        self._thread = threading.Thread(target=self._watch, name="supervision", daemon=True)

    def start(self, once: Mapping[str, str] | None = None) -> None:
        """Start it; ``once`` is environment for this first start only."""
        self._child = self._spawn(once or {})
        self._thread.start()

    def ask_to_end(self) -> None:
        """Ask the process to end and start it no more; does not wait."""
        with self._lock:
            self._ending.set()
            if self._child is not None:
                self._child.terminate()

    def end(self) -> None:
        """Have it end: politely, then by force."""
        self.ask_to_end()
        self._thread.join(self._patience)
        if self._child is not None and self._child.poll() is None:
            self._child.kill()
            self._thread.join()

    def _spawn(self, more: Mapping[str, str]) -> Child | None:
        """A new child, out of reach of the terminal's Ctrl-C; None when the end was asked for meanwhile."""
        with self._lock:
            if self._ending.is_set():
                return None
            return Child(
                self._command,
                env={**self._environment, **more},
                stdin=subprocess.DEVNULL,
                close_fds=False,  # the listening socket is inherited; nothing else is inheritable
                start_new_session=True,
            )

    def _watch(self) -> None:
        deaths = Deaths()
        while self._child is not None:
            deaths.born()
            code = self._child.wait()
            self._died(self._child.pid)
            tries = deaths.one_more()
            if self._ending.is_set():
                return
            if code == HOPELESS or tries > TRIES:
                self._given_up()
                return
            self._ending.wait(FIRST_PAUSE * 2 ** (tries - 1))
            self._child = self._spawn({})
