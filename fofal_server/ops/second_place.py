"""The second place of an installation: marked once, kept level with the first, and restored from."""

import dataclasses
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fofal_server.backup import continuous, copying, sets
from fofal_server.backup.errors import BackupError, Busy
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.places import marker
from fofal_server.backup.places.access import Access
from fofal_server.backup.places.folder import Folder
from fofal_server.backup.places.opening import opened
from fofal_server.backup.places.place import Place
from fofal_server.backup.restoring import Target
from fofal_server.backup.sets import FoundSet
from fofal_server.cluster.files import make_folder
from fofal_server.cluster.lock import hold_file
from fofal_server.core import clock
from fofal_server.ops import history
from fofal_server.ops.history import Line
from fofal_server.ops.shelf import Shelf

LOCK = "copying.lock"
A_TURN = 2
"""Sets that one turn catches up with: the next one comes soon, and somebody may wait for the line."""


@contextmanager
def ours(shelf: Shelf) -> Iterator[Place | None]:
    """The place, once its mark says that it is there and that it is ours; None where there is to be none."""
    if shelf.second is None:
        yield None
        return
    key = shelf.key()
    with opened(shelf.second) as place:
        marker.check(place, key)
        yield place


def mark(access: Access, key: BackupKey) -> None:
    """Make the place that of this key; one that belongs to another key stays that key's."""
    with opened(access) as place:
        marker.make(place, key)


def level(shelf: Shelf) -> dict[str, Any]:
    """What the place keeps, and which sets it lacks; nothing where there is none."""
    with ours(shelf) as place:
        if place is None:
            return {}
        return {
            "place": place.name,
            "key_fingerprint": shelf.key().fingerprint,
            "sets": len(copying.held(place)),
            "missing": [one.id for one in missing(shelf, place)],
            "same_disk": isinstance(place, Folder) and place.root.stat().st_dev == shelf.data_dir.stat().st_dev,
        }


def missing(shelf: Shelf, place: Place) -> list[FoundSet]:
    """Sets of the last thirty days that the place has not, the newest first; older ones may have been removed there."""
    known = sets.present(sets.list_sets(shelf.folder, shelf.key()), clock.now())
    known = [one for one in known if one.state == "good"]
    there = copying.held(place)
    return [one for one in known if one.id not in there and (known[0].made_at - one.made_at).days < sets.DAYS]


def catch_up(shelf: Shelf, tell: Callable[[str], None] = lambda _step: None) -> list[str]:
    """Copy what lacks there, the newest first, a few sets a turn; answers them. Raises ``Busy`` while another does."""
    busy = Busy("Une autre copie vers le second lieu est en cours : ce qui manque encore suit à son prochain tour.")
    with ours(shelf) as place:
        if place is None:
            return []
        with hold_file(shelf.data_dir / LOCK, busy):
            lacking = missing(shelf, place)[:A_TURN]
            for one in lacking:
                tell(f"Copie de {one.id} en second lieu")
                began = clock.now()
                copying.copy(one.folder, place, shelf.key())
                seconds = (clock.now() - began).total_seconds()
                history.keep(shelf.data_dir, Line(began, "copy", True, one.id, seconds, one.size))
            return [one.id for one in lacking]


def bring_log(shelf: Shelf, store: Path, until: dt.datetime) -> None:
    """Have there what is here of the log; what was written before ``until`` goes."""
    with ours(shelf) as place:
        if place is not None:
            continuous.mirror(store, place)
            continuous.forget_there(place, until)


def prune(shelf: Shelf, now: dt.datetime) -> list[str]:
    """Remove what has had its time there, and halves that nobody will complete; answers the sets that went."""
    with ours(shelf) as place:
        if place is None:
            return []
        gone = sets.prune(copying.list_sets(place, shelf.key()), now)
        lost = copying.begun(place) - {one.id for one in missing(shelf, place)}
        for name in (*(one.id for one in gone), *lost):
            copying.remove(place, name)
        return [one.id for one in gone]


def listed(shelf: Shelf, key: BackupKey | None, elsewhere: Access | None = None) -> list[FoundSet]:
    """The sets beside the data, or those of a second place."""
    if elsewhere is None:
        return sets.list_sets(shelf.folder, key)
    with opened(elsewhere) as place:
        return copying.list_sets(place, key)


def choose(known: Sequence[FoundSet], name: str, before: dt.datetime | None, where: str) -> FoundSet:
    """The set of this name, or the newest usable one by then; BackupError says what to type where there is none."""
    if not known:
        raise BackupError(f"Aucune sauvegarde dans {where}. Tapez : fofal-server backup now")
    if name != "latest":
        before = None
    newest = [one for one in sets.present(known, clock.now()) if one.state != "broken"]
    usable = newest if name == "latest" else [one for one in known if one.id == name]
    if not usable:
        raise BackupError(f"Aucune sauvegarde « {name} » dans {where}. Voyez : fofal-server backup list")
    early = [one for one in usable if before is None or _moment(one) <= before]
    if not early:
        raise BackupError(f"Aucune sauvegarde d'avant le {before:%d/%m/%Y %H:%M} dans {where}.")
    return early[0]


def _moment(one: FoundSet) -> dt.datetime:
    """What it stands for; back to a moment from then on one can come."""
    return one.manifest.made_at if one.manifest else one.made_at


@contextmanager
def brought_back(
    access: Access, key: BackupKey, into: Path, name: str, target: Target
) -> Iterator[tuple[Path, Target]]:
    """A set out of a second place, and with it the log where the target asks for it, for as long as the block lasts.

    They lie beside the folder that it will be restored into, where there is to be room for it anyway.
    """
    make_folder(into.parent, 0o755)
    with opened(access) as place, tempfile.TemporaryDirectory(prefix=".fofal-", dir=into.parent) as room:
        known = copying.list_sets(place, key)
        found = choose(known, name, target.time, place.name)
        to_own_moment = target.time is None and not target.latest
        here = place.root if isinstance(place, Folder) else Path(room)
        if here == Path(room):
            copying.fetch(place, found.id, here)
            if not to_own_moment:
                continuous.fetch(place, found.made_at, here / continuous.FOLDER)
        yield here / found.id, dataclasses.replace(target, log=None if to_own_moment else here / continuous.FOLDER)
