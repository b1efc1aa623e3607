"""The folder in which a drill works: gone with it, and what kill -9 leaves is cleared away by the next one."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fofal_server.backup import restoring
from fofal_server.backup.errors import Busy
from fofal_server.cluster import layout, lock, orphan, state
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import make_folder

_PREFIX, _LOCK, _DATA = "drill-", ".lock", "data"


@contextlib.contextmanager
def working(scratch: Path) -> Iterator[Path]:
    """A data folder to restore into, for as long as the block lasts; a lock says that somebody is at work there."""
    make_folder(scratch, 0o711)
    forget_left_over(scratch)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=scratch) as name, _held(Path(name)):
        place = Path(name)
        place.chmod(0o711)  # PostgreSQL's account has to pass where root drills
        try:
            yield place / _DATA
        finally:
            restoring.discard(place / _DATA)


def left_over(scratch: Path) -> list[Path]:
    """Folders of drills that were killed."""
    return [place for place in scratch.glob(f"{_PREFIX}*") if not _is_held(place)]


def forget_left_over(scratch: Path) -> list[str]:
    """Clear away what drills that were killed have left, the PostgreSQL that may still run there first; their names."""
    gone = []
    for place in left_over(scratch):
        with contextlib.suppress(Busy), _held(place):
            _end_database(place / _DATA)
            restoring.discard(place / _DATA)
            shutil.rmtree(place, ignore_errors=True)
            gone.append(place.name)
    return gone


def _end_database(data_dir: Path) -> None:
    if not (data_dir / state.FILE).exists():
        return  # it came not as far as a database
    with (
        contextlib.suppress(ClusterError, FileNotFoundError),  # by halves, or served by somebody: not the drill's
        lock.hold(state.place_of(data_dir)),
    ):
        orphan.end(layout.decide(data_dir, quick=False))


def _is_held(place: Path) -> bool:
    try:
        with _held(place):
            return False
    except Busy:
        return True


def _held(place: Path) -> contextlib.AbstractContextManager[None]:
    return lock.hold_file(place / _LOCK, Busy(f"{place} est encore en usage."))
