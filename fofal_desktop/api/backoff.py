"""How long to wait before the same call is tried again, and when to stop trying."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from fofal_desktop.api.request import Answer

RETRIED = frozenset({409, 429, 503})
"""Refusals that pass by themselves, when the server names a pause (``Retry-After``)."""


@dataclass(frozen=True)
class Backoff:
    """Pauses between attempts, ``longest`` pause that a server may ask for, ``total`` after which none begins."""

    pauses: tuple[float, ...] = (0.2, 0.6, 1.5, 3.0)
    longest: float = 5.0
    total: float = 60.0

    def delays(self) -> Iterator[float]:
        """Each pause, spread by a fifth so that a hundred desktops do not come back in the same instant."""
        for pause in self.pauses:
            yield pause * random.uniform(0.8, 1.2)  # noqa: S311 - spreading load, not a secret

    def asked(self, answer: Answer) -> float | None:
        """Tell the pause that a refusal asks for; None when waiting is not worth it or was not asked for."""
        pause = answer.retry_after
        return pause if answer.status in RETRIED and pause is not None and pause <= self.longest else None
