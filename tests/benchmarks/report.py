"""The page that says what was measured, when, beside what, and how to repeat it."""

import datetime as dt
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.load import Seen
from tests.benchmarks.measures import Compared, Grown, Storm
from tests.support import sections

FILE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
SHARE = {"création": 0.5, "modification": 0.5}


def write(compared: Sequence[Compared], mixed: Seen, grown: Sequence[Grown], storm: Storm, before: float) -> str:
    """The page as text; also written to ``docs/performance.md``, where the sections of other runs stay."""
    page = "\n".join(_lines(compared, mixed, grown, storm, before)) + "\n"
    sections.renew(FILE, page)
    return page


def put(title: str, lines: Iterable[str]) -> None:
    """Print what a run of its own measured, and keep it as a section of the page."""
    text = "\n".join(lines)
    print(text, flush=True)
    sections.put(FILE, title, text, "# Performance\n")


def measured(command: str) -> str:
    """When, by what and on what a section was measured."""
    now, load = dt.datetime.now(dt.UTC), f"load of the machine at the end {os.getloadavg()[0]:.1f}"
    cores = f"{os.cpu_count()} cores, generator included"
    return f"{now:%Y-%m-%d %H:%M} UTC, `python -m tests.benchmarks.{command}`, {cores}, {load}"


def _lines(
    compared: Sequence[Compared], mixed: Seen, grown: Sequence[Grown], storm: Storm, before: float
) -> Iterator[str]:
    now = dt.datetime.now(dt.UTC)
    yield "# Performance\n"
    yield f"Measured {now:%Y-%m-%d %H:%M} UTC by `python3 run.py bench` on {os.cpu_count()} cores, Python {platform.python_version()}; "
    yield f"load of the machine before the run: {before:.2f}. Two worker processes a server, the load generator on the same cores."
    yield "The bare server is FastAPI + psycopg2 with the same token and session check, the same SQL, workers and pool"
    yield "(`tests/benchmarks/bare.py`). 50,000 parties, 200,000 stock moves; best of three runs of two seconds each, in turn."
    yield "Rate limits are raised for the run (`FOFAL_LIMITS_*`). Absolute times belong to this machine; compare within one run.\n"
    yield "| operation | clients | ours /s | bare /s | share | wanted | ours p50 ms | bare p50 ms | p50 × | ours p95 ms | errors |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for one in compared:
        wanted, slower = SHARE.get(one.operation, 0.6), one.ours.p50 / one.bare.p50
        mark = "✓" if one.share >= wanted else "✗"
        quick = "" if one.operation in SHARE else " ✓" if slower <= 2 else " ✗"
        yield (
            f"| {one.operation} | {one.clients} | {one.ours.rate:.0f} | {one.bare.rate:.0f} | {one.share:.0%} {mark} | "
            f"≥ {wanted:.0%} | {one.ours.p50:.1f} | {one.bare.p50:.1f} | {slower:.2f}{quick} | {one.ours.p95:.1f} | {one.ours.errors} |"
        )
    yield "\nWanted of lists, searches and reads also: p50 at most twice the bare one.\n"
    yield f"## 32 clients that wait 250 ms between calls\n\n{_sentence(mixed)} Wanted: p95 < 100 ms, no error.\n"
    yield "## A list that grows\n"
    yield "| rows | first page, no count (ms) | worst far page (ms) | count (ms) |"
    yield "| --- | --- | --- | --- |"
    for size in grown:
        yield f"| {size.rows:,} | {size.first:.1f} | {size.far:.0f} | {size.count:.0f} |"
    factor = grown[-1].first / grown[0].first
    yield f"\nFirst page × {factor:.2f} (wanted ≤ 1.5); far page wanted < 200 ms; count of the last row wanted ≤ 300 ms.\n"
    yield "## A storm of sign-ins\n"
    yield f"Reads alone: {_sentence(storm.calm)} Beside {storm.sign_ins} sign-ins in 6 s: {_sentence(storm.stormy)}"
    yield f"p95 × {storm.factor:.2f} (wanted ≤ 2)."


def _sentence(seen: Seen) -> str:
    return f"{seen.rate:.0f} calls/s, p50 {seen.p50:.1f} ms, p95 {seen.p95:.1f} ms, {seen.errors} errors."
