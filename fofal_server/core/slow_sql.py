"""Statements that take too long: counted, and told with whose work they were and without a value."""

import re
import time
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

from fofal_server.core import metrics
from fofal_server.core.doing import DOING

LONGEST = 1000
_TEXTS = re.compile(r"'(?:[^']|'')*'")
_NUMBERS = re.compile(r"(?<![\w$%])\d+(?:\.\d+)?\b")
_BLANKS = re.compile(r"%\(\w+\)s|%s|\$\d+")
_LISTS = re.compile(r"\?(?:\s*,\s*\?)+")
_SPACES = re.compile(r"\s+")
_EXECUTE = "EXECUTE "

log = structlog.get_logger("fofal.sql")


def watch(engine: Engine, slow: float) -> None:
    """Tell of every statement of this engine that takes ``slow`` seconds or longer, also of those that were cut."""

    def before(_c: Connection, _cursor: Any, _s: str, _p: Any, context: Any, _many: bool) -> None:
        context.began = time.perf_counter()

    def after(connection: Connection, _cursor: Any, statement: str, _p: Any, context: Any, _many: bool) -> None:
        seconds = time.perf_counter() - context.began
        if seconds >= slow:
            _tell(connection, statement, seconds)

    def failed(told: ExceptionContext) -> None:
        began = getattr(told.execution_context, "began", None)
        if began is not None and told.connection is not None and told.statement is not None:
            after(told.connection, None, told.statement, None, told.execution_context, False)

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "handle_error", failed)


def normal(statement: str) -> str:
    """A statement without values, in one line: what can be compared, counted and shown to anybody."""
    bare = _BLANKS.sub("?", _NUMBERS.sub("?", _TEXTS.sub("?", statement)))
    return _LISTS.sub("?, …", _SPACES.sub(" ", bare)).strip()[:LONGEST]


def text_of(connection: Connection, statement: str) -> str:
    """What a prepared statement says, for its name says nothing."""
    name = statement.removeprefix(_EXECUTE).partition("(")[0]
    known = connection.info.get(name) if statement.startswith(_EXECUTE) else None
    return known if isinstance(known, str) else statement


def _tell(connection: Connection, statement: str, seconds: float) -> None:
    doing = DOING.get()
    metrics.SLOW_SQL.labels(doing.route).inc()
    told = normal(text_of(connection, statement))
    log.warning("sql.slow", route=doing.route, request_id=doing.request_id, ms=round(seconds * 1000), statement=told)
