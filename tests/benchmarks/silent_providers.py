"""How long calls of people take while every provider is silent: as long as ever.

``python -m tests.benchmarks.silent_providers``. Calls come at their own pace from a process of their own, by turns of a
few seconds with the silence and without it: what a machine that is lent out does for others falls on both alike. A
round in which that was much is told and not counted: there is another instead. Writes what it measured into
``docs/performance.md``.
"""

import asyncio
import logging
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from fofal_server.console import seeding
from fofal_server.core import migrations
from fofal_server.outside import Outside, OutsideError, Provider
from tests.benchmarks import lent, report
from tests.benchmarks.load import request
from tests.benchmarks.open_loop import Answers, sent
from tests.support.databases import Database, databases
from tests.support.outsider import HOST, Outsider, Said, outsider
from tests.support.people import signed_in_token
from tests.support.servers import Server, serving
from tests.support.until import until

RATE, TURN, PAIRS, PROVIDERS, FACTOR = 40, 4.0, 9, 6, 1.1
ROUNDS, AT_MOST, LENT = 2, 6, 0.05
PATH = "/api/v1/settings/parameters?limit=50"
TITLE = "Beside providers that say nothing"


@dataclass(frozen=True)
class Round:
    """Calls beside the silence and without it; ``taken``: the share of the processors that others had meanwhile.

    ``factor`` is the median of what the p95 of each turn beside it is of that of its neighbour without: a burst of
    other work falls on a turn or two, and moves the p95 of all calls together.
    """

    silent: Answers
    calm: Answers
    shares: list[float]
    taken: float

    @property
    def factor(self) -> float:
        return statistics.median(self.shares)

    @property
    def counts(self) -> bool:
        return self.taken <= LENT

    @property
    def kept(self) -> bool:
        return self.factor <= FACTOR and not self.silent.errors

    def row(self) -> str:
        mark = "✓" if self.factor <= FACTOR else "✗"
        times = f"{self.calm.p50:.1f} | {self.silent.p50:.1f} | {self.calm.p95:.1f} | {self.silent.p95:.1f}"
        return f"| {times} | {self.factor:.2f} {mark} | {self.silent.errors + self.calm.errors} | {self.taken:.0%} |"


def _fill(database: Database) -> None:
    migrations.upgrade(database.owner)
    seeding.seed(database.app)


def called(port: int, token: str) -> Answers:
    """One turn of calls."""
    return asyncio.run(sent(port, lambda: request("GET", PATH, token), RATE, TURN))


@contextmanager
def _asked_in_vain(server: Server, other: Outsider) -> Iterator[None]:
    """Six providers are being asked in the server's very process and say nothing, one call after the other.

    Each call has a provider of its own: one that failed three times would be left alone.
    """
    over = threading.Event()
    way = Outside(server.settings, server.pools)

    def ask(number: int) -> None:
        while not over.is_set():
            try:
                way.get(
                    Provider(f"silent-{number}-{time.monotonic_ns()}", (HOST,), timeout=5.0, tries=1),
                    f"{other.origin}/silent",
                )
            except OutsideError:
                continue

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(PROVIDERS)]
    before = len(other.asked)
    for thread in threads:
        thread.start()
    until(lambda: len(other.asked) >= before + PROVIDERS)
    yield
    over.set()
    for thread in threads:
        thread.join()


def by_turns(server: Server, other: Outsider, callers: Executor) -> Round:
    """Turns of both kinds; which of a pair comes first changes from pair to pair."""
    silent, calm, shares, before = Answers(), Answers(), list[float](), lent.ticks()
    port, token = urlsplit(server.url).port or 0, signed_in_token(server, ("settings.parameters:read",))
    callers.submit(called, port, token).result()
    for pair in range(PAIRS):
        turns = dict[bool, Answers]()
        for is_silent in (True, False) if pair % 2 else (False, True):
            with _asked_in_vain(server, other) if is_silent else nullcontext():
                turns[is_silent] = callers.submit(called, port, token).result()
        silent.add(turns[True])
        calm.add(turns[False])
        shares.append(turns[True].p95 / turns[False].p95)
    return Round(silent, calm, shares, lent.taken_since(before))


def _page(rounds: list[Round]) -> list[str]:
    calls = PAIRS * RATE * TURN
    return [
        f"{report.measured('silent_providers')}. {RATE} calls a second; {PAIRS} turns of {TURN:.0f} s (about {calls:.0f} calls) beside",
        f"{PROVIDERS} providers that are asked all the time and say nothing, as many without. Wanted: p95 × ≤ {FACTOR}, turn by turn (median), of every",
        f"round in which others took at most {LENT:.0%} of the processors, for this machine is lent out.",
        "",
        "| p50 without, ms | beside | p95 without, ms | beside | factor | errors | taken by others |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(one.row() for one in rounds),
    ]


def main() -> int:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    callers = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    with callers, tempfile.TemporaryDirectory() as folder, outsider() as other, databases(Path(folder) / "pg") as found:
        other.say("/silent", Said(silent=True))
        found.make_template(_fill)
        opened = {"outside_hosts": (other.origin,)}
        with found.fresh() as database, serving(database, Path(folder), **opened) as server:
            rounds = list[Round]()
            while len(rounds) < AT_MOST and sum(one.counts for one in rounds) < ROUNDS:
                rounds.append(by_turns(server, other, callers))
    report.put(TITLE, _page(rounds))
    counted = [one for one in rounds if one.counts]
    return 0 if counted and all(one.kept for one in counted) else 1


if __name__ == "__main__":
    sys.exit(main())
