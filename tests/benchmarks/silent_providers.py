"""How long calls of people take while every provider is silent: as long as ever (``python -m tests.benchmarks.silent_providers``).

Rounds with and without the silence take turns, so that what else the machine does falls on both.
"""

import logging
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from fofal_server.console import seeding
from fofal_server.core import migrations
from fofal_server.outside import Outside, OutsideError, Provider
from tests.support.api import Api, speaking
from tests.support.databases import Database, databases
from tests.support.outsider import HOST, Outsider, Said, outsider
from tests.support.servers import Server, serving
from tests.support.until import until

ROUNDS, CALLS, PROVIDERS = 8, 250, 6


def _fill(database: Database) -> None:
    migrations.upgrade(database.owner)
    seeding.seed(database.app)


def _timed(api: Api) -> list[float]:
    found = []
    for _ in range(CALLS):
        began = time.perf_counter()
        api.get("/settings/parameters", params={"limit": 50}).raise_for_status()
        found.append((time.perf_counter() - began) * 1000)
    return found


@contextmanager
def _asked_in_vain(server: Server, other: Outsider) -> Iterator[None]:
    """Six providers are being asked in this very process and say nothing, one call after the other."""
    over = threading.Event()
    way = Outside(server.settings, server.pools)

    def ask(number: int) -> None:
        provider = Provider(f"silent-{number}-{time.monotonic_ns()}", (HOST,), timeout=5.0, tries=1)
        while not over.is_set():
            try:
                way.get(provider, f"{other.origin}/silent")
            except OutsideError:
                over.wait(0.05)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(PROVIDERS)]
    before = len(other.asked)
    for thread in threads:
        thread.start()
    until(lambda: len(other.asked) >= before + PROVIDERS)
    yield
    over.set()
    for thread in threads:
        thread.join()


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def main() -> None:
    """Print both, and what one is of the other."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    calm: list[list[float]] = []
    silent: list[list[float]] = []
    with tempfile.TemporaryDirectory() as folder, outsider() as other, databases(Path(folder) / "pg") as found:
        other.say("/silent", Said(silent=True))
        found.make_template(_fill)
        opened = {"outside_hosts": (other.origin,)}
        with found.fresh() as database, serving(database, Path(folder), **opened) as server, speaking(server) as api:
            _timed(api)
            for _ in range(ROUNDS):
                calm.append(_timed(api))
                with _asked_in_vain(server, other):
                    silent.append(_timed(api))
    shares = [_p95(with_them) / _p95(without) for without, with_them in zip(calm, silent, strict=True)]
    ours, theirs = (statistics.median(map(_p95, rounds)) for rounds in (calm, silent))
    print(
        f"p95 of {ROUNDS} rounds of {CALLS} calls, medians: {ours:.2f} ms; {PROVIDERS} providers silent: {theirs:.2f} ms"
    )
    print(
        f"a round beside the one before it: {statistics.median(shares):.2f} x ({min(shares):.2f} to {max(shares):.2f})"
    )


if __name__ == "__main__":
    main()
