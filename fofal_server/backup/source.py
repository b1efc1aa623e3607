"""What is backed up: a data folder, its PostgreSQL seen by the superuser, and PostgreSQL's own programs."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fofal_server.cluster.binaries import Binaries
from fofal_server.cluster.program import environment

_WORK = "backup-work-"


@dataclass(frozen=True)
class Source:
    """``superuser_url`` names the application's database; ``binaries`` are PostgreSQL's own programs."""

    data_dir: Path
    superuser_url: str
    binaries: Binaries

    @property
    def database(self) -> str:
        return urlsplit(self.superuser_url).path.lstrip("/")

    def workplace(self) -> "tempfile.TemporaryDirectory[str]":
        """A private folder on the data's own disk for what is secret and short-lived; kill -9 leaves it behind."""
        return tempfile.TemporaryDirectory(prefix=_WORK, dir=self.data_dir)

    def forget_left_over(self) -> None:
        """Remove the work of backups that were killed: a copy of the log, the file with the password."""
        for place in self.data_dir.glob(f"{_WORK}*"):
            shutil.rmtree(place, ignore_errors=True)  # a program that still dies in it keeps it until the next time

    @contextlib.contextmanager
    def environment(self) -> Iterator[dict[str, str]]:
        """Environment in which PostgreSQL's programs find their place, and the password in a private file."""
        parts = urlsplit(self.superuser_url)
        password = unquote(parts.password or "").replace("\\", "\\\\").replace(":", "\\:")
        with self.workplace() as folder:
            file = Path(folder) / "pgpass"
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as words:
                words.write(f"*:*:*:*:{password}\n")
            place = {"PGHOST": str(parts.hostname), "PGPORT": str(parts.port), "PGUSER": str(parts.username)}
            yield {**environment(), **place, "PGPASSFILE": str(file), "PGAPPNAME": "fofal-backup"}
