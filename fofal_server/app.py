"""The application: which domains it has, and how a process of it is put together."""

import hmac
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from functools import cache, partial
from typing import Any

from anyio import CapacityLimiter, create_task_group
from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fofal_server.agronomy.domain import DOMAIN as AGRONOMY
from fofal_server.approvals.domain import DOMAIN as APPROVALS
from fofal_server.auth.domain import DOMAIN as AUTH
from fofal_server.config import Settings
from fofal_server.contract.version import VERSION
from fofal_server.core import (
    envelope,
    figures,
    finding,
    health,
    housekeeping,
    metrics,
    own_measures,
    pulse,
    registry,
    slow_sql,
    system,
)
from fofal_server.core.db import Pools
from fofal_server.core.domain import Domain
from fofal_server.core.door import Door
from fofal_server.core.errors import FofalError, NotFound
from fofal_server.core.jobs import Job
from fofal_server.core.lane import Lane
from fofal_server.core.measures import Eyes
from fofal_server.core.migrations import head_revision
from fofal_server.core.mount import Switchboard
from fofal_server.core.operation import API, Operation
from fofal_server.core.room import Room
from fofal_server.core.routes import operations_for
from fofal_server.core.scheduler import Scheduler
from fofal_server.core.serve import House
from fofal_server.documents.domain import DOMAIN as DOCUMENTS
from fofal_server.hr.domain import DOMAIN as HR
from fofal_server.insight.domain import DOMAIN as INSIGHT
from fofal_server.inventory.domain import DOMAIN as INVENTORY
from fofal_server.lists.domain import DOMAIN as LISTS
from fofal_server.mail.domain import DOMAIN as MAIL
from fofal_server.maps.domain import DOMAIN as MAPS
from fofal_server.notifications.domain import DOMAIN as NOTIFICATIONS
from fofal_server.ops import service_minutes
from fofal_server.ops.domain import DOMAIN as OPS
from fofal_server.outside.domain import DOMAIN as OUTSIDE
from fofal_server.parties.domain import DOMAIN as PARTIES
from fofal_server.sensors.domain import DOMAIN as SENSORS
from fofal_server.settings.domain import DOMAIN as SETTINGS
from fofal_server.updates.domain import DOMAIN as UPDATES
from fofal_server.weather.domain import DOMAIN as WEATHER

DOMAINS: tuple[Domain, ...] = (
    AUTH, MAIL, OUTSIDE, APPROVALS, SETTINGS, LISTS, PARTIES, DOCUMENTS, MAPS, UPDATES, HR, INVENTORY, WEATHER,
    AGRONOMY, SENSORS, INSIGHT, OPS, NOTIFICATIONS,
)  # fmt: skip

SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""FastAPI would tell whatever its environment names of messages of exceptions, and so of values."""
PATIENCE = 2.0
"""Seconds that a call waits for its turn; sign-ins and files are few, and wait as long as it takes."""
ASKING = 4
"""Calls of a process that may wait for other machines at a time."""
_NO_PAGES: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}

registry.install(DOMAINS)


@cache
def operations() -> tuple[Operation, ...]:
    """Every door of the API: the system's, each resource's, each domain's own."""
    found = [*system.OPERATIONS, *figures.OPERATIONS, *finding.OPERATIONS]
    for domain in DOMAINS:
        found += domain.operations
        for resource in domain.resources:
            found += operations_for(resource)
    return tuple(found)


def create_app(settings: Settings, pools: Pools, door: Door) -> FastAPI:
    """One process of the server on open pools, closed when it ends; ``door`` knows the people."""
    room = Room(settings.data_dir, settings.limits_disk_floor)
    house = House(pools, door, _lanes(settings), settings.limits(), settings, room=room)
    scheduler = Scheduler(pools, jobs(settings))
    for engine in (pools.calls, pools.reports):
        slow_sql.watch(engine, settings.slow_sql_seconds)
    ending = ExitStack()
    life = _lifespan(house, scheduler, ending)
    app = FastAPI(title="FOFAL", version=VERSION, lifespan=life, telemetry=SILENT, **_NO_PAGES)
    app.mount(API, Switchboard(operations(), house))
    _add_health(app, settings, pools, scheduler)
    app.add_exception_handler(FofalError, envelope.on_refusal)
    app.add_exception_handler(HTTPException, envelope.on_routing)
    app.add_exception_handler(Exception, envelope.on_surprise)
    if settings.otlp_endpoint:
        _trace(app, settings, pools, ending)
    app.add_middleware(envelope.Envelope, slow=settings.slow_call_seconds)
    return app


