"""Calls that the database works at for ever, and the look at what it is working at."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

ASLEEP = "SELECT pid FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(3600)' AND state = 'active'"
Asleep = Callable[[], Sequence[int]]


@contextmanager
def asleep_in(engine: Engine) -> Iterator[Asleep]:
    """Asks which statements of the calls below are under way; what is left of them afterwards is ended."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield lambda: connection.execute(text(ASLEEP)).scalars().all()
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM ({ASLEEP}) one")).all()


def never_ending(patch: pytest.MonkeyPatch, module: ModuleType, name: str) -> None:
    """Let what the call does be followed by a statement that only a person can end."""
    before = getattr(module, name)

    def after(first, *args, **more):
        found = before(first, *args, **more)
        session = first if isinstance(first, Session) else first.session
        session.execute(text("SET LOCAL statement_timeout = 0"))
        session.execute(text("SELECT pg_sleep(3600)"))
        return found

    patch.setattr(module, name, after)
