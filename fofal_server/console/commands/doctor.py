"""``fofal-server doctor``: is all well, and if not, what to do."""

import dataclasses
from collections.abc import Iterator

from pydantic import ValidationError
from sqlalchemy import Engine

from fofal_server.cluster.errors import ClusterError, ExposedError
from fofal_server.config import Settings
from fofal_server.console import desk, facts
from fofal_server.console.application import AsJson, single
from fofal_server.console.checks import backups, books, certificate, database, machine, postgres, watched, work
from fofal_server.console.checks.finding import Finding
from fofal_server.console.checks.finding import told as lines
from fofal_server.console.errors import Outcome
from fofal_server.console.installation import Installation
from fofal_server.console.output import show
from fofal_server.console.place import data_dir
from fofal_server.core.db import open_pools
from fofal_server.core.errors import Unavailable
from fofal_server.core.migrations import head_revision


def doctor(as_json: AsJson = False) -> int:
    """Examine l'installation, serveur en marche ou non : ✓, ! (bientôt) ou ✗ par point, et que faire.

    Code de sortie 1 quand un point ne va pas, 3 quand la base de données est hors d'atteinte.
    """
    findings = [one if one.warns or not one.ok else dataclasses.replace(one, remedy="") for one in _all()]
    told = {"ok": all(one.ok for one in findings), "checks": [dataclasses.asdict(one) for one in findings]}
    show(told, as_json, (line for one in findings for line in lines(one)))
    if any(one.name == "database" and not one.ok for one in findings):
        return Outcome.DATABASE_AWAY
    return Outcome.OK if told["ok"] else Outcome.TROUBLE


def _all() -> Iterator[Finding]:
    folder = data_dir()
    try:
        with desk.installed() as installation:
            yield from (check(folder) for check in (*machine.CHECKS, certificate.closed, *backups.CHECKS))
            engine = desk.engine_of(installation)
            yield from _of_database(engine)
            engine.dispose()
            yield from _watched(installation)
    except (ClusterError, Unavailable) as error:
        if isinstance(error, ExposedError):  # the database was not even asked
            yield machine.secrets(folder)
        remedy = "Lisez le dossier log/postgresql des données."
        yield Finding("database", "Base de données joignable", ok=False, found=str(error), remedy=remedy)


def _of_database(engine: Engine) -> Iterator[Finding]:
    findings = [desk.in_name(engine, check) for check in postgres.CHECKS]
    yield from findings
    yield from desk.in_name(engine, lambda session: [*database.findings(session)])
    if all(one.ok for one in findings if one.name == "migration"):
        yield from (desk.in_name(engine, check) for check in (*work.CHECKS, *books.CHECKS))
        yield from desk.in_name(engine, lambda session: [*books.proofs(session)])


def _watched(installation: Installation) -> list[Finding]:
    """Nothing where the tables are not yet those of this program, or where settings, told already, cannot be read."""
    if facts.read(installation.app_url).revision != head_revision():
        return []
    try:
        settings = Settings(data_dir=installation.data_dir)
    except ValidationError:
        return []
    pools = open_pools(installation.app_url)
    try:
        return list(watched.findings(pools, settings))
    finally:
        pools.dispose()


COMMAND = single("doctor", doctor)
