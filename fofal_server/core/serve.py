"""One way through every door: the order in which each call is judged stands here and nowhere else.

401 token · 429 rate · 503 maintenance · 403 permission · 413/415/400 body · replay · 428 · 422 shape · then the
operation itself.
The transaction is committed before the answer leaves. What asks other machines does so after it (``Answer.after``).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from fofal_server.core import bodies, caller, idempotency, stream
from fofal_server.core.access import demand
from fofal_server.core.actor import Actor
from fofal_server.core.announced import NOBODY, Announced
from fofal_server.core.asked import body_of, patience_of, query_of, version_of
from fofal_server.core.audit import Who
from fofal_server.core.bell import Bell
from fofal_server.core.db import Pools, in_transaction
from fofal_server.core.doing import DOING, Doing
from fofal_server.core.door import Door, Proof
from fofal_server.core.errors import DiskFull, FofalError, Forbidden, Unauthenticated
from fofal_server.core.lane import Lane
from fofal_server.core.operation import API, Answer, Call, Operation, Upload
from fofal_server.core.refusals import Refusals
from fofal_server.core.room import Room
from fofal_server.core.texts import language_of

ANONYMOUS = Actor(None, "")
LONG = "files"
"""The lane of calls that are worked through for long: they end with whoever waits for them."""


@dataclass(frozen=True)
class Limits:
    """Bodies in bytes, before and after sign-in; ``waiting`` calls beyond the threads are answered 503.

    What stands before the server (``installer/server/nginx``) lets through as much at each door and no more (a test).
    """

    anonymous_body: int = 64 * 1024
    json_body: int = 1024 * 1024
    upload: int = 20 * 1024 * 1024
    waiting: int = 200

    def body(self, operation: Operation) -> int:
        """Bytes that a call of this operation may carry."""
        if operation.upload:
            return self.upload + bodies.FORM
        return self.anonymous_body if operation.public else self.json_body


@dataclass
class House:
    """What every call of a process shares."""

    pools: Pools
    door: Door
    lanes: dict[str, Lane]
    limits: Limits = field(default_factory=Limits)
    state: Any = None
    refusals: Refusals = field(default_factory=Refusals)
    room: Room | None = None
    bell: Bell = field(default_factory=Bell)


@dataclass(frozen=True)
class _Arrived:
    """A call as it came in, before it is judged; a body that failed waits for its turn to be refused."""

    claims: Proof | None
    raw: bytes
    upload: Upload | None
    trouble: FofalError | None
    address: str | None
    request_id: str


def endpoint(operation: Operation, house: House) -> Callable[[Request], Awaitable[Response]]:
    """The ASGI side of an operation: read the body on the event loop, do the work on a thread."""
    route = API + operation.path

    async def answer(request: Request) -> Response:
        request.state.route = route
        caller.nobody()
        DOING.set(Doing(f"{operation.method} {route}", getattr(request.state, "request_id", "")))
        arrived = await _arrive(operation, house, request)
        if operation.waits:
            request.state.waited = await house.bell.wait(patience_of(request))
        judged = partial(_judged, operation, house, request, arrived)
        if operation.lane != LONG:
            return await judged()
        if operation.tells and request.query_params.get("telling") == "true":
            return Announced(request, judged)
        try:
            return await caller.attended(caller.Caller(), request.receive, judged)
        except caller.HungUp:
            return Response(status_code=NOBODY)

    return answer


async def _judged(operation: Operation, house: House, request: Request, arrived: _Arrived) -> Response:
    """The work itself, and what becomes of its answer."""
    lane = house.lanes[operation.lane]
    try:
        found = await lane.run(partial(_judge, operation, house, request, arrived))
        if found.after is not None:
            headers, found = found.headers, await house.lanes["outside"].run(found.after)
            found.headers = headers | found.headers
    except (FofalError, caller.HungUp):
        raise
    except Exception as error:  # the last net: logged with its traceback, answered with the request id alone
        raise FofalError from error
    finally:
        if arrived.upload:
            arrived.upload.stream.close()
    if isinstance(found.body, bytes):
        return Response(found.body, found.status, found.headers, found.media_type)
    return await stream.begun(found, lane.run)


async def _arrive(operation: Operation, house: House, request: Request) -> _Arrived:
    claims = None if operation.public else await _claims(house, request)
    raw, upload, trouble = b"", None, None
    limit = house.limits.body(operation)
    try:
        if operation.upload:
            upload = await bodies.read_upload(request, limit)
        elif operation.body is not None:
            raw = await bodies.read_json(request, limit, optional=operation.body_optional)
    except FofalError as error:
        trouble = error
    state = request.state
    return _Arrived(claims, raw, upload, trouble, getattr(state, "address", None), getattr(state, "request_id", ""))


async def _claims(house: House, request: Request) -> Proof:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("token_missing", headers={"WWW-Authenticate": "Bearer"})
    try:
        return house.door.claims(token.strip())
    except Unauthenticated:
        address = getattr(request.state, "address", None)
        await house.lanes["refusals"].run(partial(house.door.turned_away, token.strip(), address))
        raise


def _judge(operation: Operation, house: House, request: Request, arrived: _Arrived) -> Answer:
    engine = house.pools.reads if operation.method == "GET" else house.pools.calls
    try:
        return in_transaction(engine, lambda session: _in_order(session, operation, house, request, arrived))
    except Forbidden as error:
        if (who := getattr(request.state, "who", None)) is not None:
            house.refusals.tell(house.pools, who, operation, request.path_params, error)
        raise


def _in_order(session: Session, operation: Operation, house: House, request: Request, arrived: _Arrived) -> Answer:
    actor = house.door.actor(session, arrived.claims) if arrived.claims else ANONYMOUS
    request.state.username = actor.username
    session.info["who"] = request.state.who = Who(actor, arrived.request_id, arrived.address)
    rates = house.door.admit(actor if arrived.claims else None, arrived.address)
    _let_in(actor, operation)
    if operation.writes and house.room is not None and house.room.is_lacking():
        raise DiskFull
    if arrived.trouble:
        raise arrived.trouble
    key = _key(operation, request, actor, arrived)
    answer = idempotency.stored(session, key) if key else None
    if answer is None:
        answer = operation.work(_call(session, operation, house, request, arrived, actor))
        if key:
            session.flush()
            idempotency.store(session, key, answer)
    answer.headers.update(rates)
    return answer


def _let_in(actor: Actor, operation: Operation) -> None:
    """Refuse who has to wait for the end of the maintenance, owes something first, or lacks the permission."""
    if actor.shut_out and actor.maintenance and not operation.while_shut:
        raise actor.maintenance.refusal()
    if actor.due and not operation.opens_to(actor.due):
        raise Forbidden(actor.due, code=actor.due.rpartition(".")[2])
    if actor.service and operation.personal:
        raise Forbidden("persons_only", code="persons_only")
    if operation.permission:
        demand(actor, operation.permission)


def _key(operation: Operation, request: Request, actor: Actor, arrived: _Arrived) -> idempotency.Key | None:
    text = request.headers.get("idempotency-key")
    if not operation.keyed or text is None or actor.user_id is None:
        return None
    path = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    body = arrived.upload.digest() if arrived.upload else arrived.raw
    return idempotency.key_of(actor.user_id, text, request.method, path, body)


def _call(
    session: Session, operation: Operation, house: House, request: Request, arrived: _Arrived, actor: Actor
) -> Call:
    if arrived.upload:
        arrived.upload.stream.seek(0)  # a second try after a deadlock reads the file again
    return Call(
        session=session,
        actor=actor,
        pools=house.pools,
        path=request.path_params,
        query=query_of(operation.query, request) if operation.query else None,
        body=body_of(operation, arrived.raw),
        upload=arrived.upload,
        version=version_of(request) if operation.versioned else None,
        language=language_of(request.headers.get("accept-language")),
        request_id=arrived.request_id,
        address=arrived.address,
        headers=request.headers,
        door=house.door,
        state=house.state,
        waited=getattr(request.state, "waited", 0.0),
    )
