"""What an installation knows of the others it replicates with: a small private file beside its data."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from fofal_server.cluster.files import write_private
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.line import Line

FILE = "replication.json"
PATIENCE = 10.0


@dataclass(frozen=True)
class Peer:
    """Another installation of the same database: its name, and the line to its PostgreSQL."""

    name: str
    line: Line


@dataclass(frozen=True)
class Links:
    """``synchronous``: a commit waits until a peer has it too, unless that has been away for ``patience`` seconds."""

    name: str
    line: Line
    peers: tuple[Peer, ...] = ()
    synchronous: bool = False
    patience: float = PATIENCE

    def with_peer(self, peer: Peer) -> "Links":
        others = tuple(one for one in self.peers if one.name != peer.name)
        return replace(self, peers=(*others, peer))


def load(data_dir: Path) -> Links | None:
    """What is known of the others; None where nobody was ever invited."""
    path = data_dir / FILE
    if not path.exists():
        return None
    try:
        return from_told(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise ReplicaError(f"Le fichier {path} est illisible ({error}). Rétablissez-le d'une sauvegarde.") from error


def save(data_dir: Path, links: Links) -> None:
    """For this account alone: the words of the line are in it."""
    write_private(data_dir / FILE, json.dumps(asdict(links), indent=2) + "\n")


def from_told(told: dict[str, object]) -> Links:
    """Links as JSON tells them."""
    known = dict(told)
    peers = known.pop("peers")
    if not isinstance(peers, list):
        raise TypeError("peers")
    found = tuple(Peer(one["name"], Line(**one["line"])) for one in peers)
    line = known.pop("line")
    return Links(**{**known, "line": Line(**line), "peers": found})  # type: ignore[arg-type]  # what JSON tells
