"""The log between the sets: brought up to the present moment each minute, and sealed a segment a file.

With a set and what lies here one goes back to any moment since. A segment that is not full yet is kept as it is and
replaced the next time. Each file begins with a sum that only the key makes: sealing alone could be done by anybody who
has its public half.
"""

import datetime as dt
import hashlib
import hmac
import shutil
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from fofal_server.backup import copying
from fofal_server.backup.archive import drain
from fofal_server.backup.errors import BackupError, Damaged
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.pieces import piece, read_piece
from fofal_server.backup.places.place import Place
from fofal_server.backup.program import run_to_end
from fofal_server.backup.source import Source
from fofal_server.backup.turn import turn
from fofal_server.backup.wal import PARTIAL
from fofal_server.cluster.files import make_folder, sync_folder
from fofal_server.cluster.url import connected

SLOT = "fofal_log"
FOLDER = "log"
"""Where it lies, beside the sets."""
SEALED, DRAFT = ".z.sealed", "draft"
LOCK = 0xF0FA4
_MARGIN = dt.timedelta(days=1)
_MAC_SIZE = 32
_NAME, _PARTS = 24, 256
_WITHIN, _PATIENCE = 300.0, 300
_PORTION = 1 << 20


@dataclass(frozen=True)
class Brought:
    """How many files were written, and whether the log had to begin anew: what lies between is lost to time travel."""

    files: int
    gap: bool


def alone(source: Source) -> AbstractContextManager[None]:
    """One at a time brings the log of a database, who comes beside him waits.

    The minute's turn, a job asked for and the console share a slot, the staging folder and both places.
    """
    words = "Le journal est déjà en train d'être apporté, et cela dure : recommencez plus tard."
    return turn(source.superuser_url, LOCK, _PATIENCE, words)


def bring(source: Source, staging: Path, store: Path, key: BackupKey) -> Brought:
    """Fetch the log up to now into ``staging`` and seal what is new into ``store``; what is full leaves ``staging``."""
    for folder in (staging, store):
        make_folder(folder, 0o700)
    gap = _keep_slot(source)
    if gap:  # what is fetched goes on from here: PostgreSQL does not have any more what would follow on the old
        for old in staging.iterdir():
            old.unlink()
    until = _present(source)
    where = ["-D", str(staging), "--slot", SLOT, "--endpos", until, "--no-loop"]
    if words := run_to_end(source, "pg_receivewal", *where, within=_WITHIN):
        raise BackupError(f"Le journal de PostgreSQL n'a pas pu être lu :\n{words}")
    return Brought(sum(_sealed(file, store, key) for file in sorted(staging.iterdir())), gap)


def lay(store: Path, since: str, key: BackupKey, pg_wal: Path) -> int:
    """Put every segment from ``since`` on into PostgreSQL's own folder; answers how many.

    Raises ``Damaged`` for a file that is not what was written, and ``BackupError`` when one is missing in between:
    going on without it would end at an earlier moment, and nobody would know.
    """
    names = sorted(file.name.removesuffix(SEALED) for file in store.glob(f"*{SEALED}")) if store.exists() else []
    wanted = [name for name in names if name.removesuffix(PARTIAL) >= since or name.endswith(".history")]
    _check_whole({file.name for file in pg_wal.iterdir()} | {name.removesuffix(PARTIAL) for name in wanted})
    for name in wanted:
        if name.endswith(PARTIAL) and (name.removesuffix(PARTIAL) in wanted or _is_of_the_set(name, pg_wal)):
            continue  # it is full since
        _unsealed(store, name, key, pg_wal / name.removesuffix(PARTIAL))
    return len(wanted)


def _is_of_the_set(partial: str, pg_wal: Path) -> bool:
    """Whether the set has it: PostgreSQL went on to the next one at the set's moment, so that this is of before."""
    return (pg_wal / partial.removesuffix(PARTIAL)).exists()


def _check_whole(names: set[str]) -> None:
    """No segment is missing between the first and the last; a name is timeline, number and part, eight letters each."""
    numbers = {int(name[8:16], 16) * _PARTS + int(name[16:], 16) for name in names if len(name) == _NAME}
    if numbers and len(numbers) <= max(numbers) - min(numbers):
        raise BackupError(
            "Le journal a un trou depuis cette sauvegarde : on n'en revient qu'à son propre instant, ou à un moment "
            "après une sauvegarde plus récente."
        )


