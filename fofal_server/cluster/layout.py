"""Deciding, before anything starts, what a data folder's cluster runs with: programs, account, place."""

import dataclasses
import tempfile
from pathlib import Path

from fofal_server.cluster import account, binaries, copied, place, state
from fofal_server.cluster.account import give
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import make_folder
from fofal_server.cluster.installation import Installation


def decide(data_dir: Path, quick: bool) -> Installation:
    """Find the cluster of the data folder, or choose where and under whom a new one will live."""
    remembered = state.load(data_dir)
    if remembered.quick and not quick:
        raise ClusterError(f"La base de {data_dir} a été créée pour des essais, sans sûreté : elle ne peut pas servir.")
    # A throw-away cluster outside its data folder did not outlive its `with`.
    elsewhere = None if quick else remembered.place
    known = Path(elsewhere) if elsewhere else data_dir
    runs_as = account.choose(known / "postgres")
    if not elsewhere and not (known / "postgres").exists():
        known = place.choose(data_dir, runs_as, quick)
    state.save(data_dir, dataclasses.replace(remembered, quick=quick, place=None if known == data_dir else str(known)))
    programs = copied.readable(binaries.find(_major(known)), known, runs_as)
    installation = Installation(programs, known, runs_as, quick)
    make_folder(known / "log", 0o755)
    make_folder(installation.log_folder, 0o700)
    give(installation.log_folder, runs_as)
    return installation


def check_quick(data_dir: Path) -> None:
    """Refuse to give up durability outside the system's temporary folder."""
    if not data_dir.resolve().is_relative_to(Path(tempfile.gettempdir()).resolve()):
        raise ClusterError(f"Le mode rapide n’est permis que dans le dossier temporaire, pas dans {data_dir}.")


def _major(known: Path) -> int | None:
    version = known / "postgres" / "PG_VERSION"
    return int(version.read_text(encoding="ascii")) if version.exists() else None
