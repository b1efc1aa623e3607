"""How long to wait before the same call is tried again, and when to stop trying."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

RETRIED = frozenset({409, 429, 503})
"""Refusals that pass by themselves, when the server names a pause (``Retry-After``)."""


@dataclass(frozen=True)
class Backoff:
    """Pauses between attempts, in seconds; ``longest`` is the longest pause that a server may ask for."""

    pauses: tuple[float, ...] = (0.2, 0.6, 1.5, 3.0)
    longest: float = 5.0

    def delays(self) -> Iterator[float]:
        """Each pause, spread by a fifth so that a hundred desktops do not come back in the same instant."""
        for pause in self.pauses:
            yield pause * random.uniform(0.8, 1.2)  # noqa: S311 - spreading load, not a secret

    def accepts(self, status: int, retry_after: float | None) -> bool:
        return status in RETRIED and retry_after is not None and retry_after <= self.longest
