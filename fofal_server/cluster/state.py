"""What a data folder remembers of its cluster from one start to the next."""

import dataclasses
import json
from pathlib import Path

from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import write_private

FILE = "cluster.json"


@dataclasses.dataclass(frozen=True)
class State:
    """The port last used, whether the cluster is a throw-away one, and where it lies if not in the data folder.

    ``listen``: an address beside the loopback where its replicas find it.
    """

    port: int | None = None
    quick: bool = False
    place: str | None = None
    listen: str | None = None


def load(data_dir: Path) -> State:
    """Read the remembered state; an empty folder has the default one."""
    path = data_dir / FILE
    if not path.exists():
        return State()
    try:
        return State(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise ClusterError(f"Le fichier {path} est illisible ({error}). Rétablissez-le d’une sauvegarde.") from error


def place_of(data_dir: Path) -> Path:
    """Where the cluster's files lie: in the data folder, or elsewhere as it remembers."""
    return Path(load(data_dir).place or data_dir)


def save(data_dir: Path, state: State) -> None:
    """Remember the state for the next start."""
    if load(data_dir) == state:
        return
    write_private(data_dir / FILE, json.dumps(dataclasses.asdict(state), indent=2) + "\n")
