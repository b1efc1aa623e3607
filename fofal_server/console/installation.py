"""One installation: its data folder, its database by both roles, whether it is migrated, demo or empty."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.credentials import load_or_make
from fofal_server.cluster.foreign import prepare

STATE = "server.json"


@dataclass(frozen=True)
class Installation:
    """Where an installation lives and how to reach its database."""

    data_dir: Path
    owner_url: str
    app_url: str

    def revision(self) -> str | None:
        """The migration the database stands at, None before the first."""
        engine = create_engine(self.owner_url)
        try:
            with engine.connect() as connection:
                found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
                return found
        except ProgrammingError:
            return None
        finally:
            engine.dispose()


@contextmanager
def opened(data_dir: Path, database_url: str | None) -> Iterator[Installation]:
    """The installation with its database running: the server named by FOFAL_DATABASE_URL, else our own cluster."""
    data_dir.mkdir(parents=True, exist_ok=True)
    if database_url:
        password = load_or_make(data_dir, False).app
        yield Installation(data_dir, database_url, prepare(database_url, password))
        return
    with Cluster(data_dir) as cluster:
        yield Installation(data_dir, cluster.owner_url, cluster.app_url)


def remember(data_dir: Path, **facts: object) -> None:
    """Tell the console of this installation that a server runs, and where."""
    draft = data_dir / (STATE + ".new")
    draft.write_text(json.dumps(facts), encoding="utf-8")
    draft.replace(data_dir / STATE)


def running(data_dir: Path) -> dict[str, object] | None:
    """What the running server told, None when none runs."""
    try:
        found = json.loads((data_dir / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def forget(data_dir: Path) -> None:
    (data_dir / STATE).unlink(missing_ok=True)
