"""The folder in which the processes of one server count together, so that any of them answers for all."""

import hashlib
import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

FOLDER = "metrics"
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Where the counting library looks; it has to be set before it is loaded."""
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it, refused when it is somebody else's


def emptied(data_dir: Path, port: int) -> Path:
    """The folder as a start needs it: counters begin at nothing with the launcher, not with each process.

    Servers that share a data folder are told apart by machine and port.
    In memory where the system has a place for that: the files are mapped, and a process that counts on a full disk
    would be killed by the first page that has no room (SIGBUS).
    """
    *others, last = _places(data_dir, port)
    for folder in others:
        try:
            return _made(folder)
        except OSError:
            continue  # no room, or somebody else's folder of that name
    return _made(last)


def _places(data_dir: Path, port: int) -> Iterator[Path]:
    if MEMORY.is_dir() and hasattr(os, "getuid"):
        name = hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:16]
        yield MEMORY / f"fofal-{os.getuid()}-{name}-{port}"
    yield data_dir / FOLDER / f"{platform.node()}-{port}"


def _made(folder: Path) -> Path:
    remove(folder)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def remove(folder: Path) -> None:
    """Nothing is left of it; also not of a start that was killed."""
    shutil.rmtree(folder, ignore_errors=True)


def forget(folder: Path, pid: int) -> None:
    """Drop what a process that died said of itself; what it counted stays counted."""
    for path in folder.glob(f"gauge_live*_{pid}.db"):
        path.unlink(missing_ok=True)
