"""Statements that take too long: counted, and told with whose work they were and without a value."""

import re
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, event

from fofal_server.core import metrics
from fofal_server.core.doing import DOING

LONGEST = 1000
_TEXTS = re.compile(r"'(?:[^']|'')*'")
_NUMBERS = re.compile(r"(?<![\w$%])\d+(?:\.\d+)?\b")
_BLANKS = re.compile(r"%\(\w+\)s|%s|\$\d+")
_LISTS = re.compile(r"\?(?:\s*,\s*\?)+")
_SPACES = re.compile(r"\s+")
_EXECUTE = "EXECUTE "

Execute = Callable[[Any, str, Any, Any], None]

log = structlog.get_logger("fofal.sql")


def watch(engine: Engine, slow: float) -> None:
    """Tell of every statement of this engine that takes ``slow`` seconds or longer, also of those that were cut.

    In place of the driver's call, for listening before and after it would cost a statement twice as much.
    """

    def timed(execute: Execute, cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
        began = time.perf_counter()
        try:
            execute(cursor, statement, parameters, context)
        finally:
            seconds = time.perf_counter() - began
            if seconds >= slow:
                _tell(context.root_connection, statement, seconds)
        return True

    event.listen(engine, "do_execute", partial(timed, engine.dialect.do_execute))
    event.listen(engine, "do_executemany", partial(timed, engine.dialect.do_executemany))


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
