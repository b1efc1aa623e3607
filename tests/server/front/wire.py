"""Bytes on a socket, for what no HTTP library would send."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from tests.support.patience import PATIENCE
from tests.support.servers import Server


@contextmanager
def wire(server: Server) -> Iterator[socket.socket]:
    place = urlsplit(server.url)
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as found:
        yield found


def rest(line: socket.socket) -> bytes:
    """All that comes until the server closes."""
    parts = []
    try:
        while part := line.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass  # it closed on what it did not read
    return b"".join(parts)


def answer(line: socket.socket) -> bytes:
    """One whole answer with a length."""
    text = b""
    while b"\r\n\r\n" not in text:
        part = line.recv(65536)
        if not part:
            return text
        text += part
    length = int(text.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    while len(text.partition(b"\r\n\r\n")[2]) < length:
        text += line.recv(65536)
    return text


def status(text: bytes) -> int:
    return int(text[9:12]) if text else 0
