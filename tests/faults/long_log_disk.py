"""The disk of the logs runs full: calls go on, what could not be written is counted, and told once there is room."""

import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Survived
from tests.faults.long_full_disk import filled
from tests.faults.office import Office, opened
from tests.faults.small_disk import small_disk
from tests.support.metrics import summed
from tests.support.until import until

ROOM, SERVED = "8m", 60


@pytest.fixture
def small_log(tmp_path: Path) -> Iterator[tuple[Office, Path]]:
    """An office whose logs, and nothing else, lie on a small disk of their own."""
    tmp_path.chmod(0o755)
    place = tmp_path / "data" / "log"
    place.mkdir(parents=True)
    with small_disk(place, ROOM, "700"), opened(tmp_path) as office:
        yield office, place


def test_the_disk_of_the_logs_is_full(small_log: tuple[Office, Path], survived: Survived) -> None:
    """Nobody at work notices anything."""
    office, place = small_log
    ballast = place / "ballast"

    with office.at_work() as work:
        filled(ballast)
        work.wait_for_more(SERVED)
        until(lambda: lines_lost(office) >= SERVED)
        ballast.unlink()
        freed = time.monotonic()
        until(lambda: any('"log.lost"' in log.read_text("utf-8") for log in place.glob("server*.log")))
        seconds = time.monotonic() - freed
    lost, doubled = office.missing(work), office.doubled(work)
    survived("disque des journaux plein", lost=lost, doubled=doubled, seconds=seconds)
    assert (lost, doubled, office.gaps(), work.refused) == (0, 0, 0, []), work.answers
    assert set(work.answers) == {"200", "201"}, work.answers


def lines_lost(office: Office) -> float:
    """What ``/metrics`` says of lines that found no room."""
    with urllib.request.urlopen(f"{office.url}/metrics", timeout=5) as answer:  # noqa: S310 - our own address
        return summed(answer.read().decode(), "fofal_log_lost_total")
