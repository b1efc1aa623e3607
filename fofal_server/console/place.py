"""Which installation a command is about."""

import os
from pathlib import Path

from fofal_server.cluster.given import given

ROOT = Path(__file__).resolve().parent.parent.parent


def data_dir() -> Path:
    """``FOFAL_DATA_DIR``, else where a company is kept beside the program."""
    return Path(os.environ.get("FOFAL_DATA_DIR") or ROOT / "data" / "societe").absolute()


def breached_passwords() -> Path | None:
    """``FOFAL_BREACHED_PASSWORDS``: the file that new passwords are looked up in."""
    named = os.environ.get("FOFAL_BREACHED_PASSWORDS")
    return Path(named) if named else None


def database_url() -> str | None:
    """``FOFAL_DATABASE_URL`` or its file: a PostgreSQL that somebody else runs, as the role that owns the database."""
    return given("FOFAL_DATABASE_URL")
