"""One server for all tests of the stock; after each of them the books must still agree with themselves."""

from collections.abc import Iterator

import pytest

from fofal_server.core.db import transaction
from fofal_server.inventory.check import differences
from fofal_server.inventory.numbers import gaps
from tests.support.databases import Database, Databases
from tests.support.servers import Server, serving


@pytest.fixture(scope="package")
def database(all_databases: Databases) -> Iterator[Database]:
    """A database of the package's own: its tests make items and warehouses of their own."""
    with all_databases.fresh() as fresh:
        yield fresh


@pytest.fixture(scope="package")
def server(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application on the package's database."""
    with serving(database, tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest.fixture(autouse=True)
def sound(request: pytest.FixtureRequest) -> Iterator[None]:
    """Balances, values and layers are the sums of what was posted and numbers have no gap, whatever the test did through HTTP."""
    if "api" not in request.fixturenames:
        yield
        return
    server = request.getfixturevalue("server")
    yield
    with transaction(server.engine) as session:
        assert differences(session) == []
        assert gaps(session) == []
