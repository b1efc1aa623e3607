"""A line to the server that can be cut, muted and watched: what cables do to a client."""

import re
import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit

from tests.support.patience import PATIENCE

_KEY = re.compile(rb"\r\nIdempotency-Key: (\S+)")
NOBODY = 10**9
"""Calls that are refused: all of them."""


class Line:
    """Forwards one port to the server behind ``url``. ``calls`` counts the requests that went out, ``keys`` holds the
    idempotency keys of those that had one.

    Answers to calls that begin with ``unheard`` are lost: the server has done what they asked.
    """

    def __init__(self, url: str) -> None:
        self._server = (urlsplit(url).hostname or "", urlsplit(url).port or 0)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._closed = False
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self.calls: list[str] = []
        self.keys: list[str] = []
        self.swallow, self.unheard = 0, ""
        self._lost: set[socket.socket] = set()
        self.refuse = 0
        self.open = threading.Event()
        self.open.set()
        self.waiting = threading.Event()
        self.left = threading.Event()
        self._start(self._welcome)

    def cut(self) -> None:
        """Nobody answers any more; connections that stood are gone too."""
        self.refuse = NOBODY
        with self._lock:
            for one in self._sockets:
                _end(one)
            self._sockets.clear()

    def mend(self) -> None:
        """Whoever calls is put through again."""
        self.refuse = 0

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self.open.set()
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        with self._lock:
            for one in self._sockets:
                _end(one)
        for thread in self._threads:
            thread.join(PATIENCE)

    def _start(self, work, *given):
        thread = threading.Thread(target=work, args=given, name="line")
        self._threads.append(thread)
        thread.start()

    def _welcome(self) -> None:
        while not self._closed:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            if self.refuse:
                self.refuse -= 1
                near.close()
                continue
            far = socket.create_connection(self._server)
            with self._lock:
                self._sockets += [near, far]
            self._start(self._ask, near, far)
            self._start(self._answer, far, near)

    def _ask(self, near: socket.socket, far: socket.socket) -> None:
        while chunk := _read(near):
            first = chunk.split(b"\r\n", 1)[0].decode("latin-1")
            if first.endswith("HTTP/1.1"):
                self.calls.append(first.removesuffix(" HTTP/1.1"))
                self.keys += [found.decode() for found in _KEY.findall(chunk)]
                if self.unheard and first.startswith(self.unheard):
                    self._lost.add(far)
            with suppress(OSError):
                far.sendall(chunk)
        self.left.set()
        _end(far)

    def _answer(self, far: socket.socket, near: socket.socket) -> None:
        while chunk := _read(far):
            if far in self._lost:
                break
            if self.swallow:
                self.swallow -= 1
                break
            self.waiting.set()
            self.open.wait(PATIENCE)
            with suppress(OSError):
                near.sendall(chunk)
        _end(near)
        _end(far)


def _read(source: socket.socket) -> bytes:
    try:
        return source.recv(65536)
    except OSError:
        return b""


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
