"""The desktop, or its tour, as a child of the launcher: its end is the end of everything."""

import os
import secrets
import subprocess
import sys
import threading
from pathlib import Path

from fofal_server.console.people import TICKETS
from fofal_server.console.workers import Tickets

ROOT = Path(__file__).resolve().parent.parent.parent
STOP_SECONDS = 20.0


class Screen:
    """Nothing until ``show``; sets ``stop`` when it ends by itself."""

    def __init__(self, module: str | None, stop: threading.Event) -> None:
        """``module`` is what to run, None where only the server is wanted."""
        self.module, self._stop = module, stop
        self._drawn = {variable: secrets.token_urlsafe(32) for variable in TICKETS.get(module or "", {})}
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="screen", daemon=True)
        self._told = False

    @property
    def tickets(self) -> Tickets:
        """Whom each ticket signs in; they count once a server process has issued them."""
        owners = TICKETS.get(self.module or "", {})
        return tuple((owners[variable], word) for variable, word in self._drawn.items())

    @property
    def code(self) -> int:
        """What its exit says to whoever started us; 0 where it was told to end."""
        return 0 if self._told or self._child is None else self._child.returncode

    def show(self, url: str, *, demo: bool, first_start: bool = False) -> None:
        """Start it, if it is wanted and not there yet; tickets travel by environment, which no other account reads."""
        if self.module is None or self._child is not None:
            return
        command = [sys.executable, "-m", self.module, "--server", url, *(["--first-start"] if first_start else [])]
        self._child = subprocess.Popen(command, env={**os.environ, **(self._drawn if demo else {})}, cwd=ROOT)
        self._thread.start()

    def end(self) -> None:
        """Close it; harmless when it has ended or never was."""
        if self._child is None:
            return
        if self._child.poll() is None:
            self._told = True
            self._child.terminate()
        self._thread.join(STOP_SECONDS)
        if self._child.poll() is None:
            self._child.kill()
            self._thread.join()

    def _watch(self) -> None:
        if self._child is not None:
            self._child.wait()
        self._stop.set()
