"""Calls that come when they come, whatever becomes of those before: time counts from the moment a call was due."""

import asyncio
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Make = Callable[[], bytes]


@dataclass
class Answers:
    """Milliseconds from the moment at which a call was due, and how often which status came (0: no answer)."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    shed: list[float] = field(default_factory=list)
    """Times of the 503 that named a pause, from the moment they were sent; the others are counted in ``bare_503``."""
    bare_503: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18]

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.times, n=100)[98]

    @property
    def errors(self) -> int:
        return sum(count for status, count in self.statuses.items() if not 200 <= status < 300)

    def note(self, head: bytes, since_due: float, since_sent: float) -> None:
        """An answer by its head, and seconds."""
        status = int(head[9:12])
        self.times.append(since_due * 1000)
        self.statuses[status] += 1
        if status == 503 and b"retry-after:" in head:
            self.shed.append(since_sent * 1000)
        else:
            self.bare_503 += status == 503

    def add(self, more: "Answers") -> None:
        """What another part of the same measurement saw."""
        self.times += more.times
        self.statuses += more.statuses
        self.shed += more.shed
        self.bare_503 += more.bare_503

    def __str__(self) -> str:
        told = ", ".join(f"{status} × {count}" for status, count in sorted(self.statuses.items()))
        return f"p50 {self.p50:.1f} ms, p95 {self.p95:.1f} ms, p99 {self.p99:.1f} ms ({told})"


class Line:
    """Connections that are kept and shared: a call takes a free one, or opens another, at most so many."""

    def __init__(self, port: int, most: int) -> None:
        self._port, self._free = port, list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]()
        self._room = asyncio.Semaphore(most)

    async def call(self, text: bytes, due: float, seen: Answers) -> None:
        async with self._room:
            try:
                reader, writer = await self._connection()
                began = time.perf_counter()
                writer.write(text)
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0))
            except (OSError, asyncio.IncompleteReadError):
                seen.statuses[0] += 1
                return
            now = time.perf_counter()
            seen.note(head, now - due, now - began)
            self._free.append((reader, writer))

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self._free:
            reader, writer = self._free.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._port)

    def close(self) -> None:
        for _, writer in self._free:
            writer.close()


async def sent(port: int, make: Make, rate: float, seconds: float, most: int = 400) -> Answers:
    """``rate`` calls a second by chance (Poisson) for so long; waits for the last answer."""
    seen, line, due = Answers(), Line(port, most), time.perf_counter()
    end = due + seconds
    async with asyncio.TaskGroup() as group:
        while due < end:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(line.call(make(), due, seen))
            due += random.expovariate(rate)
    line.close()
    return seen


def memory(folder: Path) -> int:
    """Kilobytes that the server processes of a data folder hold."""
    return sum(_resident(entry) for entry in servers(folder))


def servers(folder: Path) -> Iterator[Path]:
    """The server processes of a data folder, as ``/proc`` shows them."""
    return (Path("/proc", str(number)) for number in processes(folder, b"console.serving"))


def processes(folder: Path, command: bytes) -> Iterator[int]:
    """The processes of a data folder whose command line has these words."""
    mark = f"FOFAL_DATA_DIR={folder}\0".encode()
    for entry in Path("/proc").iterdir():
        try:
            ours = entry.name.isdigit() and mark in (entry / "environ").read_bytes()
            if ours and command in (entry / "cmdline").read_bytes():
                yield int(entry.name)
        except OSError:
            continue  # ended, or not ours to read


def _resident(process: Path) -> int:
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)
