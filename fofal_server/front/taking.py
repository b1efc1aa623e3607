"""Taking connections so that processes which share a socket get their share of them each.

Left to the loop, whichever process wakes first takes all that wait: an office that opens in the morning would be
served by one processor while the other ones look on.
"""

import asyncio
import errno
import socket
import ssl
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import structlog
import uvicorn

from fofal_server.core import health
from fofal_server.front.connection import Bounds, Connection

SHARE = 4
"""A quarter of the connections of a process may be at their handshake even when all of them are held."""
COURTESY, MOST = 0.0005, 0.01
"""Seconds to wait after taking some, for each connection that the process holds, and at most: who has few is first."""
HANDFUL = int(MOST / COURTESY)
"""Who holds many takes one more at a time for each so many: a thousand callers at once would otherwise stand at the
door for seconds before anybody could even send them away."""
RESPITE = 1.0
"""Seconds without taking after the system gave no connection (no more file descriptors)."""

log = structlog.get_logger("fofal.taking")


class Taking:
    """Takes from one listening socket until it is closed; stands where uvicorn expects a server of asyncio's."""

    def __init__(
        self,
        listener: socket.socket,
        protocol: Callable[[], asyncio.Protocol],
        tls: ssl.SSLContext | None,
        held: Callable[[], int],
        bounds: Bounds,
    ) -> None:
        self._listener, self._protocol, self._tls, self._held, self._bounds = listener, protocol, tls, held, bounds
        self._greeted: dict[asyncio.Task[None], None] = {}  # the oldest first
        listener.setblocking(False)
        self._task = asyncio.create_task(self._take())

    def close(self) -> None:
        """Take no more; what was taken lives on, and who is still at the handshake may begin it elsewhere."""
        self._task.cancel()
        for task in self._greeted if self._tls else ():
            task.cancel()

    async def wait_closed(self) -> None:
        """Until nothing is being taken any more."""
        await asyncio.gather(self._task, *self._greeted, return_exceptions=True)

    async def _take(self) -> None:
        loop, taken = asyncio.get_running_loop(), 0
        while True:
            try:
                connection, _ = await loop.sock_accept(self._listener)
            except OSError as error:
                if error.errno == errno.EINVAL:
                    return  # the launcher has shut the door: everybody ends
                log.warning("connection.not_taken", reason=error.strerror)
                await asyncio.sleep(RESPITE)
                continue
            task = asyncio.create_task(self._greet(connection))
            self._greeted[task] = None
            task.add_done_callback(self._greeted.pop)
            self._make_room()
            held, taken = self._held() + len(self._greeted), taken + 1
            if taken > held // HANDFUL:
                taken = 0
                await asyncio.sleep(min(held * COURTESY, MOST))

    def _make_room(self) -> None:
        """Who has been at the handshake longest goes when there are too many: nobody honest takes long over it."""
        most = self._bounds.connections
        if len(self._greeted) > max(most - self._held(), most // SHARE, 1):
            next(iter(self._greeted)).cancel()

    async def _greet(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        patience = self._bounds.head_seconds if self._tls else None
        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                self._protocol, connection, ssl=self._tls, ssl_handshake_timeout=patience
            )
        except asyncio.CancelledError:
            connection.close()
            raise
        except OSError as error:  # gone again, or no TLS that we speak: nobody is there to be told
            log.debug("connection.not_greeted", reason=type(error).__name__)
            connection.close()


class Server(uvicorn.Server):
    """uvicorn on sockets that it shares with other processes.

    Told to end, it serves on for ``drain`` seconds and says meanwhile that it is not ready any more, so that whoever
    spreads the calls looks elsewhere first; told twice, it ends at once.
    """

    def __init__(self, config: uvicorn.Config, drain: float = 0.0) -> None:
        super().__init__(config)
        self._drain = drain
        self._told: tuple[int, float] | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Remember that the end was asked for; the loop looks at it ten times a second."""
        if self._told is None and self._drain:
            health.ENDING.set()
            self._told = sig, time.monotonic() + self._drain
        else:
            super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        """Whether to end now."""
        if self._told is not None and time.monotonic() >= self._told[1] and not self.should_exit:
            super().handle_exit(self._told[0], None)
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the application, then take from the sockets."""
        await super().startup(sockets=[])
        for one in sockets or ():
            taking: Any = Taking(one, self._connection, self.config.ssl, self._held, self._bounds())
            self.servers.append(taking)  # uvicorn asks nothing of a server but close and wait_closed

    def _held(self) -> int:
        return len(self.server_state.connections)

    def _bounds(self) -> Bounds:
        kind = self.config.http_protocol_class
        return kind.bounds if issubclass(kind, Connection) else Bounds()

    def _connection(self) -> asyncio.Protocol:
        return self.config.http_protocol_class(  # type: ignore[call-arg]  # typed as any protocol
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
