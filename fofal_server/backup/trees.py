"""Folders as tar streams, and back; nothing that a stream names is ever written outside of its folder."""

import os
import tarfile
from collections.abc import Iterable
from io import RawIOBase
from pathlib import Path
from typing import IO, BinaryIO, cast

from fofal_server.backup.errors import BackupError


def packed(target: RawIOBase | BinaryIO, root: Path, files: Iterable[Path]) -> int:
    """Write these files under ``root`` as a tar stream, by their paths below it; answers how many.

    Links are left out: what they lead to is no file of ours. A file that goes meanwhile is passed over.
    """
    count = 0
    with tarfile.open(fileobj=cast("IO[bytes]", target), mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for path in files:
            if path.is_symlink() or not path.is_file():
                continue
            try:
                tar.add(path, arcname=path.relative_to(root).as_posix(), recursive=False)
            except FileNotFoundError:
                continue
            count += 1
    return count


def files_below(folder: Path) -> Iterable[Path]:
    """Every file below the folder, in a fixed order; none when there is no such folder."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place) / name for name in sorted(names))


def unpacked(source: IO[bytes], folder: Path) -> None:
    """Unpack a tar stream into an existing folder; refused when a name leads out of it."""
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            tar.extractall(folder, filter=_closed)  # noqa: S202 - the filter lets nothing out of the folder
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"L'archive n'a pas pu être dépliée dans {folder} : {error}") from error


def _closed(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Nothing outside of the folder, no link that leads out of it, and folders that only their owner enters."""
    safe = tarfile.data_filter(member, folder)
    return safe.replace(mode=0o700, deep=False) if safe.isdir() else safe
