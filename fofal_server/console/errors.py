"""What the console refuses, and what it answers to the shell."""

from enum import IntEnum


class Outcome(IntEnum):
    """Exit codes: scripts may rely on them."""

    OK = 0
    TROUBLE = 1
    WRONG_USE = 2
    DATABASE_AWAY = 3


class Refusal(Exception):
    """A foreseen failure whose French text says what is wrong and what to do."""

    def __init__(self, text: str, outcome: Outcome = Outcome.TROUBLE) -> None:
        super().__init__(text)
        self.outcome = outcome


class Stopped(Exception):
    """Somebody asked for the end while things were being prepared."""
