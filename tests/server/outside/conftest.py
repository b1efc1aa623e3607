"""A server of others on this machine, and a way out to it."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import delete

from fofal_server.config import Settings
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.outside import Outside
from fofal_server.outside.models import OutsideAnswer, OutsideProvider
from tests.support.databases import Database
from tests.support.outsider import Outsider, outsider

Way = Callable[..., Outside]


@pytest.fixture
def other() -> Iterator[Outsider]:
    with outsider() as found:
        yield found


@pytest.fixture
def pools(database: Database) -> Iterator[Pools]:
    """Nobody has been asked yet."""
    found = open_pools(database.app, size=4)
    with transaction(found.calls) as session:
        session.execute(delete(OutsideProvider))
        session.execute(delete(OutsideAnswer))
    yield found
    found.dispose()


@pytest.fixture
def way(pools: Pools, monkeypatch: pytest.MonkeyPatch) -> Way:
    """A way out to the named origins; its second try comes at once."""
    monkeypatch.setattr("fofal_server.outside.client.FIRST_PAUSE", 0.0)

    def make(*origins: str, **changes: object) -> Outside:
        return Outside(Settings(outside_hosts=origins, **changes), pools)  # type: ignore[arg-type]  # pydantic judges

    return make
