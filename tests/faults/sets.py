"""What stands in two backup folders: sums of every set, so that one changed byte of them shows."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from fofal_server.backup.manifest import MAC
from fofal_server.backup.sets import list_sets
from fofal_server.backup.verify import verify
from fofal_server.ops.shelf import Shelf

Sets = dict[Path, str]


def places(shelf: Shelf) -> list[Path]:
    """Both folders."""
    return [shelf.folder, *([Path(shelf.second.address)] if shelf.second else [])]


def seen(shelf: Shelf) -> Sets:
    """Every file of every set, in both places, with its sum."""
    return {
        file: hashlib.sha256(file.read_bytes()).hexdigest()
        for place in places(shelf)
        for one in list_sets(place)
        for file in one.folder.iterdir()
    }


def lost(shelf: Shelf, before: Sets) -> int:
    """How many files of sets that were there are gone or changed."""
    now = seen(shelf)
    return sum(now.get(file) != digest for file, digest in before.items())


def torn(shelf: Shelf, before: Sets) -> list[str]:
    """Names of new sets that promise more than there is."""
    key, known = shelf.key(), {file.parent for file in before}
    fresh = [one for place in places(shelf) for one in list_sets(place) if one.folder not in known]
    return [one.id for one in fresh if (one.folder / MAC).exists() and verify(one.folder, key)]


def spoilt(folder: Path, into: Path, name: str, change: Callable[[Path], None]) -> Path:
    """The same set elsewhere with one file of it changed; the others are the very files."""
    into.mkdir()
    for file in folder.iterdir():
        if file.name != name:
            os.link(file, into / file.name)
    shutil.copyfile(folder / name, into / name)
    change(into / name)
    return into
