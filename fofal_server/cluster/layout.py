"""Deciding, before anything starts, what a data folder's cluster runs with: programs, account, place."""

import dataclasses
import tempfile
from pathlib import Path
from typing import NoReturn

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
    known = Path(remembered.place) if remembered.place and not quick else data_dir
    runs_as = account.choose(known / "postgres")
    if (known / "postgres").exists():
        _refuse_closed(known, runs_as)
    elif remembered.port and not quick:
        _refuse_lost(data_dir, known)
    elif known == data_dir:
        known = place.choose(data_dir, runs_as, quick)
    state.save(data_dir, dataclasses.replace(remembered, quick=quick, place=None if known == data_dir else str(known)))
    return install(known, runs_as, quick, _major(known))


def install(known: Path, runs_as: account.Account | None, quick: bool, major: int | None) -> Installation:
    """Put programs that can be run and folders that can be written at the chosen place."""
    programs = copied.readable(binaries.find(major), known, runs_as)
    installation = Installation(programs, known, runs_as, quick)
    make_folder(known / "log", 0o755)
    make_folder(installation.log_folder, 0o700)
    give(installation.log_folder, runs_as)
    return installation


def _refuse_closed(known: Path, runs_as: account.Account | None) -> None:
    if runs_as and not account.may(runs_as, "-x", known):
        raise ClusterError(
            f"Le compte « {runs_as.name} », à qui appartient la base, ne peut plus entrer dans {known}. "
            "Rendez-lui le passage (chmod o+x) sur ce dossier et ceux qui le contiennent."
        )


def _refuse_lost(data_dir: Path, known: Path) -> NoReturn:
    """Never put an empty database in the place of one that is missing: a disk may just not be mounted."""
    raise ClusterError(
        f"La base devrait être dans {known / 'postgres'}, qui n’existe pas. Remontez le disque ou rétablissez une "
        f"sauvegarde ; pour repartir d’une base vide, donnez un autre dossier de données que {data_dir}."
    )


def check_quick(data_dir: Path) -> None:
    """Refuse to give up durability outside the system's temporary folder."""
    if not data_dir.resolve().is_relative_to(Path(tempfile.gettempdir()).resolve()):
        raise ClusterError(f"Le mode rapide n’est permis que dans le dossier temporaire, pas dans {data_dir}.")


def _major(known: Path) -> int | None:
    version = known / "postgres" / "PG_VERSION"
    return int(version.read_text(encoding="ascii")) if version.exists() else None
