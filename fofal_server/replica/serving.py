"""A replica in service: its PostgreSQL, kept up until somebody ends it or it has become the primary."""

import threading
from pathlib import Path

import psycopg2

from fofal_server.cluster import layout, standby
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected
from fofal_server.replica.errors import ReplicaError

_LOOK_EVERY = 2.0


def follow(data_dir: Path, stop: threading.Event) -> bool:
    """Keep the replica up until ``stop`` is set; true when it ended because it is no replica any more."""
    if not standby.is_made_as_one(layout.decide(data_dir, False).pgdata):
        raise ReplicaError("Cette base n'est pas une réplique : démarrez-la par fofal-server serve.")
    with Cluster(data_dir) as cluster:
        while not stop.wait(_LOOK_EVERY):
            if cluster.failure:
                raise ReplicaError(cluster.failure)
            if _is_promoted(cluster.superuser_url):
                return True
    return False


def refuse_replica(data_dir: Path) -> None:
    """Raise ``ReplicaError`` where a server would stand on a base that takes no writing."""
    if (data_dir / "cluster.json").exists() and standby.is_made_as_one(layout.decide(data_dir, False).pgdata):
        raise ReplicaError(
            "Cette base est une réplique : elle suit la base principale et ne prend rien d'autre. Gardez-la en marche "
            "par fofal-server replica follow ; fofal-server replica promote en fait la principale."
        )


def _is_promoted(superuser_url: str) -> bool:
    try:
        with connected(superuser_url) as line:
            return not standby.is_one(line)
    except psycopg2.OperationalError:
        return False  # it is being started again: the next look tells
