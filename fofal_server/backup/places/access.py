"""The address of a second place and what opens it: a folder's path, ``sftp://user@host:port/path``, ``s3://bucket/path``."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from fofal_server.backup.places.place import PlaceError

SSH_PORT = 22
_FORMS = "un dossier, sftp://compte@hôte:port/dossier ou s3://seau/dossier"


@dataclass(frozen=True)
class Access:
    """``password`` is that of the SFTP account or of its key file; ``secret`` belongs to ``access_key`` of S3."""

    address: str
    known_hosts: Path | None = None
    ssh_key: Path | None = None
    password: str | None = field(default=None, repr=False)
    endpoint: str | None = None
    region: str | None = None
    access_key: str | None = None
    secret: str | None = field(default=None, repr=False)
    ca_file: Path | None = None

    @property
    def folder(self) -> Path | None:
        """The folder of this machine, where it is one."""
        return Path(self.address).absolute() if "://" not in self.address else None


@dataclass(frozen=True)
class Target:
    """What an address says: ``host`` is a machine or a bucket; ``path`` begins at the root of the machine for SFTP."""

    scheme: str
    host: str
    path: str
    port: int = SSH_PORT
    user: str = ""


def parse(address: str) -> Target:
    """Read an address; ``PlaceError`` where it is none, or holds a password that everybody would see."""
    parts = urlsplit(address)
    if parts.password is not None:
        raise PlaceError(
            "Pas de mot de passe dans FOFAL_BACKUP_COPY : il se donne par FOFAL_BACKUP_COPY_PASSWORD_FILE."
        )
    match parts.scheme:
        case "sftp" if parts.hostname and parts.username and parts.path.strip("/"):
            return Target("sftp", parts.hostname, unquote(parts.path), _port(parts), unquote(parts.username))
        case "s3" if parts.hostname:
            return Target("s3", parts.netloc, unquote(parts.path).strip("/"))
    raise PlaceError(f"{address} n'est pas l'adresse d'un lieu : {_FORMS}.")


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or SSH_PORT
    except ValueError as error:
        raise PlaceError(f"{parts.netloc} : le port n'en est pas un.") from error
