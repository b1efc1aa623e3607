"""Whether this process lives and can serve, for load balancers, the console and people."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from fofal_server.contract.wire import Ready
from fofal_server.core.db import Pools

LOW_DISK = 0.02
"""Below this share of free disk the server says that it is not ready."""

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
    """``ok`` when the database stands at the migration this program was written for."""
    try:
        with pools.calls.connect() as connection:
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError as error:
        return type(error).__name__
    return "ok" if found == head else f"{found} instead of {head}"


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
