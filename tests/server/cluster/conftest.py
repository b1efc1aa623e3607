"""One throw-away cluster for the tests that only look at it."""

import pytest

from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    # A space and an accent in the path: the first thing that breaks elsewhere.
    with Cluster(tmp_path_factory.mktemp("été à la ferme") / "data", quick=True) as running:
        yield running


@pytest.fixture(scope="session")
def ask():
    def ask(url, statement):
        with connected(url) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    return ask
