"""A thread beside the primary's PostgreSQL that keeps a replica's absence from stopping the office.

It is no job of the scheduler: jobs write down that they ran, and such a commit would wait for the very replica that is
away.
"""

import logging
import threading
from pathlib import Path
from typing import Self

import psycopg2

from fofal_server.cluster.url import connected
from fofal_server.replica import links
from fofal_server.replica.errors import ReplicaError
from fofal_server.replica.synchronous import Judge, look

log = logging.getLogger(__name__)

EVERY = 2.0


class Keeper:
    """Looks every two seconds for as long as the ``with`` lasts; does nothing where nobody was invited."""

    def __init__(self, data_dir: Path, superuser_url: str) -> None:
        self._data_dir, self._url = data_dir, superuser_url
        self._stop = threading.Event()
        self._judge = Judge()
        self._thread = threading.Thread(target=self._watch, name="fofal-replica-keeper", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self._look()
            except psycopg2.Error as error:  # it is being started or stopped: the next look comes soon
                log.info("PostgreSQL cannot be asked for its replicas: %s", error)
            except ReplicaError:
                log.exception("The replicas are not looked after")

    def _look(self) -> None:
        known = links.load(self._data_dir)
        if known is None:
            return
        with connected(self._url) as line:
            changed = look(line, known, self._judge)
        if changed is not None:
            log.warning("Commits wait for %s from now on", changed or "nobody: no replica is there")
