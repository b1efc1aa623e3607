"""A line that can be cut: passes everything on to a port of this machine, until so many bytes went there."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PORTION = 1 << 16


class CutLine:
    """``most`` is how many bytes it lets through to the server before it cuts every connection; none: as many as come."""

    def __init__(self, target: int) -> None:
        self._target, self._lines, self.passed = target, list[socket.socket](), 0
        self.most: int | None = None
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._passing = list[threading.Thread]()
        self._taking = threading.Thread(target=self._take)
        self._taking.start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._taking.join()
        self._listening.close()
        self._cut()
        for thread in self._passing:
            thread.join()
        for line in self._lines:
            line.close()

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                there = socket.create_connection(("127.0.0.1", self._target))
                with self._lock:
                    self._lines += [here, there]
                for source, sink, counts in ((here, there, True), (there, here, False)):
                    self._passing.append(threading.Thread(target=self._pass, args=(source, sink, counts)))
                    self._passing[-1].start()

    def _pass(self, source: socket.socket, sink: socket.socket, counts: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_PORTION):
                if self._is_too_much(len(data) if counts else 0):
                    return
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def _is_too_much(self, more: int) -> bool:
        """Count and cut in one go: who is late must not cut a line that was opened after the bound was lifted."""
        with self._lock:
            self.passed += more
            found = self.most is not None and self.passed > self.most
            if found:
                self._cut()
            return found

    def _cut(self) -> None:
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


@contextmanager
def cut_line(target: int) -> Iterator[CutLine]:
    found = CutLine(target)
    try:
        yield found
    finally:
        found.close()
