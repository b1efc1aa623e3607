"""Who tried what he has no right to, for the trail: once a minute a session and door, or a program could flood it."""

import threading
import time
from typing import Any

from fofal_server.core import audit
from fofal_server.core.audit import Who
from fofal_server.core.db import Pools, in_transaction
from fofal_server.core.errors import Forbidden
from fofal_server.core.operation import Operation

QUIET = 60.0
"""Seconds in which the same refusal is not told again; each call is in the log anyway."""
_MOST = 10_000


class Refusals:
    """Remembers what it has told; one for each process."""

    def __init__(self) -> None:
        self._told: dict[tuple[object, str], float] = {}
        self._turn = threading.Lock()

    def tell(self, pools: Pools, who: Who, operation: Operation, path: dict[str, Any], error: Forbidden) -> None:
        """Write it to the trail in a transaction of its own: that of the call was undone."""
        if who.actor.due or not self._is_news(who.actor.session_id, operation.name):
            return
        needed = str(error.values.get("permission") or operation.permission or "")
        resource = needed.rpartition(":")[0] or operation.tag
        after = {"door": operation.name, "permission": needed or None, "why": error.key, "id": path.get("id")}

        def work(session: Any) -> None:
            session.info["who"] = who
            audit.tell(session, "right_refused", resource, after=after)

        in_transaction(pools.calls, work)

    def _is_news(self, whose: object, door: str) -> bool:
        now = time.monotonic()
        with self._turn:
            if len(self._told) >= _MOST:
                self._told = {one: then for one, then in self._told.items() if now - then < QUIET}
            before = self._told.get((whose, door))
            if before is not None and now - before < QUIET:
                return False
            self._told[whose, door] = now
        return True
