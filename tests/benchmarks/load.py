"""A load of keep-alive HTTP clients on plain sockets: little enough work a call to leave the cores to the server."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Request = Callable[[int], bytes]


@dataclass
class Seen:
    """Times of the calls in milliseconds, and answers that were not wanted."""

    seconds: float
    times: list[float] = field(default_factory=list)
    errors: int = 0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    @property
    def p50(self) -> float:
        return statistics.median(self.times) if self.times else float("inf")

    @property
    def p95(self) -> float:
        return (
            statistics.quantiles(self.times, n=20)[18]
            if len(self.times) > 20
            else max(self.times, default=float("inf"))
        )


def request(method: str, path: str, token: str, body: bytes = b"", **headers: str) -> bytes:
    """The bytes of one HTTP/1.1 call."""
    lines = [f"{method} {path} HTTP/1.1", "Host: bench", f"Authorization: Bearer {token}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def closed(port: int, asks: Sequence[Request], clients: int, seconds: float, pause: float = 0.0) -> Seen:
    """``clients`` that each call again as soon as they are answered (after ``pause`` seconds), for so long."""
    return asyncio.run(_closed(port, asks, clients, seconds, pause))


async def _closed(port: int, asks: Sequence[Request], clients: int, seconds: float, pause: float) -> Seen:
    seen, number, end = Seen(seconds), itertools.count(), time.perf_counter() + seconds
    async with asyncio.TaskGroup() as group:
        for client in range(clients):
            group.create_task(_client(port, asks, client, pause, number, end, seen))
    return seen


async def _client(
    port: int,
    asks: Sequence[Request],
    client: int,
    pause: float,
    number: "itertools.count[int]",
    end: float,
    seen: Seen,
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    if pause:
        await asyncio.sleep(pause * client / 32)
    while time.perf_counter() < end:
        n = next(number)
        started = time.perf_counter()
        writer.write(asks[n % len(asks)](n))
        status = await _answer(reader)
        seen.times.append((time.perf_counter() - started) * 1000)
        seen.errors += not 200 <= status < 300
        if pause:
            await asyncio.sleep(pause)
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    if length:
        await reader.readexactly(length)
    return int(head[9:12])
