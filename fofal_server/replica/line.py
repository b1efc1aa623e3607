"""How the PostgreSQL of another machine is reached, and proved to be the one that is meant."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from psycopg2.extensions import make_dsn

from fofal_server.cluster.files import write_private
from fofal_server.cluster.role import DATABASE
from fofal_server.cluster.url import SCHEME

AUTHORITY = "replica-authority.pem"
_SILENT = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}
"""Seconds after which a line on which nothing comes back is given up: a cut cable says nothing by itself."""


@dataclass(frozen=True)
class Line:
    """``authority`` (PEM): who answers proves his name by it, and TLS closes the line; None where it is closed."""

    host: str
    port: int
    authority: str | None = None

    def url(self, role: str, password: str, folder: Path, database: str = DATABASE) -> str:
        """In SQLAlchemy's form; ``folder`` holds the authority's file."""
        place = f"[{self.host}]" if ":" in self.host else self.host
        asked = urlencode(self._proof(folder), quote_via=quote)
        return f"{SCHEME}://{role}:{quote(password, safe='')}@{place}:{self.port}/{quote(database, safe='')}?{asked}"

    def dsn(self, role: str, folder: Path, **more: str) -> str:
        """In the form of PostgreSQL's own programs and of ``primary_conninfo``."""
        words = {"host": self.host, "port": self.port, "user": role, **self._proof(folder), **_SILENT, **more}
        return make_dsn(None, **words)

    def keep_authority(self, folder: Path) -> Path | None:
        """Put the authority where PostgreSQL finds it."""
        if self.authority is None:
            return None
        write_private(folder / AUTHORITY, self.authority)
        return folder / AUTHORITY

    def _proof(self, folder: Path) -> dict[str, str]:
        if self.authority is None:
            return {"sslmode": "disable"}
        return {"sslmode": "verify-full", "sslrootcert": str(folder / AUTHORITY)}
