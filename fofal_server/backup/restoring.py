"""Restoring a set into an empty folder: unpacked, checked by PostgreSQL's own sums, rolled forward to a moment."""

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fofal_server.backup import continuous, loading, logical, trees
from fofal_server.backup.archive import drain
from fofal_server.backup.errors import BackupError, Damaged
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.manifest import Manifest
from fofal_server.backup.pieces import read_piece
from fofal_server.backup.telling import Tell, Way, silent
from fofal_server.backup.verify import verify
from fofal_server.cluster import account, binaries, lock, place, state
from fofal_server.cluster.account import Account, give
from fofal_server.cluster.binaries import Binaries
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import make_folder
from fofal_server.cluster.program import run
from fofal_server.cluster.url import connected

_NOWHERE = "exit /b 1" if os.name == "nt" else "false"
"""The log lies in PostgreSQL's own folder already; there is no other place to ask."""
_ASKED = ("restore_command", "recovery_target_name", "recovery_target_time", "recovery_target_action", "hot_standby")
_TOO_FAR = "recovery ended before configured recovery target"
_WITHIN = 3600.0
_NOT_LAID = frozenset({state.FILE})
"""Sets of before hold it. It names the database of the company itself: who gives up half-way must not think it his."""
_SEGMENT = 24
"""Letters in the name of a segment of the log."""


@dataclass(frozen=True)
class Target:
    """The moment to come to: the set's own (neither given), a later one, or the last that the log knows.

    ``log`` is where the log between the sets lies.
    """

    time: dt.datetime | None = None
    latest: bool = False
    log: Path | None = None


def unpack(folder: Path, manifest: Manifest, key: BackupKey, data_dir: Path, tell: Tell = silent) -> None:
    """Put a set's files where an installation has them; the folder must be empty or absent.

    Raises ``Damaged`` when a piece is not what was written, or PostgreSQL's sums of the base do not fit.
    """
    if findings := verify(folder, key, tell):
        raise Damaged("\n".join(findings))
    if data_dir.exists() and any(data_dir.iterdir()):
        raise BackupError(f"Le dossier {data_dir} n'est pas vide. Donnez un dossier vide ou à créer.")
    make_folder(data_dir, 0o711 if account.is_root() else 0o700)
    programs = _programs(manifest)
    lay = partial(_lay, folder, manifest, key, Way(tell, "Dépliage", sum(one.plain_size for one in manifest.pieces)))
    if manifest.kind == "logical":
        _lay_beside(lay, data_dir)
        tell("Chargement de la base")
        loading.load(folder, manifest, key, data_dir, programs)
        return
    pgdata = _place_of_base(data_dir)
    pgdata.mkdir(mode=0o700)  # first of all: a start on what is restored by half finds no database to make anew
    _lay_beside(lay, data_dir)
    lay("base", pgdata)
    tell("Sommes de PostgreSQL")
    _check_sums(programs, pgdata)
    lay("wal", pgdata / "pg_wal")


def roll_forward(data_dir: Path, manifest: Manifest, target: Target, key: BackupKey) -> None:
    """Prepare the next start to recover up to the target and to go on from there; a dump knows its own moment only."""
    if manifest.kind == "logical":
        if target.time is not None or target.latest:
            raise BackupError(logical.NO_MOMENT)
        return
    pgdata = _pgdata(data_dir)
    if target.log is not None:
        continuous.lay(target.log, _first_of(pgdata / "pg_wal"), key, pgdata / "pg_wal")
    wanted = {"restore_command": _NOWHERE, "recovery_target_action": "promote", "hot_standby": "off"}
    if target.time is not None:
        wanted["recovery_target_time"] = target.time.isoformat()
    elif not target.latest:
        wanted["recovery_target_name"] = manifest.restore_point or ""
    _write(pgdata, wanted)
    (pgdata / "recovery.signal").touch(mode=0o600)
    _hand_over(pgdata)


@contextlib.contextmanager
def recovered(data_dir: Path, target: Target | None = None) -> Iterator[Cluster]:
    """The restored database, running and past its recovery; what asked for that is taken out of its settings.

    Raises ``BackupError`` when the log does not go as far as the target.
    """
    with _started(data_dir, target) as cluster:
        with connected(cluster.superuser_url) as connection, connection.cursor() as cursor:
            for name in _ASKED:
                cursor.execute(f"ALTER SYSTEM RESET {name}")
        yield cluster


