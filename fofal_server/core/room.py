"""Whether there is room left to write: who fills the last of it takes away what PostgreSQL needs to go on at all."""

import shutil
import time
from pathlib import Path

FRESH = 1.0
"""Seconds for which one look at the disk is believed."""


class Room:
    """The disk of the data folder; writing stops while less than ``floor`` bytes are free, reading goes on."""

    def __init__(self, folder: Path, floor: int) -> None:
        self._folder, self._floor = folder, floor
        self._looked, self._lacking = -FRESH, False

    def is_lacking(self) -> bool:
        now = time.monotonic()
        if now - self._looked >= FRESH:
            self._looked, self._lacking = now, shutil.disk_usage(self._folder).free < self._floor
        return self._lacking
