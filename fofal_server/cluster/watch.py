"""Starting PostgreSQL again when it dies although nobody asked for it."""

import logging
import threading
from collections.abc import Callable, Iterator

from fofal_server.cluster import reserve, server
from fofal_server.cluster.deaths import Deaths
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.installation import Installation

log = logging.getLogger(__name__)

# Seconds before each try; after the last one it stays down, unless nothing is missing but room on the disk.
BACK_OFF = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
FOR_ROOM = 2.0
# One that starts and dies again and again is broken: starting it once more would not help.
DEATHS_BORNE = 10


class Watch:
    """A thread that waits for the child and replaces it; ended by `stop`."""

    def __init__(
        self,
        child: server.Child,
        installation: Installation,
        start: Callable[[threading.Event], server.Child],
    ) -> None:
        """`start` launches a new child, and gives up early when its event is set."""
        self.child = child
        self.failure: str | None = None
        self._installation = installation
        self._start = start
        self._stopping = threading.Event()
        self._deaths = Deaths()
        self._thread = threading.Thread(target=self._watch, name="fofal-cluster-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the child for good, whatever the thread is doing with it."""
        self._stopping.set()
        server.stop(self.child, self._installation)
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended():
            try:
                self.child = self._replace()
                self._deaths.born()
                if self._stopping.is_set():  # asked for while the new one was starting: nobody else knows of it
                    server.stop(self.child, self._installation)
            except (ClusterError, OSError) as error:
                if not self._stopping.is_set():
                    self.failure = str(error)
                    log.exception("PostgreSQL stays down")
                return

    def _ended(self) -> bool:
        """Wait for the child's end; true where it was asked for."""
        code = self.child.wait()
        if not self._stopping.is_set():
            log.warning("PostgreSQL died (code %s), starting it again", code)
        return self._stopping.is_set()

    def _replace(self) -> server.Child:
        self._count_death()
        refusal = ClusterError("arrêt demandé")
        for delay in self._pauses():
            if self._stopping.wait(delay):
                break
            try:
                return self._start(self._stopping)
            except ClusterError as error:
                log.warning("PostgreSQL does not start again: %s", error)
                refusal = error
        raise refusal

    def _pauses(self) -> Iterator[float]:
        """What is broken is given up in the end; who only lacks room comes back as soon as there is some."""
        place = self._installation.place
        for delay in BACK_OFF:
            if reserve.give(place):
                log.warning("the disk is full: the room put aside for a start was given back")
            while reserve.is_short(place):
                yield FOR_ROOM
            yield delay

    def _count_death(self) -> None:
        """Deaths on a full disk are not counted: it is not PostgreSQL that is broken."""
        if reserve.is_short(self._installation.place):
            return
        count = self._deaths.one_more()
        if count >= DEATHS_BORNE:
            raise ClusterError(f"PostgreSQL s’est arrêté {count} fois, chaque fois peu après son départ.")
