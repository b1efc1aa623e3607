"""What this thread is at work for: a call by its route, or a job; so that a slow statement can say whose it was."""

from contextvars import ContextVar
from typing import NamedTuple


class Doing(NamedTuple):
    """``route`` is a path with its blanks, or ``job:<name>``."""

    route: str
    request_id: str = ""


NOTHING = Doing("none")
DOING: ContextVar[Doing] = ContextVar("doing", default=NOTHING)
