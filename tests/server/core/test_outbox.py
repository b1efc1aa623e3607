"""What was promised is done after the commit, once; what was rolled back never."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import text

from fofal_server.core import outbox, registry
from fofal_server.core.db import Pools, transaction
from fofal_server.core.domain import Domain
from tests.support.servers import Server

done: list[Any] = []


def _note(_: Pools, payload: Mapping[str, Any]) -> None:
    done.append(payload["n"])
    if payload["n"] < 0:
        raise ValueError(payload)


@pytest.fixture(autouse=True)
def _listening() -> Iterator[None]:
    """A domain that does the topic ``test.note``, for the length of a test."""
    registry.DOMAINS["test"] = Domain("test", icon="", deliveries={"test.note": _note})
    done.clear()
    yield
    del registry.DOMAINS["test"]


def _waiting(server: Server) -> list[Any]:
    with server.engine.connect() as connection:
        query = "SELECT tries, next_at IS NULL, error FROM outbox_message WHERE done_at IS NULL AND topic = 'test.note'"
        return [tuple(row) for row in connection.execute(text(query))]


def test_done_once_after_the_commit(server: Server) -> None:
    with transaction(server.engine) as session:
        outbox.put(session, "test.note", {"n": 1})
        outbox.deliver(server.pools)
        assert done == []
    for _ in range(2):
        outbox.deliver(server.pools)
    assert done == [1]


def _put_and_regret(server: Server) -> None:
    with transaction(server.engine) as session:
        outbox.put(session, "test.note", {"n": 2})
        raise InterruptedError


def test_nothing_goes_out_for_what_was_rolled_back(server: Server) -> None:
    with pytest.raises(InterruptedError):
        _put_and_regret(server)
    outbox.deliver(server.pools)
    assert done == []


def test_a_failure_is_kept_and_tried_later(server: Server) -> None:
    with transaction(server.engine) as session:
        outbox.put(session, "test.note", {"n": -1})
    outbox.deliver(server.pools)
    assert done == [-1]
    [(tries, given_up, error)] = _waiting(server)
    assert (tries, given_up) == (1, False)
    assert "ValueError" in error
