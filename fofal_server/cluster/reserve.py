"""Room kept beside the database, so that PostgreSQL can come up again on a disk that somebody filled.

Without room for its log it stops, and without room to replay that log it does not start: nobody could even read.
"""

import os
import shutil
from pathlib import Path

FILE = "reserve"
SIZE = 64 * 1024 * 1024
"""Four segments of the log: what a start may need, and what little is written while people are refused to write."""
PLENTY = 16 * SIZE
"""Nothing is put aside from a disk that has less."""
SHORT = SIZE // 2
_BLOCK = bytes(1024 * 1024)


def keep(place: Path) -> None:
    """Put the room aside unless that has been done, or there is too little to take from; truly taken, not sparse."""
    file = place / FILE
    if file.exists() or shutil.disk_usage(place).free < PLENTY:
        return
    with file.open("wb") as heap:
        for _ in range(SIZE // len(_BLOCK)):
            heap.write(_BLOCK)
        heap.flush()
        os.fsync(heap.fileno())


def give(place: Path) -> bool:
    """Give the room back when there is no other; whether there was any to give."""
    if not is_short(place) or not (place / FILE).exists():
        return False
    (place / FILE).unlink()
    return True


def is_short(place: Path) -> bool:
    """Whether a PostgreSQL that does not start may lack nothing but room."""
    return shutil.disk_usage(place).free < SHORT
