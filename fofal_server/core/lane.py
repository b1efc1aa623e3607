"""Lanes: how many calls of a kind are worked on at a time, and how many may wait for their turn."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from anyio import CapacityLimiter, WouldBlock, move_on_after, to_thread

from fofal_server.core.errors import Unavailable

Result = TypeVar("Result")


@dataclass
class Lane:
    """A bounded group of threads; who would wait behind too many others is told to come back.

    So is who has waited ``patience`` seconds: slow calls may hold every thread for long.
    """

    threads: CapacityLimiter
    waiting: int
    patience: float = math.inf
    inside: int = 0
    _beyond: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(math.inf))

    async def run(self, work: Callable[[], Result]) -> Result:
        if self.inside >= self.threads.total_tokens + self.waiting:
            raise Unavailable("server_busy", retry_after=1)
        self.inside += 1
        try:
            await self._turn()
            try:
                return await to_thread.run_sync(work, limiter=self._beyond)
            finally:
                self.threads.release()
        finally:
            self.inside -= 1

    async def _turn(self) -> None:
        """Take one of the threads; only the wait for it has an end, never the work that was begun."""
        try:
            self.threads.acquire_nowait()
        except WouldBlock:
            with move_on_after(self.patience) as waited:
                await self.threads.acquire()
            if waited.cancelled_caught:
                raise Unavailable("server_busy", retry_after=1) from None