@contextlib.contextmanager
def _started(data_dir: Path, target: Target | None) -> Iterator[Cluster]:
    cluster = Cluster(data_dir)
    try:
        cluster.start()
    except ClusterError as error:
        if target is None or target.time is None or _TOO_FAR not in str(error):
            raise
        _check_known(target)
        _write(_pgdata(data_dir), {"recovery_target_time": ""})
        cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()


def _check_known(target: Target) -> None:
    """Nobody wrote between the target and the end of a log that goes further: its end is the state of that moment."""
    known = continuous.covers(target.log) if target.log else None
    if known is None or target.time is None or known < target.time:
        words = f"{known.astimezone():%d/%m/%Y %H:%M:%S}" if known else "la sauvegarde elle-même"
        raise BackupError(f"Le journal ne va que jusqu'à ce moment : {words}.")


def _first_of(pg_wal: Path) -> str:
    """The segment that the set's own log begins with."""
    return min(file.name for file in pg_wal.iterdir() if len(file.name) == _SEGMENT)


def _place_of_base(data_dir: Path) -> Path:
    """Where PostgreSQL's account can reach its files."""
    chosen = place.choose(data_dir, account.choose(data_dir / "postgres"), False)
    state.save(data_dir, state.State(place=None if chosen == data_dir else str(chosen)))
    return _pgdata(data_dir)


def _pgdata(data_dir: Path) -> Path:
    return state.place_of(data_dir) / "postgres"


def _programs(manifest: Manifest) -> Binaries:
    major = int(manifest.postgres_version.split(".")[0])
    try:
        found = binaries.find(None if manifest.kind == "logical" else major)
    except ClusterError as error:
        raise BackupError(str(error)) from error
    if found.major < major:
        raise BackupError(
            f"Cette sauvegarde vient de PostgreSQL {major}, plus récent que celui d'ici ({found.major}) : mettez le "
            "programme à jour, ou chargez-la sur un serveur de cette version."
        )
    return found


def _lay_beside(lay: Callable[[str, Path], None], data_dir: Path) -> None:
    for name in ("config", "secrets", "files"):
        lay(name, data_dir)


def _lay(folder: Path, manifest: Manifest, key: BackupKey, way: Way, name: str, into: Path) -> None:
    known = next((one for one in manifest.pieces if one.name.startswith(f"{name}.")), None)
    if known is None:
        raise Damaged(f"La sauvegarde {manifest.id} n'a pas de morceau « {name} ».")
    with read_piece(folder / known.name, key) as stream:
        trees.unpacked(way.through(stream), into, _NOT_LAID)
        drain(stream)  # only who reads to the end knows that nothing is missing there


def _check_sums(programs: Binaries, pgdata: Path) -> None:
    try:
        run(programs.program("pg_verifybackup"), "--no-parse-wal", "--quiet", str(pgdata), timeout=_WITHIN)
    except ClusterError as error:
        raise Damaged(f"La copie de la base ne correspond pas à ses sommes : {error}") from error


def _write(pgdata: Path, wanted: Mapping[str, str]) -> None:
    """Add settings after those that are there: the last one counts."""
    lines = "".join(f"{name} = '{value}'\n" for name, value in wanted.items())
    with (pgdata / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
        file.write(lines)


def _hand_over(pgdata: Path) -> None:
    """Give all of it to the account PostgreSQL will run under; root may not run it."""
    chosen: Account | None = account.choose(pgdata.with_name("none"))
    if chosen is None:
        return
    for where, folders, names in os.walk(pgdata):
        for one in (Path(where), *(Path(where) / name for name in (*folders, *names))):
            give(one, chosen)


def discard(data_dir: Path) -> None:
    """Remove a restored folder that was only looked at, and its base where that lies elsewhere and nobody serves it."""
    with contextlib.suppress(ClusterError, FileNotFoundError), lock.hold(state.place_of(data_dir)):
        shutil.rmtree(state.place_of(data_dir), ignore_errors=True)
    shutil.rmtree(data_dir, ignore_errors=True)
