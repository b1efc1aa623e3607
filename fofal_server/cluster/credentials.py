"""The random passwords of the cluster's three roles, in one file that only its owner reads."""

import dataclasses
import json
import secrets
from pathlib import Path

from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import read_private, write_private

FILE = "cluster-secrets.json"


@dataclasses.dataclass(frozen=True, repr=False)
class Credentials:
    """One password a role; never shown, never logged."""

    superuser: str
    owner: str
    app: str


def load_or_make(data_dir: Path, initialised: bool) -> Credentials:
    """Read the passwords, or draw them before the cluster is first made.

    A cluster without its passwords is refused: new ones would not open it.
    """
    path = data_dir / FILE
    if path.exists():
        return _load(path)
    if initialised:
        raise ClusterError(
            f"Le fichier des mots de passe {path} manque alors que la base existe. Rétablissez-le d’une sauvegarde."
        )
    drawn = Credentials(*(secrets.token_urlsafe(24) for _ in range(3)))
    keep(data_dir, drawn)
    return drawn


def keep(data_dir: Path, known: Credentials) -> None:
    """Write the passwords down for the next start."""
    write_private(data_dir / FILE, json.dumps(dataclasses.asdict(known), indent=2) + "\n")


def _load(path: Path) -> Credentials:
    try:
        return Credentials(**json.loads(read_private(path)))
    except (ValueError, TypeError) as error:
        raise ClusterError(
            f"Le fichier des mots de passe {path} est illisible. Rétablissez-le d’une sauvegarde."
        ) from error
