"""What the second machine is given to become a replica: one private file with all it needs, passwords included."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from fofal_server.cluster.credentials import Credentials
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import read_private, write_private
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.line import Line

FORM = 1


@dataclass(frozen=True, repr=False)
class Invitation:
    """``name``: of the replica to be, ``primary``: of who invites. ``release``: of the PostgreSQL to be repeated.

    ``system``: the number that PostgreSQL gave its data files, the same in every true copy. ``secrets``: files of the
    data folder without which the database cannot be served (paths in it, contents).
    """

    name: str
    own: Line
    primary: str
    line: Line
    role: str
    password: str
    slot: str
    release: str
    system: str
    credentials: Credentials
    secrets: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def major(self) -> int:
        return int(self.release.split(".")[0])


def write(path: Path, invitation: Invitation) -> None:
    """Keep it in a file that only its owner reads."""
    secrets = {name: base64.b64encode(content).decode() for name, content in invitation.secrets.items()}
    told = {"form": FORM, **asdict(invitation), "secrets": secrets}
    write_private(path, json.dumps(told, indent=2) + "\n")


def read(path: Path) -> Invitation:
    """The invitation in a file; raises ``ReplicaError`` where it is none, or others may read it."""
    try:
        told = json.loads(read_private(path))
        if told.pop("form") != FORM:
            raise ReplicaError(f"{path} vient d'une autre version de FOFAL : invitez de nouveau.")
        lines = {name: Line(**told.pop(name)) for name in ("own", "line")}
        secrets = {name: base64.b64decode(content, validate=True) for name, content in told.pop("secrets").items()}
        return Invitation(**told | lines | {"credentials": Credentials(**told["credentials"]), "secrets": secrets})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ClusterError) as error:
        raise ReplicaError(f"{path} n'est pas une invitation lisible : {error}") from error
