"""Folders as tar streams, and back; nothing that a stream names is ever written outside of its folder."""

import os
import shutil
import tarfile
from collections.abc import Collection, Iterable
from io import RawIOBase
from pathlib import Path
from typing import IO, BinaryIO, cast

from fofal_server.backup.errors import BackupError

_BLOCK = 1024 * 1024


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


def unpacked(source: IO[bytes], folder: Path, without: Collection[str] = ()) -> None:
    """Unpack a tar stream into an existing folder; refused when it holds more than files and folders below that one.

    ``without`` are the paths in the stream that are passed over.
    """
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            for member in tar:
                if member.name not in without:
                    _lay(tar, member, folder)
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"L'archive n'a pas pu être dépliée dans {folder} : {error}") from error


def _lay(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """By hand, for ``extractall`` knows no safe way before Python 3.11.4; folders are their owner's alone."""
    place = folder / member.name
    if member.name.startswith("/") or ".." in place.parts or not (member.isdir() or member.isreg()):
        raise tarfile.ExtractError(f"{member.name} mène ailleurs")
    if member.isdir():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("xb") as file, cast("IO[bytes]", tar.extractfile(member)) as content:
        shutil.copyfileobj(content, file, _BLOCK)
    place.chmod(member.mode & 0o755 | 0o600)
    os.utime(place, (member.mtime, member.mtime))
