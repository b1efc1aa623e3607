"""How an installation stands, asked with four small queries and without loading the engine: a start must be quick."""

from dataclasses import dataclass

from psycopg2 import errors
from psycopg2.extensions import cursor

from fofal_server.cluster.url import connected
from fofal_server.console.errors import Refusal
from fofal_server.core.migrations import head_revision


@dataclass(frozen=True)
class Facts:
    """``revision`` None before the first migration; ``demo`` None while there is no company."""

    revision: str | None = None
    somebody: bool = False
    demo: bool | None = None


def read(url: str) -> Facts:
    """The facts of the database at ``url``."""
    with connected(url) as connection, connection.cursor() as asking:
        revision = _revision(asking)
        if revision is None:
            return Facts()
        asking.execute("SELECT EXISTS (SELECT FROM auth_user), (SELECT demo FROM settings_company)")
        somebody, demo = asking.fetchone() or (False, None)
        return Facts(revision, somebody, demo)


def refuse_newer(found: Facts) -> None:
    """A newer program has been here: its tables are not ours to touch."""
    head = head_revision()
    if found.revision is not None and found.revision > head:
        raise Refusal(f"Cette base vient d'une version plus récente de FOFAL ({found.revision}, ici {head}).")


def _revision(asking: cursor) -> str | None:
    try:
        asking.execute("SELECT version_num FROM alembic_version")
    except errors.UndefinedTable:
        return None
    row = asking.fetchone()
    return str(row[0]) if row else None
