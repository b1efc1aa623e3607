"""How this installation's PostgreSQL stands to its replicas, for commands, watches and the page of operations."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from fofal_server.cluster.url import connected
from fofal_server.config import Settings
from fofal_server.contract.operations import Replica, Replication
from fofal_server.ops.backups import source_of
from fofal_server.replica import links
from fofal_server.replica.asking import rows
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.standing import Follower, Standing, read

AWAITED = ("sync", "quorum")
"""PostgreSQL's words for one that commits wait for, alone or as one of several."""


@dataclass(frozen=True)
class Seen:
    """What is now, and what should be: who was invited, and whether commits are to wait for one of them."""

    standing: Standing
    invited: frozenset[str]
    waits: bool


def seen(settings: Settings) -> Seen | None:
    """Now and as it should be; None for a server without a database address."""
    if settings.runtime_url is None:
        return None
    known = links.load(settings.data_dir)
    invited = frozenset(one.name for one in known.peers) if known else frozenset()
    return Seen(standing(settings.data_dir, settings.runtime_url), invited, known is not None and known.synchronous)


def standing(data_dir: Path, app_url: str) -> Standing:
    """The standing of the data folder's own PostgreSQL, which runs, else of the server at ``app_url``."""
    source = source_of(data_dir)
    return standing_of(app_url, source.superuser_url if source else None)


def standing_of(app_url: str, superuser_url: str | None) -> Standing:
    """As the superuser sees it; of a foreign server what the runtime role may see (all of it with ``pg_monitor``)."""
    with connected(superuser_url or app_url) as line:

        def ask(question: str) -> list[Mapping[str, Any]]:
            return list(rows(line, question))

        return read(ask)


def told(settings: Settings) -> Replication:
    """For the page of operations: who follows, and who was invited and does not."""
    try:
        now = seen(settings)
    except (psycopg2.OperationalError, ReplicaError) as error:
        return Replication(problem=" ".join(str(error).split()))
    if now is None:
        return Replication(sees=False)
    there = [_replica(one) for one in now.standing.followers]
    missing = sorted(now.invited - {one.name for one in there})
    return Replication(
        replicas=[*there, *(Replica(name=name) for name in missing)],
        wanted=now.waits,
        waits=bool(now.standing.synchronous),
        sees=now.standing.sees,
    )


def _replica(one: Follower) -> Replica:
    return Replica(
        name=one.name, address=one.address, state=one.state, since=one.since, awaited=one.sync_state in AWAITED,
        lag_seconds=one.lag_seconds, lag_bytes=one.lag_bytes, slot=one.slot, kept_bytes=one.kept_bytes,
    )  # fmt: skip
