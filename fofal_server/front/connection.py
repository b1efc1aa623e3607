"""One connection, which may take only so long and so much: slow senders are cut off, whole requests pass untouched."""

import uuid
from asyncio import TimerHandle, Transport
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import ClassVar

import structlog
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from fofal_server.core import metrics
from fofal_server.core.envelope import safe_headers
from fofal_server.core.errors import FofalError, Unavailable, Unreadable
from fofal_server.core.problems import response_of
from fofal_server.front.hosts import Hosts

log = structlog.get_logger("fofal.front")


@dataclass(frozen=True)
class Bounds:
    """What a connection may take; seconds, bytes, bytes a second."""

    connections: int = 500
    head_bytes: int = 64 * 1024
    head_lines: int = 100
    head_seconds: float = 10.0
    body_seconds: float = 30.0
    body_rate: int = 1000
    stalled_seconds: float = 60.0


class Phase(Enum):
    """What we wait for: the next request (idle), the rest of its head, the rest of its body, or our own answer."""

    IDLE = "idle"
    HEAD = "head"
    BODY = "body"
    ANSWER = "answer"


class HeadTooLarge(Unreadable):
    """Too many bytes, or too many lines, before the body."""

    status = 431


class TooSlow(Unreadable):
    """A request that did not arrive in its time."""

    status = 408


class Connection(HttpToolsProtocol):
    """uvicorn's own protocol within ``bounds``.

    A head has a fixed time from its first byte (of a new connection: from its opening). A body has its time and, beyond
    that, as much as its bytes earn at the least rate. The time in which we do not read does not count.
    """

    bounds: ClassVar[Bounds]
    hosts: ClassVar[Hosts] = Hosts()
    phase = Phase.HEAD
    since = 0.0
    _taken = 0
    _timer: TimerHandle | None = None
    _stalled: TimerHandle | None = None

    # -- the line

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        super().connection_made(transport)
        self._whole_app = self.app
        self._enter(Phase.HEAD, self.bounds.head_seconds)
        if len(self.connections) > self.bounds.connections:
            _make_room(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        self._disarm_stalled()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self.phase is Phase.IDLE:
            self._enter(Phase.HEAD, self.bounds.head_seconds)
        waiting = self.phase is Phase.HEAD
        super().data_received(data)
        if waiting and self.phase is Phase.HEAD:
            self._taken += len(data)
            if self._taken > self.bounds.head_bytes:
                self.refuse(HeadTooLarge("head_too_large"))

    def pause_writing(self) -> None:
        super().pause_writing()
        self._disarm_stalled()
        self._stalled = self.loop.call_later(self.bounds.stalled_seconds, self._give_up)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._disarm_stalled()

    # -- the request, as the parser tells it

    def on_message_begin(self) -> None:
        if self.phase is not Phase.HEAD:  # sent behind another request, without waiting for its answer
            self._enter(Phase.HEAD, self.bounds.head_seconds)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        wrong = self._wrong_with_head()
        self.app = partial(_refuse_head, wrong) if wrong else self._whole_app
        self._enter(Phase.BODY, self.bounds.body_seconds)
        super().on_headers_complete()

    def _wrong_with_head(self) -> FofalError | None:
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > self.bounds.head_bytes or len(self.headers) > self.bounds.head_lines:
            return HeadTooLarge("head_too_large")
        return self.hosts.refusal(self.headers, self.parser.get_http_version())

    def on_body(self, body: bytes) -> None:
        self._taken += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        if self._answered():
            self._rest()
        else:
            self._enter(Phase.ANSWER, None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.phase is Phase.ANSWER and self._answered():
            self._rest()

    # -- time

    def _rest(self) -> None:
        self._enter(Phase.IDLE, self.timeout_keep_alive)

    def _enter(self, phase: Phase, seconds: float | None) -> None:
        self._disarm()
        self.phase, self.since, self._taken = phase, self.loop.time(), 0
        if seconds is not None:
            self._timer = self.loop.call_later(seconds, self._time_is_up)

    def _time_is_up(self) -> None:
        """Cut, unless it was we who did not read, or the body came fast enough to have earned more time."""
        self._timer, left = None, 0.0
        if self.flow.read_paused or (self.phase is Phase.HEAD and not self._answered()):
            self.since, left = self.loop.time(), self.bounds.body_seconds
        elif self.phase is Phase.BODY and not self._answered():
            left = self.since + self.bounds.body_seconds + self._taken / self.bounds.body_rate - self.loop.time()
        if left > 0:
            self._timer = self.loop.call_later(left, self._time_is_up)
        else:
            self.refuse(TooSlow("too_slow"))

    def _answered(self) -> bool:
        """Whether nobody works at an answer for this connection."""
        return self.cycle is None or self.cycle.response_complete

    def _give_up(self) -> None:
        """Nobody takes what we answer, and work stands still behind it."""
        log.info("front.stalled", address=self.client and self.client[0])
        self.transport.abort()

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _disarm_stalled(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    # -- refusing

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP; uvicorn would answer it in words of its own."""
        del msg
        self.refuse(Unreadable("not_http"))

    def refuse(self, error: FofalError) -> None:
        """Say why, where that is still possible, and close."""
        self._disarm()
        if self.transport.is_closing():
            return
        quiet = self.phase is Phase.IDLE or self._begun()
        metrics.REFUSALS.labels(error.key or error.slug).inc()
        log.info("front.refused", status=error.status, phase=self.phase.value, address=self.client and self.client[0])
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if not quiet:
            self.transport.write(_bytes_of(error, secure=self.scheme == "https"))
        if quiet and self.transport.get_write_buffer_size():
            self.transport.abort()  # who does not take his answer would keep the rest of it waiting for ever
        else:
            self.transport.close()

    def _begun(self) -> bool:
        """Whether part of an answer has left already, or one is whole while its request is not."""
        if self.cycle is None or not self.cycle.response_started:
            return False
        return self.phase is Phase.BODY or not self.cycle.response_complete


def within(bounds: Bounds, hosts: Hosts) -> type[Connection]:
    """The protocol for uvicorn."""
    return type("BoundedConnection", (Connection,), {"bounds": bounds, "hosts": hosts})


def _make_room(newest: Connection) -> None:
    """Close who has kept us waiting longest; an answer that is being made is left alone, then the newest must go."""
    others = [one for one in newest.connections if isinstance(one, Connection) and one is not newest]
    for phases in ({Phase.IDLE, Phase.HEAD}, {Phase.BODY}):
        waiting = [one for one in others if one.phase in phases and not one.transport.is_closing()]
        if waiting:
            min(waiting, key=lambda one: one.since).transport.close()
            return
    newest.refuse(Unavailable("server_busy", retry_after=1))


async def _refuse_head(error: FofalError, scope: Scope, receive: Receive, send: Send) -> None:
    error.headers["Connection"] = "close"
    answer = response_of(error, language="fr", request_id=uuid.uuid4().hex, path="")
    answer.raw_headers += safe_headers(secure=scope["scheme"] == "https")
    await answer(scope, receive, send)


def _bytes_of(error: FofalError, *, secure: bool) -> bytes:
    answer = response_of(error, language="fr", request_id=uuid.uuid4().hex, path="")
    lines = [(b"connection", b"close"), *answer.raw_headers, *safe_headers(secure=secure)]
    head = b"".join(b"%s: %s\r\n" % line for line in lines)
    return b"HTTP/1.1 %d \r\n%s\r\n%s" % (error.status, head, bytes(answer.body))
