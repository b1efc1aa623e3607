"""A log file that the server processes of one installation write together."""

import datetime as dt
import errno
import logging
import os
import threading
from pathlib import Path

from fofal_server.core import clock, log_keeping, metrics
from fofal_server.core.log_keeping import Keeping


class LogFile(logging.Handler):
    """Appends whole lines. Whoever finds the file full, or of a day that is over, puts it aside; the others notice.

    What cannot be written (a full disk) is counted and told once there is room again: a failing log must neither
    stop a call nor fill the terminal.
    """

    def __init__(self, path: Path, most_bytes: int, keeping: Keeping) -> None:
        """``path`` grows to ``most_bytes``; what is put aside stays beside it for as long as ``keeping`` says."""
        super().__init__()
        self._path, self._most_bytes, self._keeping = path, most_bytes, keeping
        self._descriptor: int | None = None
        self._day = 0
        self._lost = 0
        self._torn = False
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
                metrics.LOG_LOST.inc()
            else:
                self._lost = 0

    def close(self) -> None:
        """Let the file go; the next line opens it again."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        super().close()

    def _told(self) -> str:
        if not self._lost:
            return ""
        return "\n" * self._torn + f'{{"event": "log.lost", "lines": {self._lost}, "level": "error"}}\n'

    def _append(self, text: str) -> None:
        if self._descriptor is not None and self._is_elsewhere(self._descriptor):
            os.close(self._descriptor)
            self._descriptor = None
        if self._descriptor is None:
            self._descriptor = self._opened()
        if self._day != clock.now().toordinal():
            self._put_aside(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = self._opened()
        ready = text.encode("utf-8", "backslashreplace")
        self._torn = (written := os.write(self._descriptor, ready)) < len(ready)
        if self._torn:
            raise OSError(errno.ENOSPC, f"{written} bytes of {len(ready)}")
        if os.fstat(self._descriptor).st_size >= self._most_bytes:
            self._put_aside(self._descriptor)

    def _opened(self) -> int:
        """The file to go on in, and the day it is of: that of its last line, today when it has none."""
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        status = os.fstat(descriptor)
        last = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC) if status.st_size else clock.now()
        self._day = last.toordinal()
        return descriptor

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
        log_keeping.forget(self._path.parent, self._keeping)
