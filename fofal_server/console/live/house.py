"""The installation that the live screen looks at: its database and its server, both of which may go and come back."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from fofal_server.cluster.errors import ClusterError
from fofal_server.console import desk, facts, notes
from fofal_server.console.eyes import fetched
from fofal_server.console.installation import running
from fofal_server.core.errors import Unavailable

Result = TypeVar("Result")
TIMEOUT = 3.0
"""Seconds that the server is waited for."""


class Away(Exception):
    """What was asked cannot answer now; it is asked again at the next look."""


class House:
    """Every method may wait, so it is called on a thread of its own."""

    def __init__(self, data_dir: Path, database_url: str | None) -> None:
        self.data_dir, self._database_url = data_dir, database_url
        self._engine: Engine | None = None

    def ask(self, work: Callable[[Session], Result]) -> Result:
        """Do the work in one transaction in the console's name; the line is kept, and made anew when it broke."""
        try:
            return desk.in_name(self._line(), work)
        except (Unavailable, ClusterError) as error:
            self.close()
            raise Away("La base de données ne répond pas.") from error

    def app_url(self) -> str:
        """How the runtime role reaches the database."""
        return self._line().url.render_as_string(hide_password=False)

    def metrics(self) -> str:
        """What the running server says of itself in numbers."""
        url = notes.load(self.data_dir).url
        if url is None:
            raise Away("Le serveur est arrêté.")
        told = fetched(url, TIMEOUT)
        if told is None:
            raise Away("Le serveur ne répond pas.")
        return told

    def close(self) -> None:
        """Let go of the database."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.dispose()

    def _line(self) -> Engine:
        if self._engine is None:
            found = running(self.data_dir, self._database_url)
            if found is None:
                raise Away("La base de données est arrêtée.")
            desk.refuse_other_version(facts.read(found.app_url))
            self._engine = desk.engine_of(found, poolclass=QueuePool)
        return self._engine
