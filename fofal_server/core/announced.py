"""An answer that takes long has news of its rows before it; what is answered soon is answered as anything else is."""

from collections.abc import Awaitable, Callable, Mapping

from anyio import sleep
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from fofal_server.contract import frames
from fofal_server.core import caller, envelope
from fofal_server.core.errors import FofalError

EVERY_S = 0.25
"""Between two looks for news: a bar that moves four times a second is looked at as one that moves."""
HEADERS: Mapping[bytes, bytes] = {
    b"content-type": frames.MEDIA.encode(),
    b"x-accel-buffering": b"no",  # nginx would hold the news back until there are enough of them to fill a page
}
NOBODY = 499
"""Status in the log of a call whose caller hung up, as nginx writes it."""

Work = Callable[[], Awaitable[Response]]


class Announced(Response):
    """Does the work itself, while it tells how far that is.

    The head of an answer leaves with its first news, when nobody knows yet what will become of the call: how it ended
    is said by its last frames, and to the log.
    """

    def __init__(self, request: Request, work: Work) -> None:
        super().__init__()
        self._request, self._work = request, work
        self._caller, self._begun = caller.Caller(), False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            found = await caller.attended(self._caller, receive, self._work, beside=lambda: self._tell(send))
        except caller.HungUp:
            found = Response(status_code=NOBODY)
        except FofalError as refusal:
            if not self._begun:
                raise
            found = await envelope.on_refusal(self._request, refusal)
        if not self._begun:
            await found(scope, receive, send)
            return
        self._request.state.ended = found.status_code
        last = frames.answered(found.status_code, bytes(found.body))
        await send({"type": "http.response.body", "body": last})

    async def _tell(self, send: Send) -> None:
        """Send what is new until the work is done; the head before the first of it."""
        told = None
        while True:
            await sleep(EVERY_S)
            if self._caller.news is None or self._caller.news == told:
                continue
            told = self._caller.news
            if not self._begun:
                await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS.items()]})
                self._begun = True
            await send({"type": "http.response.body", "body": frames.news(*told), "more_body": True})
