"""``python3 run.py soak``: an office that never waits for the answer before, beside the bare endpoint, then too many.

65 % reads of one record, 15 % lists of 50, 5 % the journal of a month with its total, 12 % new records, 3 % stock moves
posted (numbered without a gap). Calls come by chance at a mean rate; a time counts from the moment a call was due.
"""

import asyncio
import datetime as dt
import itertools
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import data, lent, soak_page
from tests.benchmarks.load import closed, request
from tests.benchmarks.measures import PATH, get, new_party
from tests.benchmarks.open_loop import Answers, Make, memory, sent
from tests.benchmarks.stand import Stand, stand

PARTIES, MOVES, RATE = 50_000, 200_000, 150
RUN, LONG, WARM, BARE, FLOOD = 180.0, 480.0, 20.0, 60.0, 20.0
PAGES = 20
"""Of 500 drafts: the runs post some 4,700 of them, the flood and what finds its measure some 700."""
MOST = 900
"""Connections of the flood: more than the server lets wait, fewer than it takes at all."""
MOVES_PATH = "/api/v1/inventory/stock-moves"
DAYS = MOVES // 1440


@dataclass(frozen=True)
class Run:
    """One run: what came of the calls, the kilobytes of the server before and after it.

    ``taken``: the share of the processors that was lent to others meanwhile.
    """

    seconds: float
    load: float
    answers: Answers
    memory: tuple[int, int]
    taken: float


@dataclass(frozen=True)
class Flood:
    """Twice of what the server can do: its capacity, what came of it, seconds until it answered as usual again."""

    capacity: float
    answers: Answers
    back: float
    taken: float


def office(place: Stand) -> Make:
    """The next call of the mix, at random."""
    token = place.token
    ids = [one["id"] for one in get(place.ours, f"{PATH}?limit=500&total=false&sort=code", token)["items"]]
    drafts, now = _drafts(place), dt.datetime.now(dt.UTC)

    def read() -> bytes:
        return request("GET", f"{PATH}/{random.choice(ids)}", token)

    def listed() -> bytes:
        return request("GET", f"{PATH}?limit=50&sort=name&total=false&offset={50 * random.randrange(20)}", token)

    def journal() -> bytes:
        last = now - dt.timedelta(days=random.randrange(DAYS - 30))
        month = f"moved_at:between:{last - dt.timedelta(days=30):%Y-%m-%dT00:00:00Z}%7C{last:%Y-%m-%dT00:00:00Z}"
        return request("GET", f"{MOVES_PATH}?limit=50&sort=-moved_at&filter={month}", token)

    def created() -> bytes:
        return request("POST", PATH, token, new_party(), Idempotency_Key=random.randbytes(8).hex())

    def posted() -> bytes:
        path = f"{MOVES_PATH}/{next(drafts)}/post"
        return request("POST", path, token, b"{}", If_Match='"1"', Idempotency_Key=random.randbytes(8).hex())

    return _mixed({read: 65, listed: 15, journal: 5, created: 12, posted: 3})


def _drafts(place: Stand) -> "itertools.chain[str]":
    """Drafts by and by, so that none is posted twice: more than all runs together and the flood will take."""
    pages = (
        get(place.ours, f"{MOVES_PATH}?limit=500&total=false&sort=moved_at&offset={500 * page}", place.token)["items"]
        for page in range(PAGES)
    )
    found = [[one["id"] for one in page] for page in pages]
    return itertools.chain.from_iterable(found)


def bare_office(place: Stand) -> Make:
    """The same mix as the bare server knows it: its lists for the journal too, new records for the posted moves."""
    token = place.token
    ids = [one["id"] for one in get(place.ours, f"{PATH}?limit=500&total=false&sort=code", token)["items"]]

    def read() -> bytes:
        return request("GET", f"/parties/{random.choice(ids)}", token)

    def listed() -> bytes:
        return request("GET", "/parties", token)

    def created() -> bytes:
        return request("POST", "/parties", token, new_party(), Idempotency_Key=random.randbytes(8).hex())

    return _mixed({read: 65, listed: 20, created: 15})


def _mixed(weights: dict[Make, int]) -> Make:
    makers, shares = list(weights), list(weights.values())

    def any_of_them() -> bytes:
        (make,) = random.choices(makers, shares)
        return make()

    return any_of_them


def run(place: Stand, folder: Path, make: Make, seconds: float) -> Run:
    load, before, ticks = os.getloadavg()[0], memory(folder), lent.ticks()
    answers = asyncio.run(sent(place.ours, make, RATE, seconds))
    return Run(seconds, load, answers, (before, memory(folder)), lent.taken_since(ticks))


def flood(place: Stand, make: Make) -> Flood:
    """Find what the server can do with clients that wait for their answer, then send twice as much."""
    capacity, ticks = closed(place.ours, [lambda _: make()], 32, 10.0).rate, lent.ticks()
    answers = asyncio.run(sent(place.ours, make, 2 * capacity, FLOOD, MOST))
    return Flood(capacity, answers, _seconds_until_calm(place, make), lent.taken_since(ticks))


def _seconds_until_calm(place: Stand, make: Make) -> float:
    """Until a burst of some twenty calls is answered, each within 100 ms; counted from the last answer of the flood."""
    began = time.perf_counter()
    while True:
        seen = asyncio.run(sent(place.ours, make, 100, 0.2))
        if seen.times and not seen.errors and max(seen.times) < 100:
            return time.perf_counter() - began


def told(words: str) -> None:
    print(f"▸ {words}", flush=True)


def main() -> int:
    """About twenty minutes; ``--quick`` takes a tenth of the time and says so, ``--flood`` is the last part alone."""
    part = 0.1 if "--quick" in sys.argv else 1.0
    with tempfile.TemporaryDirectory(prefix="fofal-soak-") as name, stand(Path(name) / "data") as place:
        data.fill_parties(place.owner_url, 1, PARTIES)
        data.fill_moves(place.owner_url, MOVES)
        make = office(place)
        asyncio.run(sent(place.ours, make, RATE, WARM))
        held = "--flood" in sys.argv or _last(place, Path(name) / "data", make, part)
        too_many = flood(place, make)
        told(f"{too_many.capacity:.0f}/s au mieux ; au double : {too_many.answers} ; calme en {too_many.back:.1f} s")
    return 0 if soak_page.write_flood(too_many, FLOOD) and held else 1


def _last(place: Stand, folder: Path, make: Make, part: float) -> bool:
    """What an office asks, again and again; whether it was served as wanted."""
    short = []
    for _ in range(3):
        short.append(run(place, folder, make, RUN * part))
        told(str(short[-1].answers))
    plain = asyncio.run(sent(place.bare, bare_office(place), RATE, BARE * part))
    told(f"nu : {plain}")
    long = run(place, folder, make, LONG * part)
    told(str(long.answers))
    return soak_page.write(short, plain, long, RATE, quick=part < 1)


if __name__ == "__main__":
    sys.exit(main())
