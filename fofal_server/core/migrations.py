"""Bringing a database to the shape this program was written for, with Alembic (imported only when it has to work)."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

FOLDER = Path(__file__).resolve().parent.parent.parent / "migrations"
_NAMES = "[0-9][0-9][0-9][0-9]_*.py"
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before a migration that found a table busy is tried again; readers go on meanwhile."""

log = logging.getLogger(__name__)


class DataWouldBeLost(Exception):
    """A downgrade found records that the version before has no place for; nothing was changed."""


def config(url: str) -> "Config":
    """Alembic's configuration for the database at ``url`` (its owner role)."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.attributes["url"] = url
    return made


def head_revision() -> str:
    """The newest migration that this program knows, by the names of their files (``0001_foundation.py``)."""
    names = sorted(path.stem for path in (FOLDER / "versions").glob(_NAMES))
    return names[-1].partition("_")[0] if names else ""


def oldest_served(scripts: "ScriptDirectory", revision: str) -> str:
    """The oldest migration whose programs go on with the tables of ``revision``."""
    found = scripts.get_revision(revision)
    while getattr(found.module, "compatible_with_previous", False) and isinstance(found.down_revision, str):
        found = scripts.get_revision(found.down_revision)
    return found.revision


def served_after(revision: str) -> str:
    """The oldest migration whose programs go on once the database stands at ``revision`` of this program."""
    from alembic.script import ScriptDirectory

    return oldest_served(ScriptDirectory.from_config(config("")), revision)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database up to a revision; waits at most a second for each lock and tries again."""
    from alembic import command

    _patiently(lambda: command.upgrade(config(url), revision))


def downgrade(url: str, revision: str) -> None:
    """Bring the database back; a migration that would lose data refuses."""
    from alembic import command

    _patiently(lambda: command.downgrade(config(url), revision))


def _patiently(work: Callable[[], None]) -> None:
    """Try again while somebody holds a lock: each migration is one transaction, so nothing is half done."""
    from psycopg2.errors import LockNotAvailable
    from sqlalchemy.exc import OperationalError

    never = threading.Event()
    for pause in (*PAUSES, None):
        try:
            return work()
        except OperationalError as error:
            if pause is None or not isinstance(error.orig, LockNotAvailable):
                raise
            log.warning("A table is in use, the migration is tried again in %s s", pause)
        never.wait(pause)
    return None
