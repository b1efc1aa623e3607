"""Tiles that were looked at, kept on disk with what their service said of them, within a bound of room."""

import datetime as dt
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from fofal_server.core import clock


@dataclass(frozen=True)
class Kept:
    """A tile as it came: ``until`` it is good without asking; an empty one says that the service has none there."""

    body: bytes
    media: str
    at: str
    until: str
    etag: str = ""
    modified: str = ""

    @property
    def fresh(self) -> bool:
        return clock.now() < dt.datetime.fromisoformat(self.until)

    @property
    def age(self) -> int:
        """Seconds since the service was last heard of it."""
        return max(0, int((clock.now() - dt.datetime.fromisoformat(self.at)).total_seconds()))

    def again(self, until: dt.datetime) -> "Kept":
        """The same, which the service has just said to be as it was."""
        return replace(self, at=clock.now().isoformat(), until=until.isoformat())


class TileCache:
    """One folder, with a part for each service that was ever set: tiles of two are never mixed."""

    def __init__(self, folder: Path, service: str) -> None:
        self._part = folder / sha256(service.encode()).hexdigest()[:16]

    def get(self, z: int, x: int, y: int) -> Kept | None:
        """The tile, marked as used now; None when it is not there or was not wholly written."""
        path = self._path(z, x, y)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            found = Kept(body, **json.loads(head))
            os.utime(path)
        except (OSError, ValueError, TypeError):
            return None  # fetched anew
        return found

    def keep(self, z: int, x: int, y: int, tile: Kept) -> None:
        """Have it whole or not at all; a disk that is full is no reason to show no map."""
        path = self._path(z, x, y)
        draft = path.with_suffix(f".{secrets.token_hex(4)}")
        told = {name: value for name, value in asdict(tile).items() if name != "body"}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(json.dumps(told).encode() + b"\n" + tile.body)
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)

    def _path(self, z: int, x: int, y: int) -> Path:
        return self._part / str(z) / str(x) / f"{y}.tile"


def sweep(folder: Path, most: int) -> int:
    """Remove what was used longest ago until the folder holds ``most`` bytes; how many tiles went."""
    files = sorted(_files(folder), key=lambda one: one[1].st_mtime)
    total = sum(told.st_size for _, told in files)
    removed = 0
    for path, told in files:
        if total <= most:
            break
        path.unlink(missing_ok=True)
        total, removed = total - told.st_size, removed + 1
    return removed


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.glob("*/*/*/*"):
        try:
            yield path, path.stat()
        except FileNotFoundError:
            continue  # another process was faster
