"""What fifty rules over records cost in one turn of the alert engine, on a farm of some years.

``python -m tests.benchmarks.alert_rules``. All rules are due in every turn, which on a real farm they are not. Writes
what it measured into ``docs/performance.md``.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event

from fofal_server.cluster.cluster import Cluster
from fofal_server.config import Settings
from fofal_server.console import demo, seeding
from fofal_server.core import migrations
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.core.watch import Severity, Watch
from fofal_server.notifications import own_watches, settling
from fofal_server.notifications.models import AlertRule, AlertSource
from fofal_server.notifications.rounds import Rounds
from fofal_server.notifications.ruled import Ruled
from fofal_server.notifications.usual_rules import USUAL
from tests.benchmarks import data, lent, report

RULES, TURNS, PARTIES, MOVES = 50, 15, 50_000, 200_000
TITLE = "Fifty rules over records"
LOOKED_FOR: tuple[Callable[[int], tuple[str, str]], ...] = (
    lambda n: ("parties.parties", f"code:eq:B{n:08d}"),
    lambda n: ("parties.parties", f"payment_days:gt:{30 + n}"),
    lambda n: ("inventory.stock-moves", f"moved_at:lt:today-{200 + n}"),
    lambda _: ("inventory.stock-levels", "state:in:alert|minimum|empty"),
    lambda n: ("inventory.lot-levels", f"expires_on:le:today+{n}"),
    lambda n: ("agronomy.harvest-rounds", f"days_late:gt:{n}"),
    lambda n: ("hr.employees", f"left_on:eq:today-{n}"),
    lambda _: ("sensors.sensors", "health:eq:battery"),
)  # fmt: skip
"""One record of many, none of many by a whole read, what is reckoned when it is asked, and small tables."""


class RulesAlone(Rounds):
    """The engine without the watches of the machine; ``due`` makes it look at every rule again."""

    @property
    def watches(self) -> list[Watch]:
        return list(own_watches.WATCHES)

    def due(self) -> None:
        self._ruled = Ruled()


@dataclass(frozen=True)
class Turn:
    """Milliseconds, and statements that were sent to the database."""

    ms: float
    queries: int


@contextmanager
def counted(pools: Pools) -> Iterator[list[int]]:
    """How many statements leave while the block lasts; both pools together."""
    count = [0]

    def note(*_: object) -> None:
        count[0] += 1

    engines = (pools.calls, pools.reports)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield count
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def filled(cluster: Cluster) -> None:
    migrations.upgrade(cluster.owner_url)
    seeding.seed(cluster.app_url)
    demo.load(cluster.app_url)
    data.fill_parties(cluster.owner_url, 1, PARTIES)
    data.fill_moves(cluster.owner_url, MOVES)


def write_rules(pools: Pools) -> None:
    """As many as there may be, with those that every farm begins with."""
    with transaction(pools.calls) as session:
        for n in range(RULES - len(USUAL)):
            resource, condition = LOOKED_FOR[n % len(LOOKED_FOR)](n)
            session.add(
                AlertRule(
                    code=f"rule-{n:012d}", name=f"Mesure {n}", source=AlertSource.RULE, resource=resource,
                    conditions=[condition], usual=Severity.INFO, holds_seconds=0, returns_minutes=30,
                )
            )  # fmt: skip


def turned(engine: RulesAlone, pools: Pools) -> Turn:
    engine.due()
    with counted(pools) as queries:
        began = time.perf_counter()
        engine.run(pools)
        return Turn((time.perf_counter() - began) * 1000, queries[0])


def in_turn(engine: RulesAlone, pools: Pools) -> tuple[list[Turn], list[Turn]]:
    """Turns in which nothing is new, settled together and each rule for itself, one after the other."""
    together, apart, many = [], [], settling.LOOKS
    for _ in range(TURNS):
        together.append(turned(engine, pools))
        settling.LOOKS = 1
        apart.append(turned(engine, pools))
        settling.LOOKS = many
    return together, apart


def _row(words: str, turns: list[Turn]) -> str:
    times = sorted(one.ms for one in turns)
    median = statistics.median(times)
    return f"| {words} (median of {TURNS}; longest {times[-1]:.0f}) | {turns[0].queries} | {median:.0f} |"


def _page(first: Turn, later: list[Turn], apart: list[Turn], alone: Turn, taken: float) -> list[str]:
    queries, took = later[0].queries, statistics.median(one.ms for one in later)
    return [
        f"{report.measured('alert_rules')}; others took {taken:.0%} of the processors. {PARTIES:,} parties, {MOVES:,} stock moves and the demo",
        f"company; {RULES} rules, the most there may be, all of them due at once. The job runs every ten seconds.",
        "",
        "| a turn | queries | ms |",
        "| --- | --- | --- |",
        f"| without a rule that is due | {alone.queries} | {alone.ms:.0f} |",
        f"| {RULES} rules, the first time: alerts open | {first.queries} | {first.ms:.0f} |",
        _row(f"{RULES} rules, nothing new", later),
        _row("the same with a transaction for each rule", apart),
        "",
        f"A rule: {(queries - alone.queries) / RULES:.1f} queries, {(took - alone.ms) / RULES:.1f} ms.",
    ]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, Cluster(Path(folder) / "data") as cluster:
        filled(cluster)
        pools, before = open_pools(cluster.app_url), lent.ticks()
        engine = RulesAlone(Settings(data_dir=Path(folder)))
        write_rules(pools)
        first = turned(engine, pools)
        later, apart = in_turn(engine, pools)
        with counted(pools) as queries:
            began = time.perf_counter()
            engine.run(pools)
            alone = Turn((time.perf_counter() - began) * 1000, queries[0])
        pools.dispose()
        report.put(TITLE, _page(first, later, apart, alone, lent.taken_since(before)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
