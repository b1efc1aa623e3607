"""What surrounds every call: a request id, the caller's address, one log line, safe headers, and no stray traceback."""

import re
import time
import uuid
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fofal_server.contract.wire import NO_SUCH_DOOR, NO_SUCH_METHOD
from fofal_server.core import errors, maintenance, metrics
from fofal_server.core.errors import FofalError
from fofal_server.core.problems import response_of
from fofal_server.core.texts import language_of

log = structlog.get_logger("fofal.call")
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE"})
OUTSIDE = frozenset({"/health/live", "/health/ready", "/metrics"})
"""Paths that are no operations of the API."""
LIMITS = frozenset({413, 429, 503, 507})
"""What the server answers to keep itself able to answer."""
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    # Nothing that we answer is a page: should a browser show it nevertheless, it runs nothing and stands in no frame.
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
STRICT = (b"strict-transport-security", b"max-age=31536000")


def safe_headers(*, secure: bool) -> list[tuple[bytes, bytes]]:
    """What every answer carries; over TLS (ours, or that of a trusted proxy) also that it shall stay so."""
    return [*HEADERS, STRICT] if secure else [*HEADERS]


class Envelope:
    """Outermost layer of the application; a call of ``slow`` seconds or longer is told as a warning."""

    def __init__(self, app: ASGIApp, slow: float = 1.0) -> None:
        self.app, self._slow = app, slow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, seen = time.perf_counter(), {"status": 500}
        state = scope.setdefault("state", {})
        state["request_id"] = _request_id(scope)
        state["address"] = _address(scope)
        safe = safe_headers(secure=scope["scheme"] == "https")

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                names = {name for name, _ in message["headers"]}
                message["headers"] += [(name, value) for name, value in safe if name not in names]
                message["headers"].append((b"x-request-id", state["request_id"].encode()))
            await send(message)

        try:
            if scope["method"] in METHODS:
                await self.app(scope, receive, sending)
            else:
                await _no_such_method(Request(scope))(scope, receive, sending)
        finally:
            seconds = time.perf_counter() - started - state.get("waited", 0.0)  # waiting was asked for
            self._tell(scope, state, state.get("ended", seen["status"]), seconds)

    def _tell(self, scope: Scope, state: dict[str, Any], status: int, seconds: float) -> None:
        method, route = scope["method"] if scope["method"] in METHODS else "OTHER", _route(scope, state)
        metrics.count(method, route, status, seconds, planned=state.get("planned", False))
        say = log.info
        if seconds >= self._slow:
            metrics.count_slow(method, route)
            say = log.warning
        say(
            "call",
            request_id=state["request_id"],
            method=scope["method"],
            route=route,
            path=scope["path"],
            status=status,
            user=state.get("username") or None,
            address=state["address"],
            ms=round(seconds * 1000, 1),
            **({"trace_id": state["trace_id"]} if "trace_id" in state else {}),
        )


def _route(scope: Scope, state: dict[str, Any]) -> str:
    """The pattern that the path was found by; what callers make up has none."""
    found: str | None = state.get("route")
    return found or (scope["path"] if scope["path"] in OUTSIDE else metrics.NOWHERE)


def _request_id(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"").decode("latin-1")
    return given if _ID.fullmatch(given) else uuid.uuid4().hex


def _address(scope: Scope) -> str | None:
    """Where the call comes from; what a proxy hands on is believed only when it is an address at all."""
    try:
        return str(ip_address(scope["client"][0])) if scope.get("client") else None
    except ValueError:
        return None


async def on_refusal(request: Request, error: Exception) -> Response:
    """Our own refusals, as problems."""
    refusal = error if isinstance(error, FofalError) else FofalError()
    request.state.planned = refusal.code == maintenance.CODE
    if refusal.status in LIMITS:
        metrics.REFUSALS.labels(refusal.key or refusal.slug).inc()
    return _problem(request, refusal)


async def on_routing(request: Request, error: Exception) -> Response:
    """What the router refuses before any operation: no such path, or not this method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 405:
        return _no_such_method(request, getattr(error, "headers", None))
    return _problem(request, errors.NotFound("no_such_door", code=NO_SUCH_DOOR) if status == 404 else FofalError())


def _no_such_method(request: Request, allowed: Mapping[str, str] | None = None) -> Response:
    found = _problem(request, errors.NotFound("no_such_method", code=NO_SUCH_METHOD))
    found.status_code = 405
    found.headers["Allow"] = (allowed or {}).get("Allow", ", ".join(sorted(METHODS)))
    return found


async def on_surprise(request: Request, error: Exception) -> Response:
    """The last net: the log has the traceback, the answer only the request id."""
    log.error("surprise", request_id=getattr(request.state, "request_id", None), exc_info=error)
    return _problem(request, FofalError())


def _problem(request: Request, error: FofalError) -> Response:
    if error.status >= 500 and error.__cause__ is not None:
        log.warning("refused", request_id=getattr(request.state, "request_id", None), exc_info=error.__cause__)
    return response_of(
        error,
        language=language_of(request.headers.get("accept-language")),
        request_id=getattr(request.state, "request_id", ""),
        path=request.url.path,
    )
