"""How old an answer is: one that was kept is given only to work that can say so to the person."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Dated(Generic[T]):
    """``read_at`` is when the server answered; None: just now."""

    value: T
    read_at: datetime | None = None


_heard: ContextVar[list[datetime] | None] = ContextVar("heard", default=None)
_kept_alone: ContextVar[bool] = ContextVar("kept_alone", default=False)


def dated(work: Callable[[], T]) -> Callable[[], Dated[T]]:
    """Make the same work, which takes kept answers where nobody answers and tells how old the oldest of them is."""

    def listening() -> Dated[T]:
        moments: list[datetime] = []
        token = _heard.set(moments)
        try:
            value = work()
        finally:
            _heard.reset(token)
        return Dated(value, min(moments, default=None))

    return listening


def of_kept(work: Callable[[], T]) -> Callable[[], Dated[T]]:
    """Make the same work, which takes kept answers and asks nobody: Unseen where one of them is not kept."""

    def looking() -> Dated[T]:
        token = _kept_alone.set(True)
        try:
            return dated(work)()
        finally:
            _kept_alone.reset(token)

    return looking


def is_kept_alone() -> bool:
    """Whether the work around this call wants what is kept and nothing else."""
    return _kept_alone.get()


def is_asked() -> bool:
    """Whether the work around this call can say how old an answer is."""
    return _heard.get() is not None


def tell(read_at: datetime) -> None:
    """Have the work around this call know that it was given an old answer."""
    moments = _heard.get()
    if moments is not None:
        moments.append(read_at)
