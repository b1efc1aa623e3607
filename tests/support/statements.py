"""What calls ask of the database, without what the scheduler asks beside them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

CALLS = "AnyIO worker thread"
"""Threads that serve calls are named so; jobs have threads of their own."""


@contextmanager
def noted(engine: Engine) -> Iterator[list[str]]:
    """The SQL that calls send while the block lasts, but for what each connection of the pool is taught once."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if threading.current_thread().name.startswith(CALLS) and not statement.startswith("PREPARE"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
