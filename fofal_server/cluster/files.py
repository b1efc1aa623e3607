"""Small files that must be whole, or absent, after a power cut; and private where they hold a secret."""

import os
from pathlib import Path

from fofal_server.cluster.errors import ExposedError


def write_private(path: Path, text: str) -> None:
    """Replace a file at once by one that only its owner reads: the owner of the folder, also where root writes."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        give_to_owner_of(path.parent, file.fileno())
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def read_private(path: Path) -> str:
    """The text of a file that only its owner reads; refused when group or others may (POSIX).

    Windows keeps no such modes: there the rights of the folder are all that protects the file, and nothing is checked.
    """
    with path.open(encoding="utf-8") as file:
        if is_exposed(os.fstat(file.fileno())):
            raise ExposedError(f"Le fichier secret {path} est lisible par d’autres comptes : chmod 600 {path}")
        return file.read()


def is_exposed(found: os.stat_result) -> bool:
    """Whether group or others have any right to a file (POSIX)."""
    return os.name != "nt" and bool(found.st_mode & 0o077)


def give_to_owner_of(folder: Path, descriptor: int) -> None:
    """One start with sudo must not lock the ordinary account out of its own data."""
    if os.name != "nt" and os.geteuid() == 0:
        owner = folder.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)


def sync_folder(folder: Path) -> None:
    """Make renames within the folder survive a power cut; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path, mode: int) -> None:
    """Create the folder with this mode whatever the umask; an existing one keeps its own."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)  # somebody else may be making it at this moment
    folder.chmod(mode)
