"""How an installation stands, asked with few small queries and without loading the engine: a start must be quick."""

from dataclasses import dataclass, field

from psycopg2 import errors
from psycopg2.extensions import cursor

from fofal_server.cluster.url import connected
from fofal_server.console.errors import Refusal
from fofal_server.core.migrations import head_revision
from fofal_server.core.standing import STANDING, Standing


@dataclass(frozen=True)
class Facts:
    """``standing`` is empty before the first migration; ``demo`` None while there is no company."""

    standing: Standing = field(default_factory=Standing)
    somebody: bool = False
    demo: bool | None = None

    @property
    def revision(self) -> str | None:
        return self.standing.revision


def read(url: str) -> Facts:
    """The facts of the database at ``url``."""
    with connected(url) as connection, connection.cursor() as asking:
        standing = _standing(asking)
        if standing.revision is None:
            return Facts()
        asking.execute("SELECT EXISTS (SELECT FROM auth_user), (SELECT demo FROM settings_company)")
        somebody, demo = asking.fetchone() or (False, None)
        return Facts(standing, somebody, demo)


def refuse_newer(found: Facts) -> None:
    """A newer program has been here: its tables are not ours to touch."""
    head = head_revision()
    if found.revision is not None and found.revision > head:
        raise Refusal(f"Cette base vient d'une version plus récente de FOFAL ({found.revision}, ici {head}).")


def refuse_unserved(found: Facts) -> None:
    """A newer program has been here, and its tables do not serve this one any more."""
    if not found.standing.serves(head_revision()):
        refuse_newer(found)


def _standing(asking: cursor) -> Standing:
    try:
        asking.execute(STANDING)
    except errors.UndefinedTable:
        return Standing()
    row = asking.fetchone()
    return Standing(*row) if row else Standing()
