"""A link that can go bad: forwards connections to another port, and delays, cuts, swallows or freezes them on demand."""

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Literal, Self

from tests.support.patience import PATIENCE

Mood = Literal["well", "late", "silent", "swallows", "cuts", "refuses", "thin"]
"""``silent``: nothing passes, nothing closes. ``swallows``: what is asked arrives, the answer does not. ``cuts``: a
reset within the answer. ``thin``: 3 kB a second."""
LATE, THIN, WITHIN = 0.3, 3000.0, 20
_CHUNK = 65536


def _reset(writer: asyncio.StreamWriter) -> None:
    found = writer.get_extra_info("socket")
    if found is not None and found.fileno() >= 0:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class BadLink:
    """Up within its ``with``; ``port`` is where to call, ``mood`` how it is now."""

    def __init__(self, target: int) -> None:
        self.mood: Mood = "well"
        self.port = 0
        self._target, self._live = target, set[asyncio.StreamWriter]()
        self._loop, self._up = asyncio.new_event_loop(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="bad-link")

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._up.wait(PATIENCE):
            raise TimeoutError
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(PATIENCE)

    def become(self, mood: Mood) -> None:
        """From now on, also for connections that stand."""
        self.mood = mood
        self._loop.call_soon_threadsafe(self._speaks.clear if mood == "silent" else self._speaks.set)

    def lead_to(self, target: int) -> None:
        """From now on new connections end at another port."""
        self._target = target

    def cut(self) -> None:
        """Reset every connection that stands."""
        self._loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        for writer in list(self._live):
            _reset(writer)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._over, self._speaks = asyncio.Event(), asyncio.Event()
        self._speaks.set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        self._up.set()
        await self._over.wait()
        server.close()
        self._cut()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.mood == "refuses":
            _reset(writer)
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            _reset(writer)
            return
        ends = {writer, back}
        self._live |= ends
        ways: tuple[Coroutine[Any, Any, None], ...] = (
            self._pass(reader, back, up=True),
            self._pass(there, writer, up=False),
        )
        await asyncio.gather(*ways, return_exceptions=True)
        self._live -= ends
        for end in ends:
            end.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, up: bool) -> None:
        """Bytes in one direction until an end closes; an end that was reset closes the other one too."""
        try:
            while data := await reader.read(_CHUNK):
                await self._speaks.wait()
                await asyncio.sleep({"late": LATE, "thin": len(data) / THIN}.get(self.mood, 0.0))
                if not up and self.mood == "swallows":
                    continue
                if not up and self.mood == "cuts":
                    writer.write(data[:WITHIN])
                    await writer.drain()
                    _reset(writer)
                    return
                writer.write(data)
                await writer.drain()
        except OSError:
            _reset(writer)
        else:
            writer.close()
