"""How long the search over everything takes on a million records.

``python -m tests.benchmarks.finding``. Calls one after another through HTTP, to two server processes, by somebody who
reads everything, which is the most there is to look through. Writes what it measured into ``docs/performance.md``.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import requests

from tests.benchmarks import data, lent, report
from tests.benchmarks.stand import Stand, stand

PARTIES, MOVES, CALLS = 400_000, 600_000, 30
WANTED_MS = 300
TITLE = "Searching a million records"
ASKED = (
    ("a code", "b00123456"),
    ("the end of a number", "00398765"),
    ("letters inside of a name", "f5b1"),
    ("a name, without its accents", "ebolowa groupement"),
    ("a word of every fourth party", "cooperative"),
    ("a word of every move", "bl"),
    ("a reference of two short words", "bl 59"),
    ("an old one among many that begin so", "bl 599999"),
    ("two letters", "co"),
    ("one letter", "b"),
    ("what is there of nothing", "wxyzwxyz"),
    ("two words that never stand together", "bl limbe"),
)
NOTHING = {"wxyzwxyz", "bl limbe"}
"""Of these there is none; an answer that is quick because it finds nothing would prove nothing of the others."""


def timed(place: Stand, http: requests.Session, words: str) -> list[float]:
    """Milliseconds of each call; the first ones of a process, which build the question, are among them."""
    found: list[float] = []
    for _ in range(CALLS):
        began = time.perf_counter()
        answer = http.get(f"http://127.0.0.1:{place.ours}/api/v1/search", params={"words": words}, timeout=30)
        found.append((time.perf_counter() - began) * 1000)
        answer.raise_for_status()
        if bool(answer.json()["items"]) == (words in NOTHING):
            raise ValueError(f"« {words} » : {answer.text[:200]}")
    return found


def _page(rows: list[tuple[str, str, list[float]]], taken: float) -> list[str]:
    slow = max(max(times) for *_, times in rows)
    median = max(statistics.median(times) for *_, times in rows)
    return [
        f"{report.measured('finding')}; others took {taken:.0%} of the processors. {PARTIES:,} parties, {MOVES:,} stock moves,",
        f"two server processes, one call after another, {CALLS} of each.",
        "",
        "| what is looked for | typed | p50, ms | longest, ms |",
        "| --- | --- | --- | --- |",
        *(f"| {what} | {words} | {statistics.median(times):.0f} | {max(times):.0f} |" for what, words, times in rows),
        "",
        f"Wanted: an answer in less than {WANTED_MS} ms. The slowest of these medians is {median:.0f} ms, the slowest call {slow:.0f} ms.",
    ]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, stand(Path(folder) / "data") as place:
        data.fill_parties(place.owner_url, 1, PARTIES)
        data.fill_moves(place.owner_url, MOVES)
        with requests.Session() as http:
            http.trust_env, before = False, lent.ticks()
            http.headers["Authorization"] = f"Bearer {place.token}"
            rows = [(what, words, timed(place, http, words)) for what, words in ASKED]
        report.put(TITLE, _page(rows, lent.taken_since(before)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
