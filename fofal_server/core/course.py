"""How a run at work tells how far it is, and learns that it is to end; outside of a run nobody listens.

A job that takes long asks ``course.current()``; one that does not simply goes on to its end.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 200


class Cut(Exception):
    """The run ended before its work was done, in order, because it was told to."""


class Course:
    """One run: ``progress`` is what it last said, ``ending`` is set once it is to end."""

    def __init__(self) -> None:
        self.progress: str | None = None
        self.ending = threading.Event()
        self.cancelled = False

    def tell(self, words: str) -> None:
        """Say how far it is; whoever speaks for the run writes it down every two seconds."""
        self.progress = words.replace("\x00", "")[:LONGEST]

    def cancel(self) -> None:
        """A person wants it to end."""
        self.cancelled = True
        self.ending.set()

    def end(self) -> None:
        """Its process ends: what was begun is owed again."""
        self.ending.set()


_NOW: ContextVar[Course] = ContextVar("course")


def current() -> Course:
    """The course of the run that this thread works on."""
    return _NOW.get(None) or Course()


@contextmanager
def followed(course: Course) -> Iterator[None]:
    """Within the block the run of this thread is ``course``."""
    before = _NOW.set(course)
    try:
        yield
    finally:
        _NOW.reset(before)
