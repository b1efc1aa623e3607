"""Clusters on real files and processes: a shared quick one, and folders in which to make others."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.orphan import processes_of
from fofal_server.cluster.url import connected


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    # A space and an accent in the path: the first thing that breaks elsewhere.
    with Cluster(tmp_path_factory.mktemp("été à la ferme") / "data", quick=True) as running:
        yield running


@contextlib.contextmanager
def temporary_folder():
    """A folder that every account can reach (pytest's own are closed); it must be left without a process."""
    folder = Path(tempfile.mkdtemp(prefix="fofal é "))
    folder.chmod(0o755)
    yield folder
    left = processes_of(folder / "data" / "postgres")
    shutil.rmtree(folder)
    assert left == []


@pytest.fixture
def open_folder():
    with temporary_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def made_once():
    """A stopped cluster to copy: faster than making one for each test."""
    with temporary_folder() as folder:
        with Cluster(folder / "data"):
            pass
        yield folder / "data"


@pytest.fixture
def data_dir(made_once, open_folder):
    """The data folder of a stopped cluster."""
    subprocess.run(["cp", "-a", made_once, open_folder / "data"], check=True)
    return open_folder / "data"


@pytest.fixture
def as_root():
    if os.geteuid() != 0:
        pytest.skip("seul root peut prendre un autre compte")


@pytest.fixture(scope="session")
def ask():
    def ask(url, statement):
        with connected(url) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    return ask
