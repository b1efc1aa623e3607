"""The disk of the data runs full under an office at work: reading goes on, writing is told to wait, then all goes on."""

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Survived
from tests.faults.long_office import endured
from tests.faults.office import Office, opened
from tests.faults.small_disk import small_disk

ROOM, FULL = "1600m", 20.0


@pytest.fixture
def small_office(tmp_path: Path) -> Iterator[tuple[Office, Path]]:
    """An office whose whole data folder lies on a disk of its own."""
    place = tmp_path / "disque"
    place.mkdir()
    for folder in (tmp_path, place):
        folder.chmod(0o755)
    with small_disk(place, ROOM), opened(place) as office:
        yield office, place


def filled(ballast: Path) -> None:
    """Take all the room that is left, as somebody's video would."""
    with ballast.open("wb", buffering=0) as heap:
        block = bytes(1024 * 1024)
        try:
            while True:
                heap.write(block)
        except OSError:
            return


def test_the_disk_of_the_data_is_full(small_office: tuple[Office, Path], survived: Survived) -> None:
    office, place = small_office
    ballast = place / "ballast"
    read: list[int] = []

    def harm() -> float:
        filled(ballast)
        end, pause = time.monotonic() + FULL, threading.Event()
        while time.monotonic() < end:
            read.append(status_of(office))
            pause.wait(0.5)
        ballast.unlink()
        return time.monotonic()

    work = endured(office, survived, f"disque des données plein {FULL:.0f} s", harm)
    assert work.answers["507"] + work.answers["503"] > 0, work.answers
    assert read[-1] == 200, read
    assert 500 not in read, read


def status_of(office: Office) -> int:
    """What a reader is told."""
    headers = {"Authorization": f"Bearer {office.token}"}
    asked = urllib.request.Request(f"{office.url}/api/v1/inventory/items?limit=1", headers=headers)  # noqa: S310 - ours
    try:
        with urllib.request.urlopen(asked, timeout=8) as answer:  # noqa: S310 - our own address
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
