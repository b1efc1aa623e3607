"""A server that is not ours, on this machine: it says what it was told to, and remembers what it was asked."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Said:
    """One answer. ``cut``: bytes of the body after which it hangs up. ``drip``: a byte at a time, for ever; ``silent``: none."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: bool = False
    silent: bool = False


@dataclass(frozen=True)
class Asked:
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


class Outsider:
    """``answers`` by path; a list is said one after the other, its last one again and again."""

    def __init__(self, scheme: str) -> None:
        self.answers: dict[str, list[Said]] = {}
        self.asked: list[Asked] = []
        self.over = threading.Event()
        self.scheme, self.port = scheme, 0

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{HOST}:{self.port}"

    def say(self, path: str, *answers: Said) -> None:
        self.answers[path] = list(answers)

    def next(self, path: str) -> Said:
        waiting = self.answers.get(path, [Said(404)])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


class _Handler(BaseHTTPRequestHandler):
    server: Any

    def do_GET(self) -> None:
        told: Outsider = self.server.told
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        told.asked.append(Asked(parts.path, dict(parse_qsl(parts.query)), headers))
        said = told.next(parts.path)
        if said.silent:
            told.over.wait()
            return
        self.send_response(said.status)
        for name, value in {"Content-Type": "application/json", **said.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        self._send(told, said)

    def _send(self, told: Outsider, said: Said) -> None:
        self.close_connection = True
        if not said.drip:
            self.wfile.write(said.body[: said.cut])
            return
        for place in range(len(said.body)):
            if told.over.wait(0.05):
                return
            self.wfile.write(said.body[place : place + 1])

    def log_message(self, *_: object) -> None:
        """Nothing: what it was asked is in ``asked``."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, *_: object) -> None:
        """Who asked has hung up."""


@contextmanager
def outsider(tls: ssl.SSLContext | None = None) -> Iterator[Outsider]:
    """A running one, with a certificate where it is given one."""
    told = Outsider("https" if tls else "http")
    server = _Server((HOST, 0), _Handler)
    server.told = told  # type: ignore[attr-defined]  # where its handlers find it
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="outsider")
    thread.start()
    try:
        yield told
    finally:
        told.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
