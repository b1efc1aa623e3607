"""What a second place can do: keep a file by its name, whole or not at all, and give it back."""

import datetime as dt
import io
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fofal_server.backup.errors import BackupError


class PlaceError(BackupError):
    """The place cannot be reached, opened, read or written; what is kept on this machine is as it was."""


class NotThere(PlaceError):
    """No file of this name is kept there."""


@dataclass(frozen=True)
class Held:
    """A file as the place lists it: its bytes, and when it was written (by the clock of whoever remembers that)."""

    size: int
    moment: dt.datetime


@dataclass(frozen=True)
class Given:
    """A file that is being read: its bytes, and when what was sent had been written."""

    stream: io.BufferedReader
    moment: dt.datetime


class Place(Protocol):
    """``name`` is for people and holds no secret. Names of files are paths below the place, with ``/``.

    Everything raises ``PlaceError``, ``read`` and ``remove`` of a name that is not there ``NotThere``.
    """

    name: str

    def prepare(self) -> None:
        """Make the place itself where it lacks: an explicit act, for a disk that is not there must not be made up."""
        ...

    def files(self, below: str = "") -> dict[str, Held]:
        """All files below a folder by their names, begun ones too; none where there is no such folder."""
        ...

    def send(self, source: Path, name: str) -> None:
        """Keep a file under this name, in place of what is there; only all of it ever has the name."""
        ...

    def read(self, name: str) -> AbstractContextManager[Given]:
        """Read a file from its first byte to its last."""
        ...

    def remove(self, name: str) -> None:
        """Forget a file, and the folder that held nothing else."""
        ...


def broken(name: str, why: str) -> str:
    """What is said when a place fails at work."""
    return (
        f"Le second lieu {name} n'a pas pu servir : {why}. Ce qui y était commencé sera recommencé ; vérifiez la "
        "ligne, et la place qui y reste."
    )


def moment(seconds: float) -> dt.datetime:
    """A moment as file systems tell it."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
