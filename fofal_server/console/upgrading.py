"""The steps to this version of the program, each told as it ends; what goes wrong is taken back."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from fofal_server.backup.errors import BackupError
from fofal_server.backup.source import Source
from fofal_server.cluster.binaries import find
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.url import connected
from fofal_server.console import desk, facts, figures, notes
from fofal_server.console.checks import books, postgres
from fofal_server.console.checks.finding import Finding
from fofal_server.console.commands.migrate import settle
from fofal_server.console.errors import Refusal
from fofal_server.console.installation import Installation
from fofal_server.console.output import size
from fofal_server.console.workers import health
from fofal_server.core import clock, migrations
from fofal_server.core.db import POOLS
from fofal_server.core.errors import FofalError
from fofal_server.core.migrations import DataWouldBeLost, head_revision
from fofal_server.ops import backups
from fofal_server.ops.shelf import Shelf

FAILURES = (
    Refusal, BackupError, ClusterError, FofalError, CommandError, DataWouldBeLost, SQLAlchemyError, psycopg2.Error,
    OSError,
)  # fmt: skip
BEFORE = (postgres.reached, postgres.durable, postgres.checksums)
"""What is asked of the database before anything is changed; none of it reads our own tables."""

SPARE = 1_000_000_000
_LINES = """
SELECT DISTINCT coalesce(host(client_addr), 'cette machine') FROM pg_stat_activity
WHERE datname = current_database() AND application_name = ANY(%s) ORDER BY 1
"""


@dataclass(frozen=True)
class Step:
    """One step that has ended; ``found`` says how."""

    name: str
    title: str
    ok: bool
    found: str
    seconds: float


@dataclass
class Upgrade:
    """From ``before`` to the newest migration of this program; ``made`` is the folder of the set that was taken."""

    installation: Installation
    shelf: Shelf
    backed_up: bool
    before: str
    made: Path | None = None

    def steps(self) -> Iterator[Step]:
        """Each step in its turn, up to the first that fails, and then the way back where one is needed."""
        for name, title, work in (
            ("preflight", "Contrôle préalable", self._preflight),
            ("backup", "Sauvegarde", self._backup),
            ("migrate", "Migration", self._migrate),
            ("verify", "Vérification", self._verify),
        ):
            step = told(name, title, work)
            yield step
            if not step.ok:
                if name in {"migrate", "verify"}:
                    yield told("rollback", "Retour en arrière", self._go_back)
                return

    def _preflight(self) -> str:
        running = self._running() or _servers(self.installation.app_url)
        if running and migrations.served_after("head") > self.before:
            raise Refusal(
                f"cette version change des tables dont les serveurs en marche ({', '.join(running)}) ont besoin : "
                "arrêtez-les d'abord"
            )
        if self.installation.superuser_url is None and not self.backed_up:
            raise Refusal(
                "la base est tenue par un autre serveur PostgreSQL : sauvegardez-la par ses moyens, "
                "puis ajoutez --backed-up"
            )
        engine = desk.engine_of(self.installation)
        weight = int(desk.in_name(engine, figures.of_postgres)["size"])
        findings = [_room(self.shelf, weight), *(desk.in_name(engine, one) for one in BEFORE)]
        engine.dispose()
        return _well(findings) + (f" ; {len(running)} serveurs en marche, qui peuvent continuer" if running else "")

    def _running(self) -> list[str]:
        """Those of this machine, by their addresses."""
        known = notes.running(self.installation.data_dir)
        return [one.url for one in known if one.url and health(one.url, 5)]

    def _backup(self) -> str:
        superuser = self.installation.superuser_url
        if superuser is None:
            return "faite par qui tient la base (--backed-up)"
        manifest = backups.take(self.shelf, Source(self.installation.data_dir, superuser, find()), clock.now())
        self.made = self.shelf.folder / manifest.id
        return manifest.id

    def _migrate(self) -> str:
        migrations.upgrade(self.installation.owner_url)
        return f"{self.before} → {head_revision()}"

    def _verify(self) -> str:
        settle(self.installation, self.before, head_revision())
        engine = desk.engine_of(self.installation)
        findings = [desk.in_name(engine, one) for one in (*postgres.CHECKS, books.trail)]
        findings += desk.in_name(engine, lambda session: [*books.proofs(session)])
        engine.dispose()
        return _well(findings)

    def _go_back(self) -> str:
        """A migration is whole or not there at all, so that the way back leads over whole ones only."""
        if facts.read(self.installation.app_url).revision == self.before:
            return f"rien n'a été changé : la base est restée à {self.before}"
        migrations.downgrade(self.installation.owner_url, self.before)
        return f"la base est ramenée à {self.before}"


def _servers(url: str) -> list[str]:
    """From where servers hold lines to the database: those in other containers or machines leave no notes here."""
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(_LINES, (list(POOLS),))
        return [row[0] for row in cursor.fetchall()]


def told(name: str, title: str, work: Callable[[], str]) -> Step:
    """Do a step and say how it went."""
    began = time.monotonic()
    try:
        ok, found = True, work()
    except FAILURES as error:
        ok, found = False, " ".join(str(error).split()) or type(error).__name__
    return Step(name, title, ok, found, round(time.monotonic() - began, 1))


def restored_in_place(shelf: Shelf, made: Path) -> str:
    """The set that was just taken becomes the installation again; what failed is put aside beside it."""
    data_dir = shelf.data_dir
    into, aside = (data_dir.with_name(f"{data_dir.name}-{word}-{made.name}") for word in ("retabli", "ecarte"))
    backups.restored(made, shelf.key(), into)
    data_dir.rename(aside)
    into.rename(data_dir)
    if shelf.folder.is_relative_to(data_dir):
        (aside / shelf.folder.relative_to(data_dir)).rename(shelf.folder)
    return f"la sauvegarde {made.name} est rétablie ; ce qui a échoué est dans {aside}"


def _room(shelf: Shelf, database: int) -> Finding:
    """For a set, and for what is restored from it beside the installation."""
    needed = 3 * database + SPARE
    free = min(shutil.disk_usage(_existing(one)).free for one in (shelf.data_dir, shelf.folder))
    return Finding("room", "Place sur le disque", free >= needed, f"{size(free)} libres, il en faut {size(needed)}")


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def _well(findings: list[Finding]) -> str:
    wrong = [f"{one.title} : {one.found}" for one in findings if not one.ok]
    if wrong:
        raise Refusal(" ; ".join(wrong))
    return f"{len(findings)} points en ordre"