def covers(store: Path) -> dt.datetime | None:
    """Up to which moment the log was brought; None where there is none."""
    times = [file.stat().st_mtime for file in store.glob(f"*{SEALED}")]
    return dt.datetime.fromtimestamp(max(times), dt.UTC) if times else None


def mirror(store: Path, place: Place, within: float = 45.0) -> bool:
    """Have in a second place what lies in the first; false when ``within`` seconds were not enough for all of it.

    What goes on being written goes first, then the newest: after a long silence the last minutes are there at once.
    """
    until, held = time.monotonic() + within, place.files(FOLDER)
    for file in sorted(store.glob(f"*{SEALED}"), key=_order):
        known = held.get(f"{FOLDER}/{file.name}")
        if known and known.size == file.stat().st_size and not _goes_on(file.name):
            continue
        if time.monotonic() > until:
            return False
        copying.send(place, file, f"{FOLDER}/{file.name}")
    now = place.files(FOLDER)
    for name in now:
        if _goes_on(name) and name.replace(PARTIAL, "") in now:
            place.remove(name)  # it is full since
    return True


def _order(file: Path) -> tuple[bool, float]:
    return not _goes_on(file.name), -file.stat().st_mtime


def _goes_on(name: str) -> bool:
    return name.endswith(f"{PARTIAL}{SEALED}")


def forget(store: Path, before: dt.datetime) -> None:
    """Remove what was last written before the moment."""
    for file in store.glob(f"*{SEALED}"):
        if file.stat().st_mtime < before.timestamp():
            file.unlink()


def forget_there(place: Place, before: dt.datetime) -> None:
    """Remove from a second place what was last written before the moment."""
    for name, file in place.files(FOLDER).items():
        if file.moment < before:
            place.remove(name)


def fetch(place: Place, since: dt.datetime, into: Path) -> None:
    """Bring back what of the log was written since, and a day before: the clock of the place may differ."""
    files = place.files(FOLDER)
    copying.fetch_files(place, [name for name, one in files.items() if one.moment > since - _MARGIN], into)


def _keep_slot(source: Source) -> bool:
    """Make sure that PostgreSQL keeps its log for us; true when it had to be asked anew."""
    with connected(source.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT wal_status = 'lost' FROM pg_replication_slots WHERE slot_name = %s", (SLOT,))
        known = cursor.fetchone()
        if known == (False,):
            return False
        if known is not None:
            cursor.execute("SELECT pg_drop_replication_slot(%s)", (SLOT,))
        cursor.execute("SELECT pg_create_physical_replication_slot(%s, true)", (SLOT,))
        return True


def _present(source: Source) -> str:
    """The last byte that is written for good; PostgreSQL's program stops once it has passed it."""
    with connected(source.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT (pg_current_wal_flush_lsn() - 1)::text")
        return str((cursor.fetchone() or ("",))[0])


def _sealed(file: Path, store: Path, key: BackupKey) -> int:
    """Seal a file of the log in place of what lies there under its name; a full one is not needed here any more."""
    name, draft = file.name, store / DRAFT / f"{file.name}{SEALED}"
    make_folder(draft.parent, 0o700)
    draft.unlink(missing_ok=True)
    with piece(draft, key.public) as written:
        written.write(_mac_of(file, name, key))
        with file.open("rb") as log:
            shutil.copyfileobj(log, written, _PORTION)
    draft.replace(store / draft.name)
    sync_folder(store)
    if not name.endswith(PARTIAL):
        file.unlink()
        (store / f"{name}{PARTIAL}{SEALED}").unlink(missing_ok=True)
    return 1


def _unsealed(store: Path, name: str, key: BackupKey, target: Path) -> None:
    with read_piece(store / f"{name}{SEALED}", key) as stream, target.open("wb") as log:
        told = stream.read(_MAC_SIZE)
        shutil.copyfileobj(stream, log, _PORTION)
        drain(stream)
    if not hmac.compare_digest(told, _mac_of(target, name, key)):
        raise Damaged(f"Le journal {name} n'est pas celui qui a été écrit : rétablissez à un moment d'avant.")


def _mac_of(file: Path, name: str, key: BackupKey) -> bytes:
    with file.open("rb") as log:
        digest = hashlib.file_digest(log, "sha256").hexdigest()
    return key.mac(f"{name} {digest}".encode())
