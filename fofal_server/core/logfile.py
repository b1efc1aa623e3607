"""A log file that the server processes of one installation write together."""

import datetime as dt
import logging
import os
import threading
from pathlib import Path

from fofal_server.core import clock


class LogFile(logging.Handler):
    """Appends whole lines. Whoever finds the file full puts it aside under a name of its own; the others notice.

    What cannot be written (a full disk) is counted and told once there is room again: a failing log must neither
    stop a call nor fill the terminal.
    """

    def __init__(self, path: Path, most_bytes: int, kept: int) -> None:
        """``path`` grows to ``most_bytes``; the newest ``kept`` full ones stay beside it."""
        super().__init__()
        self._path, self._most_bytes, self._kept = path, most_bytes, kept
        self._descriptor: int | None = None
        self._lost = 0
        self._turn = threading.RLock()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except Exception:  # noqa: BLE001 - whatever a line's values do: logging's own way to say so
            self.handleError(record)
            return
        self.write(line)

    def write(self, line: str) -> None:
        """Append one ready line."""
        with self._turn:
            try:
                self._append(f"{self._told()}{line}\n")
            except OSError:
                self._lost += 1
            else:
                self._lost = 0

    def close(self) -> None:
        """Let the file go; the next line opens it again."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        super().close()

    def _told(self) -> str:
        return f'{{"event": "log.lost", "lines": {self._lost}, "level": "error"}}\n' if self._lost else ""

    def _append(self, text: str) -> None:
        if self._descriptor is not None and self._is_elsewhere(self._descriptor):
            os.close(self._descriptor)
            self._descriptor = None
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(self._descriptor, text.encode("utf-8", "backslashreplace"))
        if os.fstat(self._descriptor).st_size >= self._most_bytes:
            self._put_aside(self._descriptor)

    def _is_elsewhere(self, descriptor: int) -> bool:
        """Whether another process has put our file aside, or somebody has removed it."""
        try:
            return not os.path.samestat(self._path.stat(), os.fstat(descriptor))
        except FileNotFoundError:
            return True

    def _put_aside(self, descriptor: int) -> None:
        if self._is_elsewhere(descriptor):
            return
        moment = clock.now().astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
        self._path.rename(self._path.with_name(f"{self._path.stem}-{moment}-{os.getpid()}{self._path.suffix}"))
        full = sorted(self._path.parent.glob(f"{self._path.stem}-*{self._path.suffix}"))
        for old in full[: -self._kept]:
            old.unlink(missing_ok=True)
