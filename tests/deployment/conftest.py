"""Two servers behind Nginx, shared by the tests of this room."""

from collections.abc import Iterator

import pytest

from tests.deployment.pair import Pair, pair
from tests.server.console.launched import open_folder


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with open_folder() as folder, pair(folder, tmp_path_factory.mktemp("nginx")) as found:
        yield found
