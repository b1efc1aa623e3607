"""One exchange with an address that was checked: no proxy, no redirect, no cookie, within a time and a size."""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from fofal_server.core.opened import PORTS
from fofal_server.outside.allowed import Target
from fofal_server.outside.errors import Garbled, Unreachable

PIECE = 64 * 1024


@dataclass(frozen=True)
class Response:
    """What came back, whatever its status; names of headers are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Pinned(http.client.HTTPConnection):
    """Connects to the addresses that were checked, never to what the name may mean by now; TLS proves the name."""

    def __init__(self, target: Target, seconds: float, tls: ssl.SSLContext) -> None:
        self.default_port = PORTS[target.scheme]
        super().__init__(target.host, target.port, timeout=seconds)
        self._target, self._tls, self._seconds = target, tls, seconds
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self.cut = False

    def connect(self) -> None:
        line = _reached(self._target, self._seconds)
        if self._target.scheme == "https":
            line = self._tls.wrap_socket(line, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = line
        with self._lock:
            self._line = line
            late = self.cut
        if late:
            raise TimeoutError
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()

    def cut_off(self) -> None:
        """End the exchange wherever it is: who answers a byte a minute would never run into a time-out of reading."""
        with self._lock:
            self.cut, line = True, self._line
        if line is not None:
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)


def _reached(target: Target, seconds: float) -> socket.socket:
    """A line to the first of the addresses that takes it."""
    failed: OSError = OSError()
    for address in target.addresses:
        try:
            return socket.create_connection((address, target.port), seconds)
        except OSError as error:
            failed = error
    raise failed


def exchange(target: Target, headers: Mapping[str, str], seconds: float, largest: int, tls: ssl.SSLContext) -> Response:
    """Ask (GET) and read the answer; Unreachable when none comes within ``seconds``, Garbled when it is too long."""
    connection = _Pinned(target, seconds, tls)
    sent = {"Accept-Encoding": "identity", **headers, "Connection": "close"}
    try:
        with _bounded(connection, seconds):
            connection.request("GET", target.path, headers=sent)
            with connection.getresponse() as answer:
                body = _body(answer, target.host, largest)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(host=target.host) from error
    finally:
        connection.close()
    if connection.cut:
        raise Unreachable(host=target.host)
    return Response(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


@contextmanager
def _bounded(connection: _Pinned, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, connection.cut_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _body(answer: http.client.HTTPResponse, host: str, largest: int) -> bytes:
    """All of it; packed bodies were not asked for, and unpacking them is how small answers become large."""
    if answer.getheader("Content-Encoding", "identity").lower() != "identity" or (answer.length or 0) > largest:
        raise Garbled(provider=host)
    pieces, size = [], 0
    while piece := answer.read(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise Garbled(provider=host)
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    return b"".join(pieces)
