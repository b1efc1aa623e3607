"""How often a process has died that is started again each time."""

import time

CALM_SECONDS = 10.0
"""Who lived for so long did get going: that something killed it since is no reason to give up on it."""


class Deaths:
    """Counts the deaths in a row that came before the process got going."""

    def __init__(self) -> None:
        self._count, self._born = 0, time.monotonic()

    def born(self) -> None:
        """It has been started now."""
        self._born = time.monotonic()

    def one_more(self) -> int:
        """It has died now; how often in a row."""
        self._count = 1 if time.monotonic() - self._born > CALM_SECONDS else self._count + 1
        return self._count
