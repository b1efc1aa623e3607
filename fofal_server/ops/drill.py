"""The drill: a set is really restored, on this machine, into a scratch PostgreSQL, and has to prove itself there."""

import datetime as dt
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import structlog
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from fofal_server.backup import continuous, restoring
from fofal_server.backup.errors import BackupError
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.manifest import Manifest, load
from fofal_server.backup.program import run_to_end
from fofal_server.backup.source import Source
from fofal_server.backup.telling import Tell, silent
from fofal_server.cluster.binaries import find
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.url import connected
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.ops import books, proving
from fofal_server.ops.scratch import working

_AMCHECK_WITHIN = 1800.0

log = structlog.get_logger("fofal.drill")


TITLES = {
    "restore": "Rétablissement",
    "rows": "Lignes de chaque table",
    "totals": "Totaux",
    "heads": "Version et journal d'audit",
    "amcheck": "Tables et index",
    "audit": "Chaîne du journal d'audit",
    "books": "Livres",
    "attachments": "Pièces jointes",
    "sign_in": "Connexion",
    "served": "Connexion par HTTP",
    "since": "Un moment d'après",
}


Serve = Callable[[str, Path], tuple[bool, str]]
"""Serves the database of this address, with the data folder it belongs to, and has somebody sign in over HTTP.

What the server is made of is not known here: the console brings it along.
"""


@dataclass(frozen=True)
class Proof:
    """One thing that was asked of the restored set, and what was found."""

    name: str
    ok: bool
    found: str


@dataclass
class Report:
    """What a drill came to; ``seconds`` from the unpacking to the last proof."""

    set_id: str
    began: dt.datetime
    seconds: float = 0.0
    proofs: list[Proof] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return bool(self.proofs) and all(one.ok for one in self.proofs)


def run_drill(
    folder: Path,
    key: BackupKey,
    scratch: Path,
    now: dt.datetime,
    log: Path | None = None,
    tell: Tell = silent,
    serve: Serve | None = None,
) -> Report:
    """Restore the set below ``scratch``, ask it everything, and leave nothing behind. Never raises for a bad set.

    With a ``log`` that goes further it is then restored once more, to some moment since.
    """
    began, report = time.monotonic(), Report(folder.name, now)
    try:
        manifest = load(folder, key)
        with _restored(folder, manifest, key, scratch, restoring.Target(), tell) as (data_dir, cluster):
            report.proofs += [Proof("restore", True, f"{time.monotonic() - began:.1f} s")]
            report.proofs += list(_told(_asked(data_dir, cluster, manifest, serve), tell))
    except (BackupError, ClusterError) as error:
        report.proofs.append(Proof("restore", False, str(error)))
    else:
        report.proofs += _since(folder, manifest, key, scratch, log, tell)
    report.seconds = round(time.monotonic() - began, 2)
    return report


def _told(proofs: Iterator[Proof], tell: Tell) -> Iterator[Proof]:
    """Each proof is a step of its own, told before it is made."""
    tell("Preuves")
    for proof in proofs:
        tell(f"Preuve faite : {TITLES[proof.name]}")
        yield proof


def _since(
    folder: Path, manifest: Manifest, key: BackupKey, scratch: Path, log: Path | None, tell: Tell
) -> list[Proof]:
    """A moment between the set and the end of the log, drawn each time anew, has to hold as well."""
    known = continuous.covers(log) if log else None
    if known is None or known <= manifest.made_at:
        return []
    moment = manifest.made_at + (known - manifest.made_at) * secrets.SystemRandom().uniform(0.5, 1)
    try:
        with _restored(folder, manifest, key, scratch, restoring.Target(moment, log=log), tell) as (data_dir, cluster):
            wrong = [one for one in _told(_invariants(data_dir, cluster), tell) if not one.ok]
    except (BackupError, ClusterError) as error:
        return [Proof("since", False, str(error))]
    words = "; ".join(f"{TITLES[one.name]} : {one.found}" for one in wrong)
    return [Proof("since", not wrong, words or f"le {moment.astimezone(clock.COMPANY_ZONE):%d/%m/%Y à %H:%M:%S}")]


