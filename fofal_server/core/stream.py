"""Answers that are sent while they are made: begun before their headers leave, closed also when the client has gone."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from itertools import chain

import structlog
from anyio import CancelScope, to_thread
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from fofal_server.core import caller
from fofal_server.core.operation import Answer

log = structlog.get_logger("fofal.stream")
Parts = Iterator[bytes]
Run = Callable[[Callable[[], bytes]], Awaitable[bytes]]


class Stream(StreamingResponse):
    """Closes what it streams, so that the connection behind it is free as soon as nobody listens any more."""

    def __init__(self, answer: Answer, first: bytes, parts: Parts) -> None:
        super().__init__(chain([first], parts), answer.status, answer.headers, answer.media_type)
        self._parts, self._caller = parts, caller.current()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        send_all = partial(super().__call__, scope, receive, send)
        try:
            await (caller.attended(self._caller, receive, send_all) if self._caller else send_all())
        except caller.HungUp:
            log.info("stream.hung_up")
        finally:
            with CancelScope(shield=True):
                await to_thread.run_sync(partial(_close, self._parts))


async def begun(answer: Answer, run: Run) -> Response:
    """The answer with its first part made: what goes wrong until then is still refused with a status of its own."""
    if isinstance(answer.body, bytes):
        raise TypeError(answer.media_type)
    parts = answer.body
    first = await run(partial(_first, parts))
    return Stream(answer, first, parts)


def _first(parts: Parts) -> bytes:
    return next(parts, b"")


def _close(parts: Parts) -> None:
    close = getattr(parts, "close", None)
    if close is not None:
        close()
