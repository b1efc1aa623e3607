"""A backup of a gigabyte beside people who work, its restore from an empty disk, and its drill.

``python -m tests.benchmarks.backups``; two server processes answer 50 calls a second, one in five writes. Backup and
drill run as the nightly jobs run them, the restore as somebody types it. A machine that is lent out has minutes in which
others take half of it, so calls beside a backup and calls without one are compared by turns of a few seconds: the backup
is held and let go. What others took is told, and a round in which they took much is told and not counted: there is
another instead. Writes what it measured into ``docs/reliability.md``.
"""

import asyncio
import contextlib
import datetime as dt
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fofal_server.cluster.url import connected
from fofal_server.console import installation
from fofal_server.ops.child import asked
from tests.benchmarks import data, lent
from tests.benchmarks.load import request
from tests.benchmarks.open_loop import Answers, processes, sent
from tests.benchmarks.sign_ins import RATE, stand
from tests.support import reliability

BYTES, STEP, MOVES, TURN = 1_000_000_000, 200_000, 400_000, 4.0
ROUNDS, AT_MOST, LENT = 2, 6, 0.05
BACKUP, FACTOR, RESTORE = 90.0, 1.5, 120.0
WITHIN = 1200.0
WORK = "/api/v1/parties/parties?limit=50&sort=name&total=false"
CONSOLE = [sys.executable, "-m", "fofal_server.console.main"]


@dataclass(frozen=True)
class Round:
    """A backup beside people: its seconds and name; another, held by turns: calls beside it and without it.

    ``taken``: the share of the processors that was lent to others meanwhile.
    """

    seconds: float
    set_id: str
    beside: Answers
    alone: Answers
    taken: float

    @property
    def factor(self) -> float:
        return self.beside.p95 / self.alone.p95

    @property
    def counts(self) -> bool:
        return self.taken <= LENT

    @property
    def kept(self) -> bool:
        return self.seconds <= BACKUP and self.factor <= FACTOR and self.answered

    @property
    def answered(self) -> bool:
        return {*self.beside.statuses, *self.alone.statuses} <= {200, 201}

    def row(self) -> str:
        cells = [
            f"{self.seconds:.1f} {_mark(self.seconds <= BACKUP)}", f"{self.alone.p95:.1f}", f"{self.beside.p95:.1f}",
            f"{self.factor:.2f} {_mark(self.factor <= FACTOR)}", f"{self.beside.errors}", f"{self.taken:.0%}",
        ]  # fmt: skip
        return f"| {' | '.join(cells)} |"


@dataclass(frozen=True)
class Measured:
    """The rounds, seconds of restore and drill, bytes of the database and of a set."""

    rounds: list[Round]
    restore: float
    drill: float
    database: int
    size: int

    @property
    def ok(self) -> bool:
        counted = [one for one in self.rounds if one.counts]
        return bool(counted) and all(one.kept for one in counted) and self.restore <= RESTORE

    def __str__(self) -> str:
        now, calls = dt.datetime.now(dt.UTC), sum(len(one.beside.times) for one in self.rounds)
        return "\n".join(
            [
                f"{now:%Y-%m-%d %H:%M} UTC, `python -m tests.benchmarks.backups`, {os.cpu_count()} cores, generator included.",
                f"Database {self.database / 1e6:.0f} MB, set {self.size / 1e6:.0f} MB; {RATE} calls a second on two server processes, one in",
                f"five writes. Wanted: backup ≤ {BACKUP:.0f} s, p95 beside it ≤ {FACTOR} × that without it, by turns of {TURN:.0f} s, no call",
                f"refused; of every round in which others took at most {LENT:.0%} of the processors, for this machine is lent out.",
                "",
                "| backup, s | p95 without, ms | beside | factor | refused beside | taken by others |",
                "| --- | --- | --- | --- | --- | --- |",
                *(one.row() for one in self.rounds),
                "",
                f"{calls} calls came beside a backup.",
                f"`backup restore` into an empty folder: {self.restore:.1f} s {_mark(self.restore <= RESTORE)} (wanted ≤ {RESTORE:.0f} s).",
                f"`backup drill`, as at night: {self.drill:.1f} s.",
            ]
        )


def _mark(kept: bool) -> str:
    return "✓" if kept else "✗"


def filled(owner_url: str) -> int:
    """Parties and moves until the database has its size; answers its bytes."""
    data.fill_moves(owner_url, MOVES)
    for first in itertools.count(1, STEP):
        data.fill_parties(owner_url, first, first + STEP - 1)
        if (size := _size(owner_url)) >= BYTES:
            return size
    raise AssertionError


