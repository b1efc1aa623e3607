"""Whether this process lives and can serve, for load balancers, the console and people."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from fofal_server.contract.wire import Ready
from fofal_server.core.db import Pools
from fofal_server.core.standing import STANDING, Standing

LOW_DISK = 0.02
"""Below this share of free disk the server says that it is not ready."""

ENDING = threading.Event()
"""Set when this process was told to end and still serves: it is not ready for anybody new."""

Check = Callable[[], str]


def database(pools: Pools) -> str:
    """``ok``, or why the database cannot be asked."""
    try:
        with pools.calls.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return type(error).__name__
    return "ok"


def migrations(pools: Pools, head: str) -> str:
    """``ok`` when the database stands at a migration whose tables serve this program."""
    try:
        with pools.calls.connect() as connection:
            found = connection.execute(text(STANDING)).one_or_none()
    except SQLAlchemyError as error:
        return type(error).__name__
    standing = Standing(*found) if found else Standing()
    return "ok" if standing.serves(head) else f"{standing.revision} instead of {head}"


def going_on() -> str:
    """``ok`` until this process was told to end."""
    return "ending" if ENDING.is_set() else "ok"


def disk(folder: Path) -> str:
    """``ok`` while the disk of the data folder has room."""
    usage = shutil.disk_usage(folder)
    return "ok" if usage.free / usage.total > LOW_DISK else "low"


async def live(_: Request) -> Response:
    """The process answers; says nothing of the database on purpose."""
    return JSONResponse({"live": True})


def ready_answer(checks: dict[str, Check], version: str) -> Response:
    """200 when all is well, else 503 with what is not."""
    found = {name: check() for name, check in checks.items()}
    well = all(outcome == "ok" for outcome in found.values())
    return JSONResponse(Ready(ready=well, checks=found, version=version).model_dump(), 200 if well else 503)
