"""Who waits for a call that takes long: they are told how far it is, and when they hang up it is stopped, and undone.

Only calls that are worked through for long are watched (the lane ``files``); others are over before anybody leaves.
"""

from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

from anyio import create_task_group, sleep, to_thread
from sqlalchemy.orm import Session
from starlette.types import Receive

Result = TypeVar("Result")
AGAIN_S = 0.1
"""A statement may follow the one that was stopped: it is stopped as well, until nothing works for them any more."""


class HungUp(Exception):
    """Nobody waits for the answer any more; nothing of the call is stored."""


class Caller:
    """The connections that are at work for somebody, while they are there.

    ``news`` are the rows that are done, and of how many; None before the first of them.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._working: set[Any] = set()
        self.gone = False
        self.news: tuple[int, int | None] | None = None

    def check(self) -> None:
        """Refuse to go on, or to commit, for somebody who has left."""
        if self.gone:
            raise HungUp

    def hang_up(self) -> None:
        """Stop the statements that run now."""
        with self._lock:  # a connection that is being stopped is not given back meanwhile
            self.gone = True
            for connection in self._working:
                connection.cancel()

    @contextmanager
    def at_work(self, session: Session) -> Iterator[None]:
        """While the block runs, the connection of the session works for them."""
        connection = session.connection().connection.driver_connection
        with self._lock:
            self.check()
            self._working.add(connection)
        try:
            yield
        finally:
            with self._lock:
                self._working.discard(connection)


_NOW: ContextVar[Caller | None] = ContextVar("caller", default=None)


def current() -> Caller | None:
    """Who waits for the work of this thread; None where it goes on in any case."""
    return _NOW.get()


def nobody() -> None:
    """A call begins: who waited for the one before it on the same line is not who waits now."""
    _NOW.set(None)


@contextmanager
def working(session: Session) -> Iterator[None]:
    """Within the block the session works for whoever waits, and stops when they have left."""
    caller = current()
    if caller is None:
        yield
        return
    with caller.at_work(session):
        yield


def still_there() -> None:
    """Raise HungUp when the one who waited has left: the last look before something is stored for good."""
    if (caller := current()) is not None:
        caller.check()


def tell(rows: int, of: int | None) -> None:
    """Say how many rows are done, of how many; HungUp when nobody waits any more."""
    if (caller := current()) is not None:
        caller.check()
        caller.news = (rows, of)


async def attended(
    caller: Caller,
    receive: Receive,
    work: Callable[[], Awaitable[Result]],
    *,
    beside: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> Result:
    """Work while somebody waits, and stop what the database does when they hang up; HungUp then.

    ``beside`` goes on until the work is done.
    """
    before = _NOW.set(caller)
    found: list[Result] = []
    failed: list[Exception] = []
    async with create_task_group() as group:
        group.start_soon(_listen, caller, receive)
        if beside is not None:
            group.start_soon(beside)
        try:
            found.append(await work())
        except Exception as error:  # noqa: BLE001 - raised below, outside of the group, which would wrap it
            failed.append(error)
        group.cancel_scope.cancel()
    _NOW.reset(before)
    if not failed:
        return found[0]
    if caller.gone:
        raise HungUp from failed[0]
    raise failed[0]


async def _listen(caller: Caller, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    while True:
        await to_thread.run_sync(caller.hang_up)
        await sleep(AGAIN_S)
