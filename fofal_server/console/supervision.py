"""A child process that is started again when it dies, until it dies too often."""

import subprocess
import threading
import time
from types import TracebackType
from typing import Self

TRIES = 5
CALM_SECONDS = 60.0
STOP_SECONDS = 20.0


class Supervised:
    """``with Supervised(command, environment)``: runs for the block; ``failed`` is set when it is given up."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._command, self._environment = command, environment
        self._ending = threading.Event()
        self.failed = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="server-watch", daemon=True)

    def __enter__(self) -> Self:
        self._child = self._spawn()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        if self._child and self._child.poll() is None:
            self._child.terminate()
        self._thread.join(STOP_SECONDS)
        if self._child and self._child.poll() is None:
            self._child.kill()
            self._child.wait()

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, env=self._environment, stdin=subprocess.DEVNULL)

    def _watch(self) -> None:
        tries, started = 0, time.monotonic()
        while self._child is not None:
            self._child.wait()
            if self._ending.is_set():
                return
            tries = 0 if time.monotonic() - started > CALM_SECONDS else tries + 1
            if tries >= TRIES:
                self.failed.set()
                return
            self._ending.wait(0.2 * 2**tries)
            if self._ending.is_set():
                return
            self._child, started = self._spawn(), time.monotonic()
