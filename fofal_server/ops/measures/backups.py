"""Backups in numbers: when the newest good set was made, how far the log reaches, what the last drill came to."""

from collections.abc import Iterable
from functools import lru_cache

from fofal_server.backup import sets
from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.measures import Row, Seen
from fofal_server.ops import records
from fofal_server.ops.backups import LOG
from fofal_server.ops.shelf import Shelf


def good_sets(settings: Settings) -> tuple[sets.FoundSet, ...]:
    """Sets of the first place that can be used, the newest first; a clock that was ahead has made none of them."""
    shelf = Shelf.from_environment(settings.data_dir)
    found = _good_of(shelf, shelf.folder.stat().st_mtime_ns) if shelf.folder.exists() else ()
    return tuple(sets.present(found, clock.now()))


@lru_cache(maxsize=1)
def _good_of(shelf: Shelf, _changed: int) -> tuple[sets.FoundSet, ...]:
    """Manifests are read again only when a set came or went; whether the pieces still hold is the drill's to say."""
    return tuple(one for one in sets.list_sets(shelf.folder, shelf.key_if_any()) if one.state == "good")


def _count(settings: Settings) -> Iterable[Row]:
    return [(len(good_sets(settings)),)]


def _newest(settings: Settings) -> Iterable[Row]:
    return [(one.made_at.timestamp(),) for one in good_sets(settings)[:1]]


def _size(settings: Settings) -> Iterable[Row]:
    return [(one.size,) for one in good_sets(settings)[:1]]


def _log(settings: Settings) -> Iterable[Row]:
    folder = Shelf.from_environment(settings.data_dir).folder / LOG
    if not folder.exists():
        return []
    return [(max((path.stat().st_mtime for path in folder.iterdir()), default=None),)]


def _drill(settings: Settings) -> Iterable[Row]:
    last = records.last(settings.data_dir)
    return [] if last is None else [(last.began.timestamp(),)]


def _proved(settings: Settings) -> Iterable[Row]:
    last = records.last(settings.data_dir)
    return [] if last is None else [(last.ok,)]


MEASURES = (
    Seen("fofal_backup_sets", "Good sets in the first place.", _count),
    Seen("fofal_backup_last_timestamp_seconds", "When the newest good set was made.", _newest),
    Seen("fofal_backup_last_bytes", "Size of the newest good set.", _size),
    Seen("fofal_backup_log_timestamp_seconds", "When the log was last brought.", _log),
    Seen("fofal_drill_last_timestamp_seconds", "When the last drill began.", _drill),
    Seen("fofal_drill_last_ok", "Whether the last drill proved everything.", _proved),
)
