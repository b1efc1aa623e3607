"""What is backed up: a data folder, its PostgreSQL seen by the superuser, and PostgreSQL's own programs."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from psycopg2.extensions import parse_dsn

from fofal_server.backup.errors import Busy
from fofal_server.backup.undisturbed import undisturbed
from fofal_server.cluster.binaries import Binaries
from fofal_server.cluster.lock import hold_file
from fofal_server.cluster.program import environment

APPLICATION = "fofal-backup"
_TOLD = {"password", "dbname"}
"""The one is told by a private file, the other as an argument."""
_WORK, _LOCK = "backup-work-", ".lock"


@dataclass(frozen=True)
class Source:
    """``superuser_url`` names the application's database; ``binaries`` are PostgreSQL's own programs."""

    data_dir: Path
    superuser_url: str
    binaries: Binaries
    foreign: bool = False
    """Somebody else keeps it: ``superuser_url`` is that of the owner then."""

    @property
    def database(self) -> str:
        return urlsplit(self.superuser_url).path.lstrip("/")

    @contextlib.contextmanager
    def workplace(self) -> Iterator[Path]:
        """A private folder on the data's own disk for what is secret and short-lived; kill -9 leaves it behind.

        A lock beside it says that somebody is at work there: the system takes it back from whoever is killed.
        """
        with undisturbed():
            made = tempfile.TemporaryDirectory(prefix=_WORK, dir=self.data_dir)
        try:
            with _held(Path(made.name)):
                place = Path(made.name) / "work"
                place.mkdir(mode=0o700)
                yield place
        finally:
            with undisturbed():
                made.cleanup()

    def forget_left_over(self) -> None:
        """Remove the work of those that were killed: a copy of the log, the file with the password."""
        for place in self.data_dir.glob(f"{_WORK}*"):
            with contextlib.suppress(Busy), _held(place):
                shutil.rmtree(place, ignore_errors=True)  # a program that still dies in it keeps it until the next time

    def _server(self) -> dict[str, str]:
        """Where it is, and how its line is closed (``sslmode`` and what belongs to it), in the programs' own words."""
        known = parse_dsn(urlunsplit(urlsplit(self.superuser_url)._replace(scheme="postgresql")))
        return {f"PG{name.upper()}": value for name, value in known.items() if name not in _TOLD}

    @contextlib.contextmanager
    def environment(self) -> Iterator[dict[str, str]]:
        """Environment in which PostgreSQL's programs find their place, and the password in a private file."""
        parts = urlsplit(self.superuser_url)
        password = unquote(parts.password or "").replace("\\", "\\\\").replace(":", "\\:")
        with self.workplace() as place:
            file = place / "pgpass"
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as words:
                words.write(f"*:*:*:*:{password}\n")
            server = self._server()
            yield {**environment(), **server, "PGPASSFILE": str(file), "PGAPPNAME": APPLICATION}


def _held(place: Path) -> contextlib.AbstractContextManager[None]:
    return hold_file(place / _LOCK, Busy(f"{place} est encore en usage."))
