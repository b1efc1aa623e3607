"""A folder as second place: another disk, a USB disk, a share of the network."""

import contextlib
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from fofal_server.backup.files import open_new, open_plain
from fofal_server.backup.places import marker
from fofal_server.backup.places.place import Given, Held, NotThere, PlaceError, broken, moment
from fofal_server.cluster.files import make_folder, sync_folder

_PORTION = 1 << 20
_DRAFT = ".part"


class Folder:
    """Each file is written beside its name, put on the disk and renamed."""

    def __init__(self, root: Path) -> None:
        self.root, self.name = root, str(root)

    def prepare(self) -> None:
        with self._told():
            make_folder(self.root, 0o700)

    def files(self, below: str = "") -> dict[str, Held]:
        with self._told():
            found = [Path(where) / name for where, _, names in os.walk(self.root / below) for name in names]
            return {
                one.relative_to(self.root).as_posix(): Held(one.stat().st_size, moment(one.stat().st_mtime))
                for one in found
            }

    def send(self, source: Path, name: str) -> None:
        target = self.root / name
        with self._told():
            self._refuse_unmarked(name)
            make_folder(target.parent, 0o700)
            draft = target.with_name(target.name + _DRAFT)
            draft.unlink(missing_ok=True)
            try:
                _copied(source, draft)
                draft.replace(target)
            finally:
                draft.unlink(missing_ok=True)
            sync_folder(target.parent)

    @contextlib.contextmanager
    def read(self, name: str) -> Iterator[Given]:
        path = self.root / name
        if not path.exists():
            raise NotThere(f"{name} n'est pas dans {self.name}.")
        with self._told(), open_plain(path) as stream:
            yield Given(cast(io.BufferedReader, stream), moment(path.stat().st_mtime))

    def remove(self, name: str) -> None:
        path = self.root / name
        with self._told():
            path.unlink()
            if path.parent != self.root and not any(path.parent.iterdir()):
                path.parent.rmdir()

    def _refuse_unmarked(self, name: str) -> None:
        """The disk may have gone since the place was opened: its mount point is a folder of the system's disk then."""
        if name != marker.FILE and not (self.root / marker.FILE).exists():
            raise PlaceError(marker.lacking(self.name))

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise NotThere(f"{error.filename} n'est pas dans {self.name}.") from error
        except OSError as error:
            raise PlaceError(broken(self.name, error.strerror or str(error))) from error


def _copied(source: Path, target: Path) -> None:
    """The bytes, on the disk for good, and when they were first written."""
    with open_plain(source) as read, open_new(target) as written:
        shutil.copyfileobj(read, written, _PORTION)
        written.flush()
        os.fsync(written.fileno())
    known = source.stat()
    os.utime(target, ns=(known.st_atime_ns, known.st_mtime_ns))
