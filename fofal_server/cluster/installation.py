"""What it takes to start one cluster: its programs, its files, its account."""

import dataclasses
from pathlib import Path

from fofal_server.cluster.account import Account
from fofal_server.cluster.binaries import Binaries


@dataclasses.dataclass(frozen=True)
class Installation:
    """A cluster on disk, and the programs and the account it runs with."""

    binaries: Binaries
    place: Path
    account: Account | None
    quick: bool

    @property
    def pgdata(self) -> Path:
        """The folder of PostgreSQL's own files."""
        return self.place / "postgres"

    @property
    def log_folder(self) -> Path:
        """Where PostgreSQL writes its log, one file a weekday."""
        return self.place / "log" / "postgresql"

    @property
    def start_log(self) -> Path:
        """What PostgreSQL said at its last start, before its log was open.

        Not in the log folder: that belongs to the account PostgreSQL runs under, and root must not
        write where such an account could have put a link.
        """
        return self.place / "log" / "postgresql-start.log"
