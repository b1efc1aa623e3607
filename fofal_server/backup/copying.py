"""Sets in a second place: sent whole, read there from the first byte to the last, and brought back from it."""

import contextlib
import datetime as dt
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fofal_server.backup import manifest
from fofal_server.backup.errors import Damaged
from fofal_server.backup.files import open_new
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.places.place import Held, Place, PlaceError
from fofal_server.backup.sets import FoundSet, look, moment_of
from fofal_server.cluster.files import make_folder

_PORTION = 1 << 20
_LAST = (manifest.FILE, manifest.MAC)
"""A set is one in a second place once these are there: they go when all before them was read back."""


def copy(folder: Path, place: Place, key: BackupKey) -> None:
    """Copy a set; what is there of it by halves is sent anew.

    Raises ``Damaged`` when what is read back there is not what the manifest names, and ``PlaceError``.
    """
    sums = {one.name: one.sha256 for one in manifest.load(folder, key).pieces}
    _clear(place, folder.name)
    try:
        for name in (*sums, *_LAST):
            send(place, folder / name, f"{folder.name}/{name}", sums.get(name))
    except BaseException:
        with contextlib.suppress(PlaceError):  # a place that is gone keeps it until the next time
            _clear(place, folder.name)
        raise


def send(place: Place, source: Path, name: str, sha256: str | None = None) -> None:
    """Send a file and read it there: it has to be what it should be (``sha256``), else what lies here."""
    place.send(source, name)
    with place.read(name) as given:
        found = hashlib.file_digest(given.stream, "sha256").hexdigest()
    if found != (sha256 or _digest_of(source)):
        place.remove(name)
        raise Damaged(f"{name} ne se relit pas dans {place.name} comme il devait être écrit : vérifiez ce lieu, et la "
                      "sauvegarde d'ici par « fofal-server backup verify ».")  # fmt: skip


def held(place: Place) -> set[str]:
    """The sets that the place has whole, by their names."""
    return {name for name, files in _by_set(place).items() if manifest.MAC in files}


def list_sets(place: Place, key: BackupKey | None) -> list[FoundSet]:
    """The sets of a place as a look at their manifests and sizes shows them, the newest first; ``folder`` is no path.

    What is there by halves is none.
    """
    with tempfile.TemporaryDirectory() as folder:
        found = [
            _looked(place, name, files, Path(folder), key)
            for name, files in _by_set(place).items()
            if manifest.MAC in files
        ]
    return sorted(found, key=lambda one: one.id, reverse=True)


def remove(place: Place, name: str) -> None:
    """Remove a set there; its manifest goes first, so that it is none from then on."""
    files = sorted(place.files(name), key=lambda file: not file.endswith(_LAST))
    for file in files:
        place.remove(file)


def begun(place: Place) -> set[str]:
    """What is there by halves, since a line was cut or a program killed."""
    return {name for name, files in _by_set(place).items() if manifest.MAC not in files}


def fetch(place: Place, name: str, into: Path) -> Path:
    """Bring a set back into a folder, whole as far as its files go; who opens it compares the sums."""
    folder = into / name
    folder.mkdir(mode=0o700)
    fetch_files(place, place.files(name), folder)
    return folder


def fetch_files(place: Place, names: Iterable[str], into: Path) -> None:
    """Bring files back, each as old as it was where it came from."""
    make_folder(into, 0o700)
    for name in names:
        target = into / name.rpartition("/")[2]
        with place.read(name) as given, open_new(target) as written:
            shutil.copyfileobj(given.stream, written, _PORTION)
        os.utime(target, (given.moment.timestamp(), given.moment.timestamp()))


def _by_set(place: Place) -> dict[str, dict[str, Held]]:
    found = dict[str, dict[str, Held]]()
    for name, file in place.files().items():
        folder, _, rest = name.partition("/")
        if rest and moment_of(folder):
            found.setdefault(folder, {})[rest] = file
    return found


def _looked(place: Place, name: str, files: dict[str, Held], into: Path, key: BackupKey | None) -> FoundSet:
    folder = into / name
    fetch_files(place, [f"{name}/{file}" for file in _LAST if file in files], folder)
    moment = moment_of(name) or dt.datetime.min.replace(tzinfo=dt.UTC)
    return look(folder, moment, key, {file: one.size for file, one in files.items()})


def _clear(place: Place, name: str) -> None:
    for file in place.files(name):
        place.remove(file)


def _digest_of(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
