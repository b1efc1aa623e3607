"""``python3 run.py bench``: measure, print as it goes, write the page; ``--desktop`` measures that instead."""

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import data, measures, report
from tests.benchmarks.stand import stand

PARTIES, MOVES, SIZES = 50_000, 200_000, (10_000, 100_000, 1_000_000)


def main() -> int:
    """The whole run, about ten minutes; ``--quick`` leaves out the million rows."""
    before, quick = os.getloadavg()[0], "--quick" in sys.argv
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, stand(Path(folder) / "data") as place:
        data.fill_parties(place.owner_url, 1, SIZES[0])
        small = measures.grown(place, SIZES[:1], SIZES[0])
        data.fill_parties(place.owner_url, SIZES[0] + 1, PARTIES)
        data.fill_moves(place.owner_url, MOVES)
        compared = measures.compare(place, _tell)
        mixed, storm = measures.mix(place), measures.storm(place)
        grown = [*small, *measures.grown(place, SIZES[1:-1] if quick else SIZES[1:], PARTIES)]
        print(report.write(compared, mixed, grown, storm, before))
    return 0


def _tell(words: str) -> None:
    print(f"▸ {words}", flush=True)


def desktop() -> int:
    """About eight minutes; Qt is loaded only where it is measured."""
    from tests.benchmarks.desktop import bench

    return bench.main()


sys.exit(desktop() if "--desktop" in sys.argv else main())