@contextmanager
def _restored(
    folder: Path, manifest: Manifest, key: BackupKey, scratch: Path, target: restoring.Target, tell: Tell
) -> Iterator[tuple[Path, Cluster]]:
    with working(scratch) as data_dir:
        restoring.unpack(folder, manifest, key, data_dir, tell)
        tell("Journal rejoué")
        restoring.roll_forward(data_dir, manifest, target, key)
        with restoring.recovered(data_dir, target) as cluster:
            yield data_dir, cluster


def chain(cluster: Cluster) -> Proof:
    """Whether the trail of a restored database holds from its first event to its last."""
    engine = create_engine(cluster.app_url, poolclass=NullPool, hide_parameters=True)
    try:
        return _proof(engine, "audit", proving.trail)
    finally:
        engine.dispose()


def _asked(data_dir: Path, cluster: Cluster, manifest: Manifest, serve: Serve | None) -> Iterator[Proof]:
    yield from _books(cluster, manifest)
    yield from _invariants(data_dir, cluster)
    if serve is not None:  # the last one: it leaves somebody in the database
        yield _tried("served", partial(serve, cluster.app_url, data_dir))


def _invariants(data_dir: Path, cluster: Cluster) -> Iterator[Proof]:
    """What has to hold at whatever moment one comes back to."""
    yield _indexes(Source(data_dir, cluster.superuser_url, find()))
    engine = create_engine(cluster.app_url, poolclass=NullPool, hide_parameters=True)
    try:
        for name, prove in proving.PROOFS.items():
            yield _proof(engine, name, partial(prove, data_dir=data_dir))
    finally:
        engine.dispose()


def _books(cluster: Cluster, manifest: Manifest) -> Iterator[Proof]:
    """Rows, sums and heads as the manifest has them, taken in the snapshot of the very moment we came back to."""
    with connected(cluster.superuser_url) as connection:
        found = books.read(connection)
    wrong = [f"{name} : {found.tables.get(name)} au lieu de {rows}" for name, rows in manifest.tables.items()
             if found.tables.get(name) != rows]  # fmt: skip
    yield Proof("rows", not wrong, "; ".join(wrong[:5]) or f"{sum(found.tables.values())} lignes")
    sums = [name for name, total in manifest.totals.items() if found.totals.get(name) != total]
    yield Proof("totals", not sums, ", ".join(sums) or f"{len(manifest.totals)} totaux")
    heads = (found.migration_head, found.audit_head) == (manifest.migration_head, manifest.audit_head or "")
    yield Proof("heads", heads, f"migration {found.migration_head}, journal {found.audit_head[:12]}")


def _indexes(source: Source) -> Proof:
    """Every index and table page by page (amcheck)."""
    with connected(source.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
    words = run_to_end(source, "pg_amcheck", "--heapallindexed", source.database, within=_AMCHECK_WITHIN)
    return Proof("amcheck", not words, words or "sans défaut")


def _proof(engine: Engine, name: str, prove: Callable[[Session], tuple[bool, str]]) -> Proof:
    """What one finds in the database, of which nothing stays."""

    def asked() -> tuple[bool, str]:
        with transaction(engine) as session:
            found = prove(session)
            session.rollback()
            return found

    return _tried(name, asked)


def _tried(name: str, prove: Callable[[], tuple[bool, str]]) -> Proof:
    """A proof that cannot even be asked is a failed proof, told with its reason."""
    try:
        ok, found = prove()
    except Exception as error:  # whatever stands in the way of a proof is what the drill is there to find
        log.exception("drill.proof_failed", proof=name, exc_info=error)
        return Proof(name, False, str(error) or type(error).__name__)
    return Proof(name, ok, found)
