"""Bringing a database to the shape this program was written for, with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

FOLDER = Path(__file__).resolve().parent.parent.parent / "migrations"


def config(url: str) -> Config:
    """Alembic's configuration for the database at ``url`` (its owner role)."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.attributes["url"] = url
    return made


def head_revision() -> str:
    """The newest migration that this program knows."""
    return ScriptDirectory.from_config(config("")).get_current_head() or ""


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database up to a revision; waits at most a second for each lock and tries again."""
    command.upgrade(config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Bring the database back; a migration that would lose data refuses."""
    command.downgrade(config(url), revision)
