"""A version is brought to this computer, verified, and unpacked beside the one that runs; that stays until it fails."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile

from fofal_desktop.api.cancel import current
from fofal_desktop.updates.sources import Folder, Source
from fofal_desktop.updates.unpacking import unpack
from fofal_desktop.updates.verifying import Refused, Standing, Version, check
from fofal_desktop.updates.versions import INCOMING, Versions, is_version
from fofal_desktop.whole import write_whole
from fofal_server.contract.updates import MANIFEST, SIGNATURE

PART, PARTIAL = ".part", ".partial"
LOCK, WAIT_MS = "incoming.lock", 2_000
ROOM = 5
"""So many times the package is needed on the disk: it is unpacked beside itself."""
PATIENCE_S, TIMES = 0.5, 10
"""A scanner of the computer may hold fresh files for some seconds; then the folder cannot be renamed."""
Progress = Callable[[int], Any]


def standing_of(kept: Versions, standing: Standing) -> Standing:
    """The same with what is known of the versions that ran here."""
    state = kept.state()
    return replace(standing, newest=state.newest, refused=state.refused)


def fetch(source: Source, version: Version, kept: Versions, progress: Progress) -> None:
    """Bring the package here; what came of it stays for the next time when the line or the work is cut."""
    kept.incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(kept.folder / LOCK):
        _fetch(source, version, kept.incoming, progress)


def _fetch(source: Source, version: Version, incoming: Path, progress: Progress) -> None:
    package = version.package
    file = incoming / package.file
    part = file.with_name(f"{package.sha256[:16]}{PART}")
    _drop(one for one in incoming.iterdir() if not one.name.startswith(part.name))
    _demand_room(incoming, ROOM * package.size)
    source.bring(package, part, progress)
    try:
        check(part, package)
    except Refused:
        _drop(incoming.iterdir())
        raise
    part.replace(file)
    write_whole(incoming / SIGNATURE, version.signature)
    write_whole(incoming / MANIFEST, version.words)


def fetched(kept: Versions, standing: Standing) -> Version | None:
    """What lies here and waits to be installed; what may not be any more is thrown away."""
    if not (kept.incoming / MANIFEST).exists():
        return None
    try:
        return Folder(kept.incoming).find(standing)
    except Refused:
        _drop(kept.incoming.iterdir())
        return None


def install(version: Version, kept: Versions, running: str, progress: Progress) -> None:
    """Unpack what was fetched and have it run from the next start on; raises Refused, OSError or Cancelled.

    It is judged anew: what was verified has been lying on the disk since. What is refused is not tried again.
    """
    try:
        _unpack(version, kept, progress)
    except Refused:
        _drop(kept.incoming.iterdir())
        raise
    before = running if kept.program(running).is_file() else ""
    kept.forget_tries()
    kept.change(lambda state: state.with_new(version.name, before))
    shutil.rmtree(kept.incoming, ignore_errors=True)
    tidy(kept, running)


def _unpack(version: Version, kept: Versions, progress: Progress) -> None:
    package = kept.incoming / version.package.file
    check(package, version.package)
    _demand_room(kept.folder, (ROOM - 1) * version.package.size)
    partial = Path(tempfile.mkdtemp(PARTIAL, f"{version.name}.", kept.folder))
    try:
        unpack(package, partial, progress)
        if not (partial / kept.program(version.name).relative_to(kept.folder / version.name)).is_file():
            raise Refused("empty", version.package.file)
        _settle()
        _take_place(partial, kept.folder / version.name)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def tidy(kept: Versions, running: str) -> None:
    """Only what is to run, what ran before it and what runs now stay; what is in use goes another time."""
    state = kept.state()
    stay = {state.current, state.before, running, INCOMING}
    for folder in kept.folder.iterdir() if kept.folder.is_dir() else ():
        if folder.is_dir() and folder.name not in stay and _ours(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Two programs of the same person would write the same file."""
    lock = QLockFile(str(file))
    lock.setStaleLockTime(0)  # never by age: only the end of its process gives it back
    if not lock.tryLock(WAIT_MS):
        raise Refused("elsewhere")
    try:
        yield
    finally:
        lock.unlock()


def _ours(name: str) -> bool:
    return is_version(name) or name.endswith(PARTIAL)


def _demand_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _drop(files: Any) -> None:
    for one in files:
        one.unlink(missing_ok=True)


def _settle() -> None:
    """Have the files on the disk before they count; Windows has no word for all of them."""
    if hasattr(os, "sync"):
        os.sync()


def _take_place(partial: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    for _time in range(TIMES):
        try:
            partial.rename(target)
        except PermissionError:
            current().wait(PATIENCE_S)
        else:
            return
    partial.rename(target)
