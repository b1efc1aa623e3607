"""A backup of a gigabyte beside people who work, its restore from an empty disk, and its drill.

``python -m tests.benchmarks.backups``; two server processes answer 50 calls a second, one in five writes. The commands are those that an
administrator types, at the priority that the nightly job gives them. Writes what it measured into ``docs/reliability.md``.
"""

import asyncio
import datetime as dt
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fofal_server.cluster import credentials, role, state
from fofal_server.cluster.initialise import SUPERUSER
from fofal_server.cluster.url import connected, local
from fofal_server.ops.backup_jobs import LOWEST
from tests.benchmarks import data
from tests.benchmarks.load import request
from tests.benchmarks.sign_ins import RATE, Answers, Line, sent, stand
from tests.support import reliability

BYTES, STEP, MOVES, CALM = 1_000_000_000, 200_000, 400_000, 30.0
BACKUP, FACTOR, RESTORE = 90.0, 1.5, 120.0
WORK = "/api/v1/parties/parties?limit=50&sort=name&total=false"
CONSOLE = ["nice", "-n", str(LOWEST), sys.executable, "-m", "fofal_server.console.main"]


@dataclass(frozen=True)
class Measured:
    """Seconds of each command, answers without and beside the backup, bytes of the database and of the set."""

    calm: Answers
    beside: Answers
    backup: float
    restore: float
    drill: float
    database: int
    size: int
    load: float

    @property
    def factor(self) -> float:
        return self.beside.p95 / self.calm.p95

    @property
    def ok(self) -> bool:
        kept = self.backup <= BACKUP and self.factor <= FACTOR and self.restore <= RESTORE
        return kept and {*self.calm.statuses, *self.beside.statuses} <= {200, 201}

    def __str__(self) -> str:
        now = dt.datetime.now(dt.UTC)
        return "\n".join(
            [
                f"{now:%Y-%m-%d %H:%M} UTC, `python -m tests.benchmarks.backups`, {os.cpu_count()} cores, generator included; load of the",
                f"machine {self.load:.2f} before, {os.getloadavg()[0]:.2f} after. Database {self.database / 1e6:.0f} MB, set {self.size / 1e6:.0f} MB;",
                f"{RATE} calls a second on two server processes, one in five writes; the commands run at priority {LOWEST}, as at night.",
                "",
                "| what | measured | wanted |",
                "| --- | --- | --- |",
                f"| `backup now` | {self.backup:.1f} s {_mark(self.backup <= BACKUP)} | ≤ {BACKUP:.0f} s |",
                f"| calls without a backup | {self.calm} | |",
                f"| calls beside the backup | {self.beside} | |",
                f"| p95 beside / without | {self.factor:.2f} {_mark(self.factor <= FACTOR)} | ≤ {FACTOR} |",
                f"| `backup restore` into an empty folder | {self.restore:.1f} s {_mark(self.restore <= RESTORE)} | ≤ {RESTORE:.0f} s |",
                f"| `backup drill` | {self.drill:.1f} s | |",
            ]
        )


def _mark(kept: bool) -> str:
    return "✓" if kept else "✗"


def filled(data_dir: Path) -> int:
    """Parties and moves until the database has its size; answers its bytes."""
    known, port = credentials.load_or_make(data_dir, True), state.load(data_dir).port or 0
    owner = local(role.OWNER, known.owner, port, role.DATABASE)
    superuser = local(SUPERUSER, known.superuser, port, role.DATABASE)
    data.fill_moves(owner, MOVES)
    for first in itertools.count(5001, STEP):
        if (size := _size(superuser)) >= BYTES:
            return size
        data.fill_parties(owner, first, first + STEP - 1)
    raise AssertionError


def _size(url: str) -> int:
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
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


async def beside(port: int, make: Callable[[], bytes], words: list[str]) -> tuple[Answers, float, Any]:
    """Calls at their rate for as long as the command runs; its seconds and its JSON."""
    seen, line, started = Answers(), Line(port), time.perf_counter()
    child = await asyncio.create_subprocess_exec(*CONSOLE, *words, stdout=asyncio.subprocess.PIPE)
    async with asyncio.TaskGroup() as group:
        ended = group.create_task(child.communicate())
        for n in itertools.count():
            due = started + n / RATE
            await asyncio.wait([ended], timeout=max(0.0, due - time.perf_counter()))
            if ended.done():
                seconds = time.perf_counter() - started
                break
            group.create_task(line.call(make(), due, seen))
    line.close()
    return seen, seconds, _answer(child.returncode, ended.result()[0])


def timed(*words: str) -> tuple[float, Any]:
    """Seconds of a command, and its JSON."""
    began = time.perf_counter()
    done = subprocess.run([*CONSOLE, *words], stdout=subprocess.PIPE, check=False)
    return time.perf_counter() - began, _answer(done.returncode, done.stdout)


def _answer(code: int | None, out: bytes) -> Any:
    if code != 0:
        raise RuntimeError(out.decode(errors="replace"))
    return json.loads(out)


def measured(folder: Path, load: float) -> Measured:
    os.environ |= {"FOFAL_DATA_DIR": str(folder / "data"), "FOFAL_BACKUP_DIR": str(folder / "sets")}
    with stand(folder / "data") as (port, held):
        database, work = filled(folder / "data"), working(held)
        asyncio.run(sent(port, work, 10.0))
        calm = asyncio.run(sent(port, work, CALM))
        busy, backup, made = asyncio.run(beside(port, work, ["backup", "now", "--json"]))
        drill, _ = timed("backup", "drill", made["id"], "--json")
        restore, _ = timed("backup", "restore", made["id"], "--into", str(folder / "elsewhere"), "--json")
    return Measured(calm, busy, backup, restore, drill, database, made["size"], load)


def main() -> int:
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder:
        Path(folder).chmod(0o755)
        found = measured(Path(folder), load)
    print(found)
    reliability.put("A backup of one gigabyte", str(found))
    return 0 if found.ok else 1


if __name__ == "__main__":
    sys.exit(main())