def _trace(app: FastAPI, settings: Settings, pools: Pools, ending: ExitStack) -> None:
    """Loaded here: where nobody wants traces, nothing of theirs is."""
    from fofal_server.core import trace_export, tracing

    provider = trace_export.provider(str(settings.otlp_endpoint), settings.trace_share, VERSION)
    tracer = provider.get_tracer("fofal", VERSION)
    for engine in (pools.calls, pools.reports):
        tracing.watch(engine, tracer)
    ending.enter_context(tracing.listening(provider, tracer))
    app.add_middleware(tracing.Traced, tracer=tracer)


def jobs(settings: Settings) -> list[Job]:
    """Every job; those that need the settings are declared as a function of them."""
    declared = [*housekeeping.JOBS, *(job for domain in DOMAINS for job in domain.jobs)]
    return [job if isinstance(job, Job) else job(settings) for job in declared]


def _lanes(settings: Settings) -> dict[str, Lane]:
    """Together no more threads than connections: who must wait does so in the queue, not on a thread for a connection.

    Hashing has one, so that sign-ins do not starve the rest, files have two. Counting tokens that prove nobody needs no
    connection, but maybe Redis; who asks other machines has given his back, and keeps nobody else waiting for them.
    """
    hashing, files = 1, 2
    return {
        "calls": Lane(CapacityLimiter(max(1, settings.pool_size - hashing - files)), settings.limits_waiting, PATIENCE),
        "hash": Lane(CapacityLimiter(hashing), settings.limits_waiting_sign_ins),
        "files": Lane(CapacityLimiter(files), 20),
        "refusals": Lane(CapacityLimiter(1), settings.limits_waiting),
        "outside": Lane(CapacityLimiter(ASKING), 10 * ASKING, PATIENCE),
    }


def _lifespan(house: House, scheduler: Scheduler, ending: ExitStack) -> Any:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        scheduler.start()
        async with create_task_group() as beating:
            beating.start_soon(pulse.beat_on, house.pools, house.lanes)
            beating.start_soon(service_minutes.keep, house.pools)
            beating.start_soon(house.bell.listen, house.pools.calls)
            yield
            beating.cancel_scope.cancel()
        await run_in_threadpool(scheduler.stop)
        await run_in_threadpool(ending.close)
        house.pools.dispose()

    return lifespan


def _add_health(app: FastAPI, settings: Settings, pools: Pools, scheduler: Scheduler) -> None:
    checks: dict[str, health.Check] = {
        "database": partial(health.database, pools),
        "migrations": partial(health.migrations, pools, head_revision()),
        "disk": partial(health.disk, settings.data_dir),
        "process": health.going_on,
        "scheduler": lambda: "ok" if scheduler.alive else "stopped",
    }

    async def ready(_: Request) -> Response:
        return await run_in_threadpool(health.ready_answer, checks, VERSION)

    eyes = Eyes(pools, settings, own_measures.everything())

    async def measured(request: Request) -> Response:
        _refuse_outsiders(request, settings)
        return await run_in_threadpool(lambda: metrics.answer(eyes.families()))

    app.add_route("/health/live", health.live)
    app.add_route("/health/ready", ready)
    app.add_route("/metrics", measured)


def _refuse_outsiders(request: Request, settings: Settings) -> None:
    """Measurements are for this machine, or for who holds the token."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ").encode()
    local = request.client is not None and request.client.host in {"127.0.0.1", "::1"}
    if local and "x-forwarded-for" not in request.headers:  # a proxy on this machine calls for somebody else
        return
    if not settings.metrics_token or not hmac.compare_digest(token, settings.metrics_token.encode()):
        raise NotFound