def settled(data_dir: Path) -> None:
    """What the filling left to be written is on the disk: it would be measured with the first round."""
    found = installation.running(data_dir, None)
    assert found is not None
    assert found.superuser_url is not None
    with connected(found.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")
    os.sync()


def _size(url: str) -> int:
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int((cursor.fetchone() or (0,))[0])


def working(held: list[str]) -> Callable[[], bytes]:
    """Lists, and a new party at every fifth call."""
    turns, tokens = itertools.count(), itertools.cycle(held)

    def made() -> bytes:
        if next(turns) % 5:
            return request("GET", WORK, next(tokens))
        party = {"code": f"M{uuid.uuid4().hex[:12]}", "name": "Mesure (démo)", "kind": "customer"}
        body = json.dumps(party).encode()
        return request("POST", "/api/v1/parties/parties", next(tokens), body, Idempotency_Key=uuid.uuid4().hex)

    return made


async def beside(port: int, make: Callable[[], bytes], data_dir: Path) -> tuple[float, str]:
    """Calls at their rate for as long as the nightly backup runs; its seconds and its name."""
    async with asyncio.TaskGroup() as group:
        backup, began = group.create_task(_backup(data_dir)), time.perf_counter()
        while not backup.done():
            await sent(port, make, RATE, 1.0)
    return time.perf_counter() - began, backup.result()


async def by_turns(port: int, make: Callable[[], bytes], data_dir: Path) -> tuple[Answers, Answers]:
    """Calls beside a backup that works, and calls beside one that is held."""
    working, held = Answers(), Answers()
    async with asyncio.TaskGroup() as group:
        backup = group.create_task(_backup(data_dir))
        await sent(port, make, RATE, TURN)  # it begins
        try:
            for seen, deed in itertools.cycle(((working, signal.SIGCONT), (held, signal.SIGSTOP))):
                _signal(data_dir, deed)
                found = await sent(port, make, RATE, TURN)
                if backup.done():
                    break  # somewhere in this turn
                seen.add(found)
        finally:
            _signal(data_dir, signal.SIGCONT)
    return working, held


async def _backup(data_dir: Path) -> str:
    made = await asyncio.to_thread(asked, data_dir, "backup", "now", "--json", within=WITHIN)
    return str(made["id"])


def _signal(data_dir: Path, deed: signal.Signals) -> None:
    """To the backup and PostgreSQL's program that it reads from; nobody is there once it has ended."""
    for leader in processes(data_dir, b"backup\0now"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(leader, deed)


def round_of(port: int, work: Callable[[], bytes], data_dir: Path) -> Round:
    seconds, name = asyncio.run(beside(port, work, data_dir))
    before = lent.ticks()
    working, held = asyncio.run(by_turns(port, work, data_dir))
    found = Round(seconds, name, working, held, lent.taken_since(before))
    print(found.row(), flush=True)
    return found


def restored(name: str, into: Path) -> float:
    """Seconds of a restore, at everybody's priority."""
    began = time.perf_counter()
    subprocess.run([*CONSOLE, "backup", "restore", name, "--into", str(into)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def measured(folder: Path) -> Measured:
    place, sizes = folder / "data", list[int]()
    os.environ |= {"FOFAL_DATA_DIR": str(place), "FOFAL_BACKUP_DIR": str(folder / "sets")}
    with stand(place, lambda url: sizes.append(filled(url))) as (port, held):
        work = working(held)
        settled(place)
        asyncio.run(sent(port, work, RATE, 10.0))
        rounds = list[Round]()
        while len(rounds) < AT_MOST and sum(one.counts for one in rounds) < ROUNDS:
            rounds.append(round_of(port, work, place))
        restore = restored(rounds[-1].set_id, folder / "elsewhere")
        drill = asked(place, "backup", "drill", rounds[-1].set_id, "--json", within=WITHIN)["seconds"]
    size = sum(file.stat().st_size for file in (folder / "sets" / rounds[-1].set_id).iterdir())
    return Measured(rounds, restore, drill, sizes[0], size)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder:
        Path(folder).chmod(0o755)
        found = measured(Path(folder))
    print(found)
    reliability.put("A backup of one gigabyte", str(found))
    return 0 if found.ok else 1


if __name__ == "__main__":
    sys.exit(main())
