"""Many records in one transaction: what goes wrong with some of them is told for each, and leaves nothing of it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fofal_server.core.errors import FofalError
from fofal_server.core.postgres_errors import refusal_of

Item = TypeVar("Item")
_JUDGE = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
"""Rules that wait for the commit are judged with the items that they concern, not when nobody knows them any more."""

TOGETHER = 100
"""Items that share a savepoint; when one of them fails they are tried again by halves until it is alone."""


def each(
    session: Session, items: Sequence[Item], work: Callable[[Item], None], *, enough: int
) -> list[tuple[Item, FofalError]]:
    """Do the work for each item in order; answers the items that were refused, each with its refusal.

    Beyond ``enough`` refusals the rest is left alone. What is nobody's mistake (a lock that was not given, a deadlock,
    a fault of ours) is raised.
    """
    refused: list[tuple[Item, FofalError]] = []
    for start in range(0, len(items), TOGETHER):
        refused += _settled(session, items[start : start + TOGETHER], work)
        if len(refused) > enough:
            break
    return refused


def _settled(session: Session, part: Sequence[Item], work: Callable[[Item], None]) -> list[tuple[Item, FofalError]]:
    failure = _attempt(session, part, work)
    if failure is None:
        return []
    if len(part) == 1:
        return [(part[0], failure)]
    middle = len(part) // 2
    found = [*_settled(session, part[:middle], work), *_settled(session, part[middle:], work)]
    if not found:
        raise failure
    return found


def _attempt(session: Session, part: Sequence[Item], work: Callable[[Item], None]) -> FofalError | None:
    try:
        with session.begin_nested():
            for item in part:
                work(item)
            session.flush()
            session.connection().exec_driver_sql(_JUDGE)
    except FofalError as error:
        return _mistake(error, error)
    except DBAPIError as error:
        return _mistake(refusal_of(error), error)
    return None


def _mistake(refusal: FofalError, error: Exception) -> FofalError:
    if refusal.status >= 500:
        raise error
    return refusal
