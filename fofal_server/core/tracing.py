"""Traces: a call, its statements and the lines it opens, as spans. Loaded only where traces are wanted.

Spans hold routes, statements without values and places; never a path that was typed, a value or a person.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fofal_server.core import slow_sql, spans
from fofal_server.core.operation import API

_PARENT = TraceContextTextMapPropagator()
_HEADERS = (b"traceparent", b"tracestate")
_SPAN = "fofal_span"


class Traced:
    """Inside the envelope: it has given the call its number, and tells the trace's in its line of the log."""

    def __init__(self, app: ASGIApp, tracer: Tracer) -> None:
        self.app, self._tracer = app, tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(API):
            await self.app(scope, receive, send)
            return
        method, state = scope["method"], scope["state"]
        parent = _PARENT.extract(_given(scope), context=contexts.Context())
        with self._tracer.start_as_current_span(method, parent, SpanKind.SERVER) as span:
            state["trace_id"] = trace.format_trace_id(span.get_span_context().trace_id)

            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _answered(span, method, state, message["status"])
                await send(message)

            await self.app(scope, receive, sending)


def _given(scope: Scope) -> Mapping[str, str]:
    """The parent that a trusted proxy tells: where one has spoken for the caller, the caller's port is not known."""
    if not scope.get("client") or scope["client"][1] != 0:
        return {}
    return {name.decode(): value.decode("latin-1") for name, value in scope["headers"] if name in _HEADERS}


def _answered(span: Span, method: str, state: Mapping[str, Any], status: int) -> None:
    route = state.get("route")
    span.set_attributes({"http.request.method": method, "http.response.status_code": status})
    span.set_attribute("fofal.request_id", state["request_id"])
    if route:
        span.update_name(f"{method} {route}")
        span.set_attribute("http.route", route)
    if status >= 500:
        span.set_status(StatusCode.ERROR)


def watch(engine: Engine, tracer: Tracer) -> None:
    """A span for each statement of a call or job that is being traced; the others cost one question."""

    def before(connection: Connection, _cursor: Any, statement: str, _p: Any, context: Any, _many: bool) -> None:
        if not trace.get_current_span().is_recording():
            return
        told = slow_sql.normal(slow_sql.text_of(connection, statement))
        span = tracer.start_span(told.partition(" ")[0].upper(), kind=SpanKind.CLIENT)
        span.set_attributes({"db.system.name": "postgresql", "db.query.text": told})
        setattr(context, _SPAN, span)

    def after(_c: Connection, _cursor: Any, _s: str, _p: Any, context: Any, _many: bool) -> None:
        if (span := context.__dict__.pop(_SPAN, None)) is not None:
            span.end()

    def failed(told: ExceptionContext) -> None:
        span = told.execution_context and told.execution_context.__dict__.pop(_SPAN, None)
        if span:
            span.set_status(StatusCode.ERROR, type(told.original_exception).__name__)
            span.end()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "handle_error", failed)


@contextmanager
def listening(provider: TracerProvider, tracer: Tracer) -> Iterator[None]:
    """Spans that other rooms begin are told as well, until the end; what waits then has its few seconds to leave."""

    @contextmanager
    def teller(name: str, attributes: dict[str, str]) -> Iterator[Span]:
        with tracer.start_as_current_span(name, kind=SpanKind.CLIENT, attributes=attributes) as span:
            yield span

    spans.tell_to(teller)
    try:
        yield
    finally:
        spans.tell_nobody()
        provider.shutdown()
