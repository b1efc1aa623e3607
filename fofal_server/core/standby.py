"""Long reads from a replica: only while it is there, and shows everything that was committed when it was asked."""

import threading
import time

import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

AWAY = 30.0
"""Seconds for which a replica that did not answer is not asked again: looking for a dead one takes time each time."""
_TRIES, _PAUSE = 10, 0.05
_POSITION = text("SELECT CAST(pg_current_wal_flush_lsn() AS text)")
_SHOWS = text("SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= CAST(:position AS pg_lsn)")

log = structlog.get_logger(__name__)


class Standby:
    """A replica to read from; whoever reads there sees no less than he would have on the primary."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._away_until = 0.0

    def shows_all(self, primary: Engine) -> bool:
        """Whether all that is committed now can be seen there, waiting half a second for it at most."""
        if time.monotonic() < self._away_until:
            return False
        with primary.connect() as connection:
            position = connection.scalar(_POSITION)
        try:
            return self._has(str(position))
        except SQLAlchemyError as error:
            self._away_until = time.monotonic() + AWAY
            log.warning("standby.away", error=type(error).__name__)
            return False

    def _has(self, position: str) -> bool:
        pause = threading.Event()
        autocommit = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        with autocommit.connect() as connection:
            for _ in range(_TRIES):
                if connection.scalar(_SHOWS, {"position": position}):
                    return True
                pause.wait(_PAUSE)
        return False
