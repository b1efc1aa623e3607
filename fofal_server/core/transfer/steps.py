"""Many records in one transaction: what goes wrong with some of them is told for each, and leaves nothing of it.

Each part of the work is flushed, judged and told to the trail before the next one begins, so that neither the session
nor its notes grow with the file.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fofal_server.core import audit
from fofal_server.core.errors import FofalError
from fofal_server.core.postgres_errors import refusal_of

Item = TypeVar("Item")
Work = Callable[[Sequence[Item]], None]
_JUDGE = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
"""Rules that wait for the commit are judged with the items that they concern, not when nobody knows them any more."""

TOGETHER, FEWER = 49, 7
"""Items that share a savepoint; when one of them fails they are tried again by sevens, then alone."""


def each(
    session: Session, items: Sequence[Item], work: Work[Item], *, enough: int, passed: Work[Item]
) -> list[tuple[Item, FofalError]]:
    """Do the work part by part, in order; answers the items that were refused, each with its refusal.

    ``passed`` hears of each part when it is over, whatever became of it.

    ``work`` may be given an item again after a failure, with nothing left of what it did before. Beyond ``enough``
    refusals the rest is left alone. What is nobody's mistake (a lock that was not given, a deadlock, a fault of ours)
    is raised.
    """
    refused: list[tuple[Item, FofalError]] = []
    for part in _parts(items, TOGETHER):
        refused += _settled(session, part, work)
        passed(part)
        if len(refused) > enough:
            break
    return refused


def _settled(session: Session, part: Sequence[Item], work: Work[Item]) -> list[tuple[Item, FofalError]]:
    failure = _attempt(session, part, work)
    if failure is None:
        return []
    if len(part) == 1:
        return [(part[0], failure)]
    smaller = _parts(part, FEWER if len(part) > FEWER else 1)
    return [found for few in smaller for found in _settled(session, few, work)]


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _attempt(session: Session, part: Sequence[Item], work: Work[Item]) -> FofalError | None:
    notes = audit.noted(session)
    try:
        with session.begin_nested():
            work(part)
            session.flush()
            session.connection().exec_driver_sql(_JUDGE)
            audit.write(session)
    except (FofalError, DBAPIError) as error:
        audit.forget(session, notes)
        refusal = refusal_of(error) if isinstance(error, DBAPIError) else error
        if refusal.status >= 500:
            raise
        return refusal
    return None
