"""How this installation's PostgreSQL stands to its replicas, for commands, watches and measurements."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fofal_server.cluster.url import connected
from fofal_server.ops.backups import source_of
from fofal_server.replica.asking import rows
from fofal_server.replica.standing import Standing, read


def standing_of(app_url: str, superuser_url: str | None) -> Standing:
    """The standing as the superuser sees it; of a foreign server what the runtime role may see (``pg_monitor``)."""
    with connected(superuser_url or app_url) as line:

        def ask(question: str) -> list[Mapping[str, Any]]:
            return list(rows(line, question))

        return read(ask)


def standing(data_dir: Path, app_url: str) -> Standing:
    """The standing of the data folder's own PostgreSQL, which runs, else of the server at ``app_url``."""
    source = source_of(data_dir)
    return standing_of(app_url, source.superuser_url if source else None)
