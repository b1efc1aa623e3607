"""Work that must not hold up the screen: on a thread that nobody waits for when the screen is left."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")


def aside(work: Callable[[], Result]) -> asyncio.Future[Result]:
    """What comes of the work. A thread of the loop's own pool would keep a frozen database from letting us go."""
    loop = asyncio.get_running_loop()
    coming: asyncio.Future[Result] = loop.create_future()

    def land(tell: Callable[[Any], None], what: object) -> None:
        if not coming.done():
            tell(what)

    def run() -> None:
        try:
            found = work()
        except Exception as error:  # noqa: BLE001 - carried to whoever waits
            tell, what = coming.set_exception, error
        else:
            tell, what = coming.set_result, found  # type: ignore[assignment]  # of any result
        if not loop.is_closed():
            loop.call_soon_threadsafe(land, tell, what)

    threading.Thread(target=run, name="console", daemon=True).start()
    return coming
